"""How a file is read, corrected by drop-downs on the page Portfolio: effect, use, memory."""

import pytest
from streamlit.testing.v1 import AppTest

from bcdr.intake.files import read_file_tables
from bcdr.model.recognition import SheetCorrection, SheetProposal, TableRole
from bcdr.store import Store
from bcdr.ui import mapping, state
from tests.ui.messy import messy_register
from tests.ui.running import begin_another, button, faults, review_id, show, title, upload, words
from tests.ui.test_portfolio import edit
from tests.ui.workbooks import five_applications, workbook

J = 9
"""The position of the column Ausfallbudget, which nothing is known of."""


def messy_proposal() -> SheetProposal:
    """What the list in the messy register is proposed to be."""
    read = read_file_tables([("register.xlsx", messy_register())])
    return next(one for one in read.proposals if one.role is TableRole.APPLICATIONS)


@pytest.fixture(scope="module")
def proposal() -> SheetProposal:
    return messy_proposal()


@pytest.fixture
def messy(app: AppTest) -> AppTest:
    """The app with a messy register just handed over."""
    for part in (state.MAPPING_OPEN, state.ASKING_OPEN, state.COMPLETENESS_OPEN):
        app.session_state[part] = True
    return upload(app, "register.xlsx", messy_register())


def mapping_key(proposal: SheetProposal, changes: int = 0) -> str:
    """The key of the mapping table, after so many changes."""
    return f"mapping-columns-{proposal.headers_key}-{proposal.block}-{changes}"


def choose(app: AppTest, row: int, **cells: str) -> AppTest:
    """The app after a person chose field or unit of a column."""
    names = {"field": mapping.FIELD, "unit": mapping.UNIT}
    app.session_state[mapping_key(messy_proposal())] = {
        "edited_rows": {row: {names[name]: value for name, value in cells.items()}},
        "added_rows": [],
        "deleted_rows": [],
    }
    return app.run()


def test_a_table_is_shown_with_every_column_and_why(proposal: SheetProposal) -> None:
    frame = mapping.frame_of(proposal)
    by_header = frame.set_index(mapping.HEADER)
    assert by_header.loc["RTO (min)", mapping.FIELD] == "RTO"
    assert by_header.loc["RTO (min)", mapping.UNIT] == "min"
    assert by_header.loc["Support-Tier", mapping.FIELD] == mapping.NOT_USED
    assert "ranks something else" in str(by_header.loc["Support-Tier", mapping.REASON])
    assert str(by_header.loc["Fachverfahren", mapping.SAMPLES]).startswith("Bestellwesen | Lohn")


def test_the_summary_counts_tables_and_columns(proposal: SheetProposal) -> None:
    assert mapping.summary([proposal]) == ("How it was read: 1 table, 7 columns used, 3 not used")


def test_a_field_that_was_chosen_is_kept_by_header(proposal: SheetProposal) -> None:
    found = mapping.corrected_by(proposal, None, {J: {mapping.FIELD: "MTD"}})
    assert found.fields == {"Ausfallbudget": "mtd_hours"}
    assert found.headers_key == proposal.headers_key


def test_a_column_can_be_left_out(proposal: SheetProposal) -> None:
    found = mapping.corrected_by(proposal, None, {6: {mapping.FIELD: mapping.NOT_USED}})
    assert found.fields == {"RTO (min)": None}


def test_a_unit_counts_only_for_a_field_that_can_have_it(proposal: SheetProposal) -> None:
    fits = mapping.corrected_by(proposal, None, {6: {mapping.UNIT: "s"}})
    assert fits.units == {"RTO (min)": "s"}
    assert mapping.corrected_by(proposal, None, {6: {mapping.UNIT: "GB"}}).units == {}


def test_a_later_change_adds_to_an_earlier_one(proposal: SheetProposal) -> None:
    first = mapping.corrected_by(proposal, None, {J: {mapping.FIELD: "MTD"}})
    both = mapping.corrected_by(proposal, first, {6: {mapping.UNIT: "s"}})
    assert (dict(both.fields), dict(both.units)) == (
        {"Ausfallbudget": "mtd_hours"},
        {"RTO (min)": "s"},
    )


def test_another_role_begins_anew(proposal: SheetProposal) -> None:
    held = SheetCorrection(headers_key="a", fields={"x": "owner"})
    assert mapping.with_role(proposal, held, TableRole.VMS) == SheetCorrection(
        headers_key="a", role=TableRole.VMS
    )


def test_a_messy_register_is_read_and_its_mapping_shown(messy: AppTest) -> None:
    assert faults(messy) == []
    assert title(messy).startswith("4 applications with 4 workloads")
    labels = [one.label for one in messy.expander]
    assert "How it was read: 1 table, 7 columns used, 3 not used" in labels
    assert "1 row: 9" in words(messy)


def test_a_change_shows_its_effect_at_once_and_saves_nothing(
    messy: AppTest, database: Store
) -> None:
    before = database.state(review_id(messy)).tables
    choose(messy, J, field="RPO")
    assert faults(messy) == []
    said = words(messy)
    assert "With your changes:\n4 applications, 4 workloads, 0 errors (-1)," in said
    assert database.state(review_id(messy)).tables == before
    assert database.corrections() == ()


def test_changes_can_be_dropped(messy: AppTest) -> None:
    choose(messy, J, field="MTD")
    button(messy, "Drop the changes").click().run()
    assert faults(messy) == []
    assert "With your changes" not in words(messy)


def test_changes_are_used_and_remembered_for_the_same_headers(
    messy: AppTest, database: Store
) -> None:
    first = review_id(messy)
    choose(messy, J, field="MTD")
    button(messy, "Read the file this way").click().run()
    assert faults(messy) == []
    assert review_id(messy) != first
    assert [one.id for one in database.reviews()] == [review_id(messy)]
    records = database.state(review_id(messy)).tables[0].records
    assert [record.get("mtd_hours") for record in records][:3] == ["8 h", "3 d", "10 d"]
    assert [dict(one.fields) for one in database.corrections()] == [{"Ausfallbudget": "mtd_hours"}]
    again = upload(begin_another(messy), "next year.xlsx", messy_register())
    assert faults(again) == []
    assert "8 columns used, 2 not used" in " ".join(one.label for one in again.expander)


def test_what_was_remembered_can_be_forgotten(messy: AppTest, database: Store) -> None:
    choose(messy, J, field="MTD")
    button(messy, "Read the file this way").click().run()
    button(messy, "Forget what was corrected before").click().run()
    assert faults(messy) == []
    assert database.corrections() == ()


def test_a_review_that_was_changed_is_kept_when_its_file_is_read_anew(
    messy: AppTest, database: Store
) -> None:
    first = review_id(messy)
    edit(database, first, database.state(first).tables[0].records[0].id, "owner", "Eve")
    choose(messy.run(), J, field="MTD")
    button(messy, "Read the file this way").click().run()
    assert faults(messy) == []
    assert {one.id for one in database.reviews()} == {first, review_id(messy)}


def test_a_table_can_be_read_as_something_else(messy: AppTest) -> None:
    role = next(one for one in messy.selectbox if one.label == "Read as")
    role.set_value(TableRole.IGNORED).run()
    assert faults(messy) == []
    assert button(messy, "Read the file this way").disabled


def test_another_file_is_read_together_with_it(messy: AppTest, database: Store) -> None:
    more = next(one for one in messy.file_uploader if one.label.startswith("Read another file"))
    more.set_value(("five.xlsx", five_applications(), "")).run()
    assert "Together:\n9 applications (+5)" in words(messy)
    button(messy, "Read them together").click().run()
    assert faults(messy) == []
    assert title(messy).startswith("9 applications")
    assert len(database.reviews()) == 1


def test_a_later_session_says_why_the_mapping_is_not_there(messy: AppTest, database: Store) -> None:
    del messy.session_state["handed"]
    messy.run()
    assert faults(messy) == []
    assert "upload it again" in words(messy)


def test_completeness_and_questions_are_on_the_page(messy: AppTest) -> None:
    said = words(messy)
    assert "0 of 4 applications have 5 stars." in said
    assert "★★☆☆☆ 2 of 5" in said
    assert "to ask for. " in said.replace("\n", " ")
    owners = next(one for one in messy.selectbox if one.label == "Questions for")
    assert "Bo Lind" in owners.options


def test_the_pages_stay_as_they_are_on_the_other_side(messy: AppTest) -> None:
    assert faults(show(messy, "coverage")) == []


def test_a_file_that_is_refused_can_be_read_by_saying_what_it_is(
    app: AppTest, database: Store
) -> None:
    refused = upload(app, "servers.xlsx", workbook(
        [["web01", 4, 16, "Linux"], ["web02", 8, 32, "Linux"]],
        ["VM", "CPUs", "Memory GB", "OS"],
    ))  # fmt: skip
    assert refused.error
    assert review_id(refused) == ""
    role = next(one for one in refused.selectbox if one.label == "Read as")
    role.set_value(TableRole.APPLICATIONS).run()
    frame = next(one.value for one in refused.data_editor)
    named = frame.set_index(mapping.HEADER)
    assert "VM" in named.index
    (key,) = refused.session_state["mapping"][1]
    refused.session_state[f"mapping-columns-{key}-A1:D3-1"] = {
        "edited_rows": {0: {mapping.FIELD: "Application"}}, "added_rows": [], "deleted_rows": [],
    }  # fmt: skip
    refused.run()
    button(refused, "Read the file this way").click().run()
    assert not refused.exception
    assert title(show(refused, "portfolio")).startswith("2 applications")
    assert len(database.corrections()) == 1

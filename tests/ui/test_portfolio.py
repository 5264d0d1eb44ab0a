"""The Portfolio page: look at what was found, change rows one by one and together, take back."""

import pytest
from streamlit.testing.v1 import AppTest

from bcdr.model.review import Edit
from bcdr.store import Store
from tests.ui.conftest import NOW
from tests.ui.running import (
    begin_another,
    button,
    faults,
    review_id,
    show,
    title,
    upload,
    words,
)
from tests.ui.workbooks import HEADERS, PICTURE, workbook


def edit(store: Store, review: str, row_id: str, field: str, after: str) -> None:
    """Write one edit as another session would."""
    table = store.state(review).tables[0]
    before = next(record for record in table.records if record.id == row_id).get(field)
    store.append(
        review,
        [
            Edit(
                table="Applications", row_id=row_id, field=field, before=before, after=after,
                who="somebody", when=NOW,
            )
        ],
    )  # fmt: skip


def test_nothing_is_open_at_first(app: AppTest) -> None:
    assert faults(app) == []
    assert review_id(app) == ""
    assert app.button(key="load_sample").label == "Load the sample portfolio"
    assert len(app.file_uploader) == 2  # a list, or a backup


def test_the_sample_is_opened_by_one_button(app: AppTest) -> None:
    app.button(key="load_sample").click().run()
    assert faults(app) == []
    assert review_id(app)
    assert title(app).startswith("60 applications with 120 workloads")


def test_a_file_of_ones_own_is_opened(five: AppTest) -> None:
    assert faults(five) == []
    assert title(five) == "5 applications with 6 workloads, and 2 findings that need a look"
    assert "From five.xlsx, unchanged since." in words(five)


def test_findings_have_place_problem_and_remedy(five: AppTest) -> None:
    said = words(five)
    assert "Applications!H5\n'soon' is not a duration; it is read as blank." in said
    assert "Write 4 h, 30 min or 2 days." in said


def test_the_pages_say_what_the_infrastructure_backup_does_not_hold(five: AppTest) -> None:
    sentence = "The Hub's own infrastructure backup protects nothing in this list."
    assert sentence in words(five)
    assert sentence in words(show(five, "coverage"))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.xlsx", b"", "'empty.xlsx' is empty."),
        ("picture.xlsx", PICTURE, "'picture.xlsx' is a PNG picture, not a spreadsheet"),
        ("none.xlsx", workbook([]), "no row with an application"),
        ("other.xlsx", workbook([["a", 1]], ["Colour", "Weight"]), "no row among the first"),
    ],
)
def test_a_file_that_cannot_be_used_gets_a_sentence_and_changes_nothing(
    five: AppTest, database: Store, name: str, content: bytes, sentence: str
) -> None:
    before = review_id(five)
    upload(begin_another(five), name, content)
    said = faults(five)
    assert len(said) >= 1
    assert sentence.lower() in plain(said[0]).lower()
    assert review_id(five) == before
    assert len(database.reviews()) == 1
    assert title(show(five, "portfolio")).startswith("5 applications")


def test_a_refused_file_is_not_read_again_at_every_click(five: AppTest) -> None:
    upload(begin_another(five), "picture.xlsx", PICTURE)
    five.run()
    assert len(faults(five)) == 1


def test_text_that_cannot_be_read_becomes_a_finding_and_is_kept(
    five: AppTest, database: Store
) -> None:
    edit(database, review_id(five), "payroll", "rto_hours", "whenever")
    five.run()
    assert "'whenever'" in words(five)
    record = next(r for r in database.state(review_id(five)).tables[0].records if r.id == "payroll")
    assert record.get("rto_hours") == "whenever"


def test_undo_takes_the_newest_change_back_and_redo_makes_it_again(
    five: AppTest, database: Store
) -> None:
    edit(database, review_id(five), "payroll", "owner", "Eve")
    five.run()
    assert "1 change since." in words(five)
    button(five, "Undo").click().run()
    assert held(database, five, "payroll", "owner") == "Bo"
    button(five, "Redo").click().run()
    assert held(database, five, "payroll", "owner") == "Eve"


def test_undo_with_nothing_to_undo_says_so(five: AppTest, database: Store) -> None:
    edit(database, review_id(five), "payroll", "owner", "Eve")
    five.run()
    button(five, "Undo").click().run()
    button(five, "Undo").click().run()
    assert [info.value for info in five.info] == [r"There is nothing left to undo\."]


def test_what_was_found_while_reading_outlives_a_refresh(app: AppTest, database: Store) -> None:
    rows = [("Payroll", "Bo"), ("Total", "")]
    upload(app, "total.xlsx", workbook(rows, ["Application", "Owner"]))
    again = AppTest.from_file(app._script_path, default_timeout=60)
    again.query_params["review"] = review_id(app)
    show(again.run(), "portfolio")
    assert "is read as a total of the rows above" in words(again)


def test_the_grid_holds_the_rows_in_scope(five: AppTest) -> None:
    five.multiselect(key="owner").set_value(["Bo"]).run()
    frame = five.data_editor[0].value
    assert frame["application"].tolist() == ["Payroll", "Archive"]


def test_an_unknown_review_is_said_and_closed(database: Store, app: AppTest) -> None:
    app.query_params["review"] = "nosuchreview"
    app.run()
    assert len(faults(app)) == 1
    assert "There is no review nosuchreview" in faults(app)[0]
    assert review_id(app) == ""


def test_the_grid_offers_the_columns_of_the_contract(five: AppTest) -> None:
    five.segmented_control(key="portfolio_columns").set_value("Everything").run()
    assert faults(five) == []
    assert len(five.data_editor[0].value.columns) > len(HEADERS)


def popover(app: AppTest, **values: object) -> AppTest:
    """The app after the fields of a popover are filled in, by key."""
    for key, value in values.items():
        app.session_state[key] = value
    return app.run()


def ids(store: Store, app: AppTest) -> list[str]:
    return [record.id for record in store.state(review_id(app)).tables[0].records]


def test_a_row_is_added_by_its_name(five: AppTest, database: Store) -> None:
    popover(five, add_application="New shop", add_workload="Database")
    five.button(key="add_row").click().run()
    assert faults(five) == []
    assert ids(database, five)[-1] == "new-shop-database"
    assert title(five).startswith("6 applications with 7 workloads")
    button(five, "Undo").click().run()
    assert len(ids(database, five)) == 6


def test_a_row_without_a_name_is_not_added(five: AppTest, database: Store) -> None:
    five.button(key="add_row").click().run()
    assert [plain(one) for one in faults(five)] == ["A row needs the name of its application."]
    assert database.state(review_id(five)).revision == 0


def test_a_second_row_of_one_name_gets_an_id_of_its_own(five: AppTest, database: Store) -> None:
    popover(five, add_application="Payroll")
    five.button(key="add_row").click().run()
    assert ids(database, five)[-1] == "payroll-2"


def test_rows_are_removed_together_and_undo_brings_them_back(
    five: AppTest, database: Store
) -> None:
    popover(five, remove_rows=["payroll", "archive"])
    five.button(key="remove_rows_now").click().run()
    assert faults(five) == []
    assert {"payroll", "archive"}.isdisjoint(ids(database, five))
    button(five, "Undo").click().run()
    assert {"payroll", "archive"} <= set(ids(database, five))


def test_a_column_is_filled_in_the_rows_in_scope_where_it_is_blank(
    five: AppTest, database: Store
) -> None:
    five.multiselect(key="environment").set_value(["test"]).run()
    popover(five, fill_field="business_unit", fill_text="IT", fill_blanks=True)
    five.button(key="fill_rows").click().run()
    assert faults(five) == []
    edits = database.edits(review_id(five))
    assert {edit.after for edit in edits} == {"IT"}
    assert len(edits) == 2
    assert len({edit.batch for edit in edits}) == 1
    assert held(database, five, "payroll", "business_unit") == "Finance"


def test_pasted_rows_change_what_is_there_and_add_what_is_not(
    five: AppTest, database: Store
) -> None:
    text = "Application\tOwner\tRTO\nPayroll\tEve\t\nNewcomer\tFay\t4 h\n"
    popover(five, pasted=text)
    five.button(key="paste_rows").click().run()
    assert faults(five) == []
    assert held(database, five, "payroll", "owner") == "Eve"
    assert held(database, five, "payroll", "rto_hours") == "2 d"
    assert ids(database, five)[-1] == "newcomer"
    assert held(database, five, "newcomer", "rto_hours") == "4 h"


def test_what_is_no_list_is_not_pasted(five: AppTest, database: Store) -> None:
    popover(five, pasted="hello")
    five.button(key="paste_rows").click().run()
    assert "No row with an application was found." in plain(faults(five)[0])
    assert database.state(review_id(five)).revision == 0


def held(store: Store, app: AppTest, row_id: str, field: str) -> object:
    table = store.state(review_id(app)).tables[0]
    return next(record for record in table.records if record.id == row_id).get(field)


def plain(sentence: str) -> str:
    return sentence.replace("\\", "").replace("\N{WORD JOINER}", "")

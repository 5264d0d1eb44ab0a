"""Decisions in the workshop: made, kept, shown, withdrawn; progress over the list; conflicts."""

import datetime

import pytest
from streamlit.testing.v1 import AppTest

from bcdr.model.portfolio import Decision
from bcdr.model.review import REMOVED, ROW_FIELD, Conflict, Edit
from bcdr.model.vocabulary import DecisionKind
from bcdr.store import Store
from bcdr.ui.components.conflicts import decided
from bcdr.ui.decisions import Shown, Wanted, decide_edits, of_list, progress
from tests.ui.conftest import NOW
from tests.ui.running import button, faults, in_address, review_id, show, title, words
from tests.ui.test_portfolio import edit, held, plain


def workshop(app: AppTest, workload_id: str = "payroll") -> AppTest:
    app.session_state["workload"] = workload_id
    return show(app, "workshop")


def decide(
    app: AppTest, kind: DecisionKind, *, by: str | None = "Bo", reason: str = "", **rest: object
) -> AppTest:
    """The app after a decision is filled in and saved."""
    control = next(one for one in app.segmented_control if one.label == "Decision")
    control.set_value(kind).run()
    name(app, by)
    next(one for one in app.text_input if one.label == "Reason").set_value(reason)
    for label, value in rest.items():
        next(one for one in app.selectbox if one.label == label).set_value(value)
    app.run()
    return app.button(key="decide").click().run()


def name(app: AppTest, by: str | None) -> None:
    """Choose who decides among those offered: the owner is."""
    next(one for one in app.selectbox if one.label == "Decided by").set_value(by)


def decisions(store: Store, app: AppTest) -> list[dict]:
    tables = store.state(review_id(app)).tables
    return [
        dict(record.cells)
        for table in tables
        if table.role == "Decisions"
        for record in table.records
    ]


def test_a_strategy_is_chosen_and_stands_in_the_plan(five: AppTest, database: Store) -> None:
    workshop(five)
    offered = next(one for one in five.selectbox if one.label == "Strategy").options
    decide(five, DecisionKind.CHOOSE, reason="Cheap", Strategy=offered[1].partition(". ")[2])
    assert faults(five) == []
    (made,) = decisions(database, five)
    assert made["strategy"] == offered[1].partition(". ")[2]
    assert (made["decided_by"], made["reason"]) == ("Bo", "Cheap")
    assert isinstance(made["date"], datetime.date)
    assert f"Chosen: {made['strategy']}" in words(five)
    assert "1 of 6 decided" in words(five)
    said = words(show(five, "plan"))
    assert "1 of 6 workloads decided" in said
    assert f"\n{made['strategy']}\n" in said


def test_what_is_kept_as_today_is_planned_as_today(five: AppTest) -> None:
    decide(workshop(five), DecisionKind.KEEP_TODAY)
    assert faults(five) == []
    assert "Kept as it is today" in words(five)
    assert "With the plan: in-guest backup to Vault, every 24 h, kept 30 d" in words(five)


def test_a_gap_is_accepted_until_a_date_with_a_reason(five: AppTest, database: Store) -> None:
    workshop(five, "archive")
    decide(five, DecisionKind.ACCEPT_GAP)
    assert [plain(one) for one in faults(five)] == ["Give the reason: somebody will ask for it."]
    assert decisions(database, five) == []
    decide(five, DecisionKind.ACCEPT_GAP, reason="Moves next year")
    assert faults(five) == []
    (made,) = decisions(database, five)
    assert made["until"] > NOW.date()
    assert "The gap is accepted until" in words(five)
    five.session_state["plan"] = "Accepted gaps"
    said = words(show(five, "plan"))
    assert "1 gap is accepted" in said
    assert "Moves next year" in said


def test_an_override_of_a_rule_lifts_what_it_refuses_for_this_workload(
    five: AppTest, database: Store
) -> None:
    workshop(five)
    decide(five, DecisionKind.OVERRIDE_RULE, reason="Tested with the vendor")
    assert faults(five) == []
    (made,) = decisions(database, five)
    assert made["rule"]
    assert f"Overrides {made['rule']}" in words(five)
    assert "0 of 6 decided" in words(five)  # an override settles nothing by itself


def test_what_is_parked_is_found_again_in_its_list(five: AppTest) -> None:
    decide(workshop(five), DecisionKind.PARK, reason="Ask the vendor")
    assert "0 of 6 decided, 1 parked" in words(five)
    five.segmented_control(key="workshop_list_choice").set_value(Shown.PARKED).run()
    assert in_address(five, "show") == "Parked"
    assert title(five) == "Payroll"
    assert five.button(key="workshop_next").disabled


def test_a_decision_needs_a_name(five: AppTest, database: Store) -> None:
    decide(workshop(five), DecisionKind.KEEP_TODAY, by=None)
    assert "a decision without a name is nobody's" in plain(faults(five)[0])
    assert decisions(database, five) == []


def test_a_second_decision_takes_the_place_of_the_first(five: AppTest, database: Store) -> None:
    decide(workshop(five), DecisionKind.KEEP_TODAY)
    decide(five, DecisionKind.PARK, reason="Wait")
    (made,) = decisions(database, five)
    assert made["decision"] == "park"
    assert len(database.edits(review_id(five))) > 4  # the log keeps both


def form(app: AppTest) -> tuple[str, str]:
    """The kind of decision and the reason that stand in the form."""
    kind = next(one for one in app.segmented_control if one.label == "Decision").value
    return str(kind), next(one for one in app.text_input if one.label == "Reason").value


def test_the_form_begins_with_what_is_decided(five: AppTest, database: Store) -> None:
    workshop(five)
    assert form(five) == ("choose", "")
    offered = next(one for one in five.selectbox if one.label == "Strategy").options
    decide(five, DecisionKind.CHOOSE, reason="Cheap", Strategy=offered[1].partition(". ")[2])
    assert form(five) == ("choose", "Cheap")
    assert next(one for one in five.selectbox if one.label == "Strategy").index == 1
    # Another kind begins anew.
    decide(five, DecisionKind.PARK, reason="Ask the vendor")
    assert form(five) == ("park", "Ask the vendor")
    # A reason that is put right leaves the rest as it is.
    show(workshop(five, "archive"), "workshop")
    decide(workshop(five), DecisionKind.PARK, reason="Ask the vendor twice")
    (made,) = decisions(database, five)
    assert (made["decision"], made["reason"]) == ("park", "Ask the vendor twice")
    assert not five.warning


def test_who_fills_in_a_form_is_told_that_somebody_else_decided(
    five: AppTest, database: Store
) -> None:
    workshop(five)
    wanted = Wanted(kind=DecisionKind.PARK, decided_by="Ann", reason="Later")
    state = database.state(review_id(five))
    edits = decide_edits(state, "payroll", wanted, today=NOW.date(), who="Ann", when=NOW)
    assert not database.append(review_id(five), edits).conflicts
    next(one for one in five.segmented_control if one.label == "Decision").set_value(
        DecisionKind.KEEP_TODAY
    ).run()
    assert ["changed in another window" in one.value for one in five.warning] == [True]
    assert form(five) == ("park", "Later")
    # What Ann decided stands until somebody says otherwise in sight of it.
    name(five, "Bo")
    five.run()
    assert not five.warning
    decide(five, DecisionKind.KEEP_TODAY)
    assert [one["decision"] for one in decisions(database, five)] == ["keep today"]


def test_ones_own_undo_is_no_news(five: AppTest) -> None:
    decide(workshop(five), DecisionKind.KEEP_TODAY)
    button(five, "Undo").click().run()
    assert "Still open" in words(five)
    assert not five.warning


def test_a_withdrawn_decision_can_be_made_again(five: AppTest, database: Store) -> None:
    decide(workshop(five), DecisionKind.KEEP_TODAY)
    five.button(key="withdraw").click().run()
    assert decisions(database, five) == []
    assert "Still open" in words(five)
    decide(five, DecisionKind.KEEP_TODAY)
    assert faults(five) == []
    assert len(decisions(database, five)) == 1


def test_next_and_back_go_through_the_list_that_is_chosen(five: AppTest) -> None:
    workshop(five, "order-desk--database")
    assert five.button(key="workshop_back").disabled
    five.button(key="workshop_next").click().run()
    assert title(five) == "Order desk / Web tier"
    decide(five, DecisionKind.KEEP_TODAY, by="Ana")
    five.segmented_control(key="workshop_list_choice").set_value(Shown.OPEN).run()
    five.button(key="workshop_back").click().run()
    assert title(five) == "Order desk / Database"
    five.button(key="workshop_next").click().run()
    assert title(five) == "Payroll"  # the web tier is decided


def test_two_who_decide_at_once_meet_in_the_same_cells(five: AppTest, database: Store) -> None:
    workshop(five)
    control = next(one for one in five.segmented_control if one.label == "Decision")
    control.set_value(DecisionKind.KEEP_TODAY).run()
    name(five, "Bo")
    five.run()
    first = Wanted(kind=DecisionKind.PARK, decided_by="Ana")
    state = database.state(review_id(five))
    made = decide_edits(state, "payroll", first, today=NOW.date(), who="Ana", when=NOW)
    assert not database.append(state.id, made).conflicts
    # This window still shows that nothing is decided.
    five.button(key="decide").click().run()
    assert "Not saved yet: somebody else changed" in words(five)
    assert [one["decided_by"] for one in decisions(database, five)] == ["Ana"]


def conflicting(five: AppTest, database: Store) -> AppTest:
    """The Workshop page of somebody who changed an RTO that another changed meanwhile."""
    workshop(five)
    control = next(one for one in five.text_input if one.label == "RTO")
    # The other writes after this page was shown and before its change arrives.
    edit(database, review_id(five), "payroll", "rto_hours", "1 d")
    return control.set_value("3 d").run()


def test_the_second_saver_sees_what_the_first_wrote_and_nothing_is_overwritten(
    five: AppTest, database: Store
) -> None:
    page = conflicting(five, database)
    said = words(page)
    assert "Not saved yet: somebody else changed 1 cell you changed too" in said
    for word in ("Applications: Payroll, RTO", "you saw: 2 d", "saved: 1 d", "yours: 3 d"):
        assert word in said
    assert "by somebody" in said
    assert held(database, page, "payroll", "rto_hours") == "1 d"


def test_the_second_saver_may_write_what_is_theirs(five: AppTest, database: Store) -> None:
    page = conflicting(five, database)
    page.segmented_control(key="conflict-0").set_value("Write mine")
    page.button(key="conflicts_save").click().run()
    assert faults(page) == []
    assert held(database, page, "payroll", "rto_hours") == "3 d"
    assert database.edits(review_id(page))[-1].before == "1 d"
    assert "Not saved yet" not in words(page)


def test_the_second_saver_may_keep_what_is_saved(five: AppTest, database: Store) -> None:
    page = conflicting(five, database)
    page.button(key="conflicts_save").click().run()
    assert held(database, page, "payroll", "rto_hours") == "1 d"
    assert "Not saved yet" not in words(page)


def test_a_change_can_be_dropped_whole(five: AppTest, database: Store) -> None:
    page = conflicting(five, database)
    button(page, "Drop my change").click().run()
    assert held(database, page, "payroll", "rto_hours") == "1 d"
    assert len(database.edits(review_id(page))) == 1


def an_edit(field: str, before: str | None, after: str) -> Edit:
    return Edit(
        table="Applications", row_id="a", field=field, before=before, after=after, who="x",
        when=NOW,
    )  # fmt: skip


def test_fields_are_decided_one_by_one_and_what_met_nobody_is_written() -> None:
    edits = (an_edit("rto_hours", "1 h", "2 h"), an_edit("rpo_hours", "1 h", "3 h"),
             an_edit("owner", None, "Ana"))  # fmt: skip
    conflicts = (Conflict(edit=edits[0], found="9 h"), Conflict(edit=edits[1], found="8 h"))
    written = tuple(decided(edits, conflicts, {1}))
    assert [(one.field, one.before, one.after) for one in written] == [
        ("rpo_hours", "8 h", "3 h"), ("owner", None, "Ana"),
    ]  # fmt: skip


def test_a_row_that_was_removed_comes_back_for_ones_own_change() -> None:
    one = an_edit("rto_hours", "1 h", "2 h")
    conflict = Conflict(edit=one, found=None, row_removed=True)
    back, change = decided((one,), (conflict,), {0})
    assert (back.field, back.before, back.after) == (ROW_FIELD, REMOVED, "present")
    assert (change.before, change.after) == ("1 h", "2 h")
    assert tuple(decided((one,), (conflict,), set())) == ()


@pytest.mark.parametrize(
    ("wanted", "fault"),
    [
        (Wanted(kind=DecisionKind.PARK, decided_by="Ana"), ""),
        (Wanted(kind=DecisionKind.PARK), "Say who decides"),
        (Wanted(kind=DecisionKind.CHOOSE, decided_by="Ana"), "Choose the strategy"),
        (Wanted(kind=DecisionKind.OVERRIDE_RULE, decided_by="Ana"), "Choose the rule"),
        (Wanted(kind=DecisionKind.ACCEPT_GAP, decided_by="Ana"), "Say until when"),
        (
            Wanted(kind=DecisionKind.OVERRIDE_RULE, decided_by="Ana", rule="in-rack"),
            "Give the reason",
        ),
    ],
)
def test_a_decision_says_what_it_still_lacks(wanted: Wanted, fault: str) -> None:
    assert wanted.fault.startswith(fault)
    assert bool(wanted.fault) is bool(fault)


def test_progress_counts_what_is_decided_and_what_is_parked() -> None:
    made = {
        "a": Decision(workload_id="a", kind=DecisionKind.CHOOSE),
        "b": Decision(workload_id="b", kind=DecisionKind.PARK),
    }
    assert progress(["a", "b", "c"], made).words == "1 of 3 decided, 1 parked"
    assert of_list(["a", "b", "c"], made, Shown.OPEN) == ("c",)
    assert of_list(["a", "b", "c"], made, Shown.PARKED) == ("b",)
    assert of_list(["a", "b", "c"], made, Shown.DECIDED) == ("a",)

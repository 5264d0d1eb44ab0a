"""The Plan and Method pages: what is agreed, what it takes, who does what, how it computes."""

import datetime
import re

import pytest
from streamlit.testing.v1 import AppTest

from bcdr.model.portfolio import Decision
from bcdr.model.vocabulary import DecisionKind
from bcdr.store import Store
from bcdr.ui.plan_rows import accepted_claim, accepted_gaps, actions
from tests.ui.running import faults, review_id, show, title, words

TODAY = datetime.date(2026, 11, 22)


def part(app: AppTest, tab: str, page: str = "plan", key: str = "plan") -> AppTest:
    app.session_state[key] = tab
    return show(app, page)


@pytest.mark.parametrize(
    ("tab", "said"),
    [
        ("Strategies", "6 strategies, decided or recommended"),
        ("Targets and links", "Bandwidth that would do"),
        ("Gaps and actions", "to get from today to the plan"),
        ("Accepted gaps", "No gap is accepted"),
        ("Responsibilities", "Operators, per Hub (R3): 0 of 6 duties settled"),
    ],
)
def test_every_part_of_the_plan_is_shown(five: AppTest, tab: str, said: str) -> None:
    part(five, tab)
    assert faults(five) == []
    assert title(five) == "0 of 6 workloads decided; with the plan 4 meet every binding objective"
    assert said in words(five)


def test_the_scope_narrows_the_lists_of_the_plan(five: AppTest) -> None:
    five.multiselect(key="owner").set_value(["Bo"]).run()
    part(five, "Strategies")
    assert title(five).startswith("0 of 2 workloads decided")
    assert "Order desk" not in words(five)


def outlay(app: AppTest) -> float:
    """The outlay per year that stands largest on the page."""
    found = re.search(r"Outlay per year\nUSD ([\d,]+)", words(app))
    assert found
    return float(found[1].replace(",", ""))


def test_the_figures_of_the_plan_are_those_of_the_scope(five: AppTest) -> None:
    part(five, "Strategies")
    whole = outlay(five)
    assert "targets and links are shared" not in words(five)
    parts = []
    owners = five.multiselect(key="owner").options
    for owner in owners:
        five.multiselect(key="owner").set_value([owner]).run()
        parts.append(outlay(five))
        assert "targets and links are shared by all" in words(five)
    # Each figure is rounded; every workload has an owner.
    assert len(parts) > 1
    assert sum(parts) == pytest.approx(whole, abs=len(parts))


def test_the_status_of_a_duty_is_kept_with_the_review(five: AppTest, database: Store) -> None:
    part(five, "Responsibilities")
    assert len(five.data_editor) == 2
    frame = five.data_editor[0].value
    assert set(frame["row"]) == {"R3"}
    assert set(five.data_editor[1].value["row"]) == {"R2"}
    assert database.state(review_id(five)).revision == 0


@pytest.mark.parametrize(
    ("tab", "said"),
    [
        ("Step by step", "Nothing is sampled and nothing is left to chance"),
        ("Formulas", "that numbers can be asked for"),
        ("Assumptions in use", "numbers in use, 0 of them given by this review"),
        ("Guidance", "What the guidance for Azure Stack Hub says"),
    ],
)
def test_the_method_shows_what_is_in_use(five: AppTest, tab: str, said: str) -> None:
    part(five, tab, "method", "how")
    assert faults(five) == []
    assert said in words(five)


@pytest.mark.parametrize("kind", ["assumption", "phase", "price", "scenario", "tier", "fact"])
def test_every_kind_of_number_is_listed_with_its_source(five: AppTest, kind: str) -> None:
    part(five, "Assumptions in use", "method", "how")
    five.segmented_control(key="method_kind").set_value(kind).run()
    assert faults(five) == []
    assert "confidence" in words(five)


def test_a_gap_whose_time_is_over_is_said_and_stands_first() -> None:
    made = [
        Decision(workload_id="a", kind=DecisionKind.ACCEPT_GAP, until=TODAY),
        Decision(workload_id="b", kind=DecisionKind.ACCEPT_GAP, until=datetime.date(2026, 1, 1)),
        Decision(workload_id="b", kind=DecisionKind.PARK),
    ]
    found = accepted_gaps(made, [], {"a": "A", "b": "B"}, TODAY)
    assert [(one.title, one.is_over) for one in found] == [("B", True), ("A", False)]
    assert accepted_claim(found) == "2 gaps are accepted; the time of 1 is over"


def test_targets_are_built_before_workloads_move_to_them() -> None:
    workload = {
        "title": "A", "owner": "", "strategy": "backup", "today_strategy": "",
        "verdict": "cannot meet", "verdict_reason": "Too slow.",
    }  # fmt: skip
    target = {"target": "Vault", "kind": "azure", "workloads": 2, "is_to_build": True}
    first, second = actions([workload], [target])
    assert (first.on, first.who) == ("Vault", "Operator of the Hub (R3)")
    assert (second.what, second.remains) == ("Introduce backup", "Too slow.")
    assert second.who == "nobody is named (R2)"


def test_what_needs_no_change_is_no_action() -> None:
    row = {
        "title": "A", "owner": "Ana", "strategy": "backup", "today_strategy": "backup",
        "verdict": "today meets", "verdict_reason": "",
    }  # fmt: skip
    assert actions([row], []) == ()

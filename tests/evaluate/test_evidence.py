"""Which tests prove a recovery time, and what a measured time does to today's coverage."""

import datetime
from typing import Any

import numpy as np
import pytest

from bcdr.evaluate.axes import by_scenario
from bcdr.evaluate.evidence import is_same, make_proofs
from bcdr.evaluate.outcomes import LATE, LOSSY, MET, UNCERTAIN, UNRECOVERABLE
from bcdr.evaluate.protections import protection_arrays, today_arrays
from bcdr.model.portfolio import CurrentProtection, Drill, Portfolio
from bcdr.model.results import Outcome
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import Evidence, Mode, Option
from bcdr.study import Study
from tests.evaluate.assigning import BACKED_UP, as_today, assigned
from tests.factories import (
    AS_OF,
    SCENARIOS,
    codes,
    current,
    hub,
    judged,
    portfolio,
    protection,
    second_hub,
    study,
    target,
    workload,
)

SITE, VM, DATA = "site-loss", "vm-failure", "data-loss"
NAN = float("nan")
REPLICA = current(Option.NATIVE_REPLICATION, "South", every=None, kept=None, mode=Mode.CONTINUOUS)


def days_ago(days: int) -> datetime.date:
    return AS_OF - datetime.timedelta(days=days)


def drill(hours: float | None = 3.0, days: int | None = 10, scenario: str = SITE,
          result: str = "passed", to: str = "Ledger") -> Drill:  # fmt: skip
    return Drill(workload_id=to, date=None if days is None else days_ago(days), scenario=scenario,
                 recovery_hours=hours, result=result)  # fmt: skip


def drilled(
    *drills: Drill, now: tuple[CurrentProtection, ...] = (current(),), **given: Any
) -> Portfolio:
    """Return a workload that is backed up, recovers in some five hours, and has been drilled."""
    return portfolio(
        workload(current=now, **given), drills=drills,
        targets=(target(is_immutable=True), second_hub()),
    )  # fmt: skip


def proven(given: Portfolio, scenario: str = SITE) -> float:
    proofs = make_proofs(judged(given).basis)
    return float(proofs.hours[0, SCENARIOS.index(scenario)])


@pytest.mark.parametrize(
    ("drills", "hours"),
    [
        pytest.param((), NAN, id="none"),
        pytest.param((drill(3.0),), 3.0, id="one"),
        pytest.param((drill(3.0, 200), drill(5.0, 100)), 5.0, id="the most recent"),
        pytest.param((drill(3.0, 365),), 3.0, id="a year old"),
        pytest.param((drill(3.0, 366),), NAN, id="older"),
        pytest.param((drill(3.0, -1),), NAN, id="yet to come"),
        pytest.param((drill(3.0, None),), NAN, id="undated"),
        pytest.param((drill(3.0, result="failed"),), NAN, id="failed"),
        pytest.param((drill(3.0, result="aborted"),), NAN, id="aborted"),
        pytest.param((drill(3.0, result=""),), NAN, id="nobody said how it ended"),
        pytest.param((drill(None),), NAN, id="without a time"),
        pytest.param((drill(None, 5), drill(3.0, 50)), 3.0, id="a time before one without"),
        pytest.param((drill(3.0, 50), drill(9.0, 5, result="failed")), NAN, id="failed since"),
        pytest.param((drill(3.0, 50), drill(9.0, 90, result="failed")), 3.0, id="passed since"),
        pytest.param((drill(3.0, 50), drill(None, 5, result="aborted")), 3.0, id="aborted since"),
        pytest.param((drill(3.0, 50), drill(9.0, 5, VM, "failed")), 3.0, id="failed elsewhere"),
        pytest.param((drill(3.0, 50), drill(9.0, 5, "", "failed")), NAN, id="failed somewhere"),
        pytest.param((drill(3.0, scenario=VM),), NAN, id="another scenario"),
        pytest.param((drill(3.0, scenario=""),), 3.0, id="no scenario named"),
        pytest.param((drill(3.0, 10, ""), drill(4.0, 10)), 4.0, id="the one that names it"),
        pytest.param((drill(3.0, 5, ""), drill(4.0, 10)), 3.0, id="the newer one"),
        pytest.param((drill(3.0, to="Other"),), NAN, id="another workload"),
    ],
)
def test_what_proves_a_recovery_time(drills: tuple[Drill, ...], hours: float) -> None:
    assert proven(drilled(*drills)) == pytest.approx(hours, nan_ok=True)


def test_last_test_of_the_row_is_a_drill_that_passed() -> None:
    given: dict[str, Any] = {"last_test_date": days_ago(20), "measured_recovery_hours": 2.0}
    assert proven(drilled(**given)) == 2.0
    assert proven(drilled(drill(4.0, 10), **given)) == 4.0
    assert proven(drilled(drill(4.0, 30), **given)) == 2.0
    # One of the same day is the same test, told in more detail.
    assert np.isnan(proven(drilled(drill(4.0, 20, VM), **given)))
    assert np.isnan(proven(drilled(drill(4.0, 20, result="failed"), **given)))
    assert np.isnan(proven(drilled(last_test_date=days_ago(20))))
    assert np.isnan(proven(drilled(measured_recovery_hours=2.0)))


def outcome(given: Portfolio | Study, scenario: str = SITE) -> Outcome:
    done = given if isinstance(given, Study) else study(given)
    return done.workload("Ledger").today.outcomes[SCENARIOS.index(scenario)]


def test_measured_time_replaces_the_modelled_one_and_says_so() -> None:
    found, modelled = outcome(drilled(drill(3.0))), outcome(drilled())
    assert (found.recovery_planning_hours, found.recovery_likely_hours) == (3.0, 3.0)
    assert modelled.recovery_planning_hours != 3.0
    assert (found.evidence, modelled.evidence) == (Evidence.PROVEN, Evidence.MODELLED)
    assert found.evidence_reason.startswith(f"Measured: 3 h on {days_ago(10)} (A site is lost);")
    assert modelled.evidence_reason == ""
    assert found.loss_hours == modelled.loss_hours
    assert found.event_cost is not None
    assert modelled.event_cost is not None
    assert found.event_cost < modelled.event_cost
    others = [outcome(drilled(drill(3.0)), name).evidence for name in SCENARIOS if name != SITE]
    assert set(others) == {Evidence.MODELLED}


def state(given: Portfolio, scenario: str = SITE) -> int:
    return int(as_today(given).state[0, SCENARIOS.index(scenario)])


@pytest.mark.parametrize(
    ("given", "hours", "expected"),
    [
        pytest.param({"rto_hours": 4.0}, None, LATE, id="modelled: too slow"),
        pytest.param({"rto_hours": 4.0}, 3.0, MET, id="measured: fast enough"),
        pytest.param({"rto_hours": 24.0}, None, MET, id="modelled: fast enough"),
        pytest.param({"rto_hours": 24.0}, 30.0, LATE, id="measured: too slow"),
        pytest.param({"rto_hours": 4.0, "rpo_hours": 1.0}, 3.0, LOSSY, id="the loss stays"),
        pytest.param({"data_gb": None}, 3.0, UNCERTAIN, id="an unknown loss stays unknown"),
    ],
)
def test_measured_time_decides_coverage(
    given: dict[str, Any], hours: float | None, expected: int
) -> None:
    drills = () if hours is None else (drill(hours),)
    assert state(drilled(*drills, **given)) == expected


def test_no_measured_time_brings_back_what_has_no_copy() -> None:
    beside = target(site="North site", region="North region")
    given = portfolio(workload(current=(current(),)), drills=(drill(1.0),), targets=(beside,))
    assert state(given) == UNRECOVERABLE
    found = outcome(given)
    assert (found.recovery_planning_hours, found.evidence) == (None, Evidence.MODELLED)


def test_claim_is_no_proof_however_it_was_drilled() -> None:
    for now in (current(to=None), current(every=None, mode=None), current(option=None)):
        found = outcome(drilled(drill(1.0), now=(now,)))
        assert (found.coverage, found.evidence) == ("unknown", Evidence.CLAIMED)
        assert found.evidence_reason
    assert outcome(drilled(drill(1.0), now=())).evidence == Evidence.CLAIMED


def hours_of(given: Portfolio) -> dict[str, float]:
    found = as_today(given)
    return dict(zip(SCENARIOS, found.planning_hours[0].tolist(), strict=True))


@pytest.mark.parametrize(
    ("hours", "replaced"),
    [
        # Cleaning up is no part of a test; waiting for a Hub's repair and a restart need none.
        pytest.param(2.0, {DATA, VM, "hub-outage", SITE, "region-loss"}, id="faster"),
        pytest.param(200.0, {DATA, VM, SITE, "region-loss", "ransomware"}, id="slower"),
    ],
)
def test_test_that_names_no_scenario_speaks_of_the_restore_alone(
    hours: float, replaced: set[str]
) -> None:
    found = hours_of(drilled(drill(hours, scenario="")))
    assert {name for name, time in found.items() if time == hours} == replaced


def test_test_of_everything_says_nothing_of_one_vm_of_several() -> None:
    modelled = hours_of(drilled(vm_count=6, data_gb=3000.0))
    found = hours_of(drilled(drill(30.0, scenario=""), vm_count=6, data_gb=3000.0))
    assert found[VM] == modelled[VM] != 30.0
    assert found[SITE] == 30.0


def only_a_new_hub(*drills: Drill) -> Portfolio:
    """Return a workload that comes back at a new Hub alone once its site is lost."""
    return portfolio(
        workload(current=(current(),)), drills=drills, hubs=(hub(),), targets=(target(),)
    )


def test_wait_for_a_new_hub_is_no_part_of_a_test_unless_it_tried_just_that() -> None:
    modelled = hours_of(only_a_new_hub())
    assert modelled[SITE] > 1008.0
    general = hours_of(only_a_new_hub(drill(3.0, scenario="")))
    assert (general[SITE], general[VM]) == (modelled[SITE], 3.0)
    assert hours_of(only_a_new_hub(drill(1500.0, scenario="")))[SITE] == 1500.0
    # Who passed a test of this very scenario had a place that the landscape does not name.
    found = outcome(only_a_new_hub(drill(3.0)))
    assert (found.recovery_planning_hours, found.recovery_place) == (3.0, "")
    assert found.coverage == "met"


def test_test_that_names_no_scenario_is_taken_to_have_tried_the_replica() -> None:
    modelled = hours_of(drilled(now=(REPLICA, current())))
    found = hours_of(drilled(drill(0.25, scenario=""), now=(REPLICA, current())))
    assert found[SITE] == 0.25
    # Corruption reaches the replica, so the backup brings it back, in the time that is modelled.
    assert found[DATA] == modelled[DATA]
    named = hours_of(drilled(drill(1.5, scenario=DATA), now=(REPLICA, current())))
    assert (named[DATA], named[SITE]) == (1.5, modelled[SITE])


def test_of_several_backups_a_test_can_only_lengthen() -> None:
    two = (current(), current(every=12.0))
    modelled = hours_of(drilled(now=two))
    assert hours_of(drilled(drill(0.5, scenario=""), now=two)) == modelled
    assert hours_of(drilled(drill(50.0, scenario=""), now=two))[VM] == 50.0


def test_plan_that_keeps_what_exists_keeps_its_proof() -> None:
    given = drilled(drill(3.0))
    column = SCENARIOS.index(SITE)
    kept, changed = assigned(given, BACKED_UP), assigned(given, (protection(every=12.0),))
    assert kept.planning_hours[0, column] == 3.0
    assert changed.planning_hours[0, column] != 3.0
    assert by_scenario(kept.outcomes.state)[0, column] == MET


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((REPLICA, current()), True),
        ((current(), REPLICA), True),
        ((current(),), False),
        ((REPLICA, current(every=12.0)), False),
        ((REPLICA, current(kept=60.0)), False),
        ((REPLICA, current(), current(every=12.0)), False),
    ],
)
def test_same_protections_are_recognised_in_any_order(
    rows: tuple[CurrentProtection, ...], expected: bool
) -> None:
    given = portfolio(workload("One"), workload("Two", current=rows))
    planned: tuple[Protection, ...] = (
        Protection(option=Option.NATIVE_REPLICATION, target="South", mode=Mode.CONTINUOUS),
        protection(),
    )
    arrays = protection_arrays([planned, planned], given.landscape, shared=False)
    found = is_same(arrays, today_arrays(given.workloads, given.landscape))
    assert found.tolist() == [False, expected]


def test_time_that_waits_for_a_modelled_one_is_not_proven() -> None:
    parts = (workload("Ledger", current=(current(),)), workload("Store", current=(current(),)))
    rest: dict[str, Any] = {
        "edges": (("Ledger", "Store"),), "targets": (target(is_immutable=True), second_hub()),
    }  # fmt: skip
    found = outcome(portfolio(*parts, drills=(drill(1.0),), **rest))
    assert found.evidence == Evidence.MODELLED
    assert "It waits for Store, whose time is only modelled." in found.evidence_reason
    both = outcome(portfolio(*parts, drills=(drill(1.0), drill(2.0, to="Store")), **rest))
    assert both.evidence == Evidence.PROVEN
    assert both.recovery_planning_hours is not None
    assert both.recovery_planning_hours > 2.0


def test_evidence_of_a_workload_is_the_weakest_of_its_binding_scenarios() -> None:
    def evidence(*drills: Drill) -> str:
        return study(drilled(*drills)).workload("Ledger").today.evidence

    assert evidence() == "modelled"
    assert evidence(drill(scenario="")) == "proven"
    assert evidence(drill(scenario=SITE)) == "modelled"
    every = [drill(scenario=name) for name in (DATA, VM, "hub-outage", SITE)]
    assert evidence(*every) == "proven"


def reasons(*drills: Drill, **given: Any) -> dict[str, str]:
    found = study(drilled(*drills, **given)).workload("Ledger").today.reasons
    return {item.code: item.message for item in found}


@pytest.mark.parametrize("result", ["failed", "aborted"])
def test_drill_that_did_not_pass_is_a_warning_until_one_does(result: str) -> None:
    bad = drill(3.0, 50, result=result)
    said = reasons(bad)["drill-not-passed"]
    ended = {"failed": "failed", "aborted": "was aborted"}[result]
    assert said.startswith(f"The drill on {days_ago(50)} (A site is lost) {ended} ")
    assert "drill-not-passed" in reasons(bad, drill(3.0, 90))
    assert "drill-not-passed" in reasons(bad, drill(3.0, 10, VM))
    assert "drill-not-passed" not in reasons(bad, drill(3.0, 10))
    assert "drill-not-passed" not in reasons(bad, drill(3.0, 10, ""))
    assert "drill-not-passed" not in reasons(drill(3.0, -5, result=result))


@pytest.mark.parametrize(
    ("drills", "said"),
    [
        ((), "Recovery was never tested."),
        ((drill(3.0, 400),), f"Recovery was last tested on {days_ago(400)}, 400 days ago; a test "
                             "counts for 365 days."),
        ((drill(3.0, None),), "Recovery was tested, but nobody noted when."),
        ((drill(3.0, 5, result="failed"),), "No test of its recovery has passed."),
        ((drill(3.0, -5),), "Recovery was never tested."),
    ],
)  # fmt: skip
def test_why_recovery_counts_as_untested(drills: tuple[Drill, ...], said: str) -> None:
    assert reasons(*drills)["untested"] == said
    assert "untested" not in reasons(*drills, drill(3.0, 20))


def test_measured_time_is_held_against_the_rto_of_its_scenario() -> None:
    slow = {"rto_hours": 4.0}
    assert "mttr-exceeds-rto" not in reasons(drill(3.9), **slow)
    said = reasons(drill(5.0), drill(9.0, scenario=VM, days=30), **slow)["mttr-exceeds-rto"]
    assert said == (
        f"Recovery was measured at 9 h on {days_ago(30)} (One VM fails), the RTO is 4 h."
    )
    # A newer one takes its place, an aborted one measures nothing.
    assert "mttr-exceeds-rto" not in reasons(drill(5.0, 30), drill(3.0, 5), **slow)
    assert "mttr-exceeds-rto" not in reasons(drill(5.0, result="aborted"), **slow)
    assert "mttr-exceeds-rto" in reasons(drill(5.0, result="failed"), **slow)
    assert "mttr-exceeds-rto" in reasons(drill(5.0, 900), **slow)


def test_explanation_of_a_measured_time_ends_at_it() -> None:
    done = study(drilled(drill(3.0)))
    found = done.explain("Ledger", "recovery_hours", SITE, "today")
    assert found.value == 3.0
    last = found.steps[-1]
    assert (last.quantity, last.value) == ("planning_hours", "3")
    names = {name: origin for name, _, origin in last.inputs}
    assert names["measured hours"] == f"test of {days_ago(10)}, A site is lost"
    modelled = done.explain("Ledger", "recovery_hours", VM, "today")
    assert modelled.value != 3.0
    assert "as measured" not in modelled.steps[-1].title
    assert outcome(done).recovery_planning_hours == found.value


def test_warnings_of_tests_are_of_what_exists() -> None:
    found = study(drilled(drill(3.0, 50, result="failed"))).workload("Ledger").planned.reasons
    assert not codes(found) & {"untested", "drill-not-passed", "mttr-exceeds-rto"}

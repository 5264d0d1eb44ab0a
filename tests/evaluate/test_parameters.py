"""Parameters of a whole strategy: what they count; a blank is a range and never a guess."""

import datetime
from typing import Any

import numpy as np
import pytest

from bcdr.evaluate import parameters
from bcdr.evaluate.registry import REGISTRY
from bcdr.evaluate.subject import Span
from bcdr.model.parameters import ISOLATION_RUNGS, PARAMETERS
from bcdr.model.portfolio import Drill, Portfolio
from bcdr.model.vocabulary import Deployment, Mode, Option, Special, TargetKind
from tests.evaluate.checking import NO, OPEN, YES, said
from tests.factories import (
    AS_OF,
    azure,
    current,
    hub,
    nothing,
    portfolio,
    protection,
    replica,
    second_hub,
    target,
    workload,
)

ENDLESS = float("inf")
LEDGER = workload()


def with_targets(*targets: Any, **given: Any) -> Portfolio:
    return portfolio(workload(**given), targets=targets)


def vault(**given: Any) -> Portfolio:
    """A portfolio whose one target, Vault, has these properties."""
    return with_targets(target(**given))


def test_every_parameter_of_the_model_has_a_function_and_says_what_helps() -> None:
    assert parameters.__doc__
    assert set(REGISTRY) == set(PARAMETERS)
    assert all(entry.remedy.endswith(".") for entry in REGISTRY.values())


def test_what_does_not_depend_on_the_strategy_is_objectives_and_tests() -> None:
    fixed = {name for name, entry in REGISTRY.items() if not entry.depends_on_strategy}
    assert fixed == {"objectives", "test_interval_months", "restore_test"}


def test_a_yes_or_no_that_is_open_stays_open_unless_the_other_side_decides() -> None:
    def pair(low: float, high: float) -> Span:
        return Span(np.array([low]), np.array([high]))

    def ends(span: Span) -> tuple[float, float]:
        return float(span.low[0]), float(span.high[0])

    yes, no, unsure = pair(1, 1), pair(0, 0), pair(0, 1)
    assert ends(unsure & yes) == ends(unsure | no) == ends(~unsure) == OPEN
    assert ends(unsure & no) == NO
    assert ends(unsure | yes) == YES


# Copies


def test_copies_count_places_and_the_live_data_and_leave_replicas_out() -> None:
    twice = (protection(), protection(Option.APPLICATION_DATA_BACKUP, every=1.0), replica())

    assert said("backup_copies_min", LEDGER, *twice) == (1.0, 1.0, ())
    assert said("copies_min", LEDGER, *twice) == (2.0, 2.0, ())
    assert said("backup_copies_min", LEDGER, replica()) == (0.0, 0.0, ())
    assert said("copies_min", LEDGER, nothing()) == (1.0, 1.0, ())


def test_a_copy_that_is_sent_on_is_a_copy_more() -> None:
    given = with_targets(target(copies_to="Second"), target("Second"), target("Third"))

    assert said("backup_copies_min", given, protection())[:2] == (2.0, 2.0)
    three = (protection(), protection(to="Third"))
    assert said("backup_copies_min", given, *three)[:2] == (3.0, 3.0)
    known_twice = (protection(), protection(to="Second"))
    assert said("backup_copies_min", given, *known_twice)[:2] == (2.0, 2.0)


def test_what_nobody_said_of_today_may_be_any_number_of_copies() -> None:
    assert said("backup_copies_min", LEDGER, is_today=True) == (0.0, ENDLESS, ("Current option",))
    blank = workload(current=(current(to=None),))
    assert said("backup_copies_min", blank, is_today=True) == (0.0, ENDLESS, ("Current target",))


def test_a_target_to_build_holds_no_copy_today_that_is_known() -> None:
    given = portfolio(workload(current=(current(),)), targets=(target(exists=False),))

    assert said("backup_copies_min", given, is_today=True) == (0.0, 1.0, ("Targets",))
    assert said("backup_copies_min", given, protection())[:2] == (1.0, 1.0)


def test_copies_made_in_a_way_that_is_not_supported_are_not_known_to_be_there() -> None:
    running = protection(Option.RUNNING_VM_SNAPSHOT)
    assert said("backup_copies_min", LEDGER, running) == (0.0, 1.0, ("Current option",))


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ((protection(),), (24.0, 24.0)),
        ((protection(), protection(every=4.0)), (4.0, 4.0)),
        ((protection(every=None),), (0.0, ENDLESS)),
        ((protection(every=None), protection(every=4.0)), (0.0, 4.0)),
        ((replica(),), (ENDLESS, ENDLESS)),
        ((replica(), protection()), (24.0, 24.0)),
        ((nothing(),), (ENDLESS, ENDLESS)),
    ],
)
def test_the_shortest_time_between_backups_counts_and_replicas_are_none(
    made: tuple[Any, ...], expected: tuple[float, float]
) -> None:
    assert said("backup_interval_hours", LEDGER, *made)[:2] == expected


def test_a_target_that_takes_copies_less_often_decides_the_interval() -> None:
    given = vault(shortest_interval_hours=6.0)
    assert said("backup_interval_hours", given, protection(every=1.0))[:2] == (6.0, 6.0)


def test_blank_time_between_full_copies_is_no_statement_to_a_clause() -> None:
    assert said("full_interval_hours", LEDGER, protection()) == (
        0.0, ENDLESS, ("Full copy every",),
    )  # fmt: skip
    assert said("full_interval_hours", vault(full_interval_hours=168.0), protection()) == (
        168.0, 168.0, (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ((protection(),), YES),
        ((protection(kept=None),), OPEN),
        ((protection(), protection(Option.APPLICATION_DATA_BACKUP, kept=None)), OPEN),
        ((replica(),), NO),
    ],
)
def test_retention_is_set_only_if_every_backup_says_so(
    made: tuple[Any, ...], expected: tuple[float, float]
) -> None:
    *ends, missing = said("retention_defined", LEDGER, *made)
    assert tuple(ends) == expected
    assert (missing == ("Retention (days)",)) is (expected == OPEN)


# Places


def on_hub(kind: TargetKind = TargetKind.ON_HUB_STANDALONE, **given: Any) -> Any:
    return target("Inside", kind, hub="North", site=None, region=None, **given)


@pytest.mark.parametrize(
    ("given", "expected", "missing"),
    [
        ({}, YES, ()),
        ({"site": "North site"}, NO, ()),
        ({"site": None}, OPEN, ("Site of the target",)),
    ],
)
def test_a_backup_is_off_site_if_its_site_is_known_to_be_another(
    given: dict[str, Any], expected: tuple[float, float], missing: tuple[str, ...]
) -> None:
    assert said("offsite", vault(**given), protection()) == (*expected, missing)


def test_a_hub_without_a_site_leaves_the_distance_open() -> None:
    lost = portfolio(LEDGER, hubs=(hub(site=None),), targets=(target(),))
    assert said("offsite", lost, protection()) == (*OPEN, ("Site of the Hub",))
    nowhere = portfolio(workload(hub=None), targets=(target(),))
    assert said("offsite", nowhere, protection()) == (*OPEN, ("Hub",))


def test_a_replica_at_another_site_is_no_backup_there() -> None:
    assert said("offsite", LEDGER, replica())[:2] == NO
    inside = with_targets(on_hub(), second_hub())
    assert said("offsite", inside, replica(), protection(to="Inside"))[:2] == NO


def test_what_stands_on_the_hub_counts_by_where_it_is_sent_on_to() -> None:
    sent_on = on_hub(TargetKind.ON_HUB_REPLICATED, copies_to="Vault")
    given = with_targets(sent_on, target())
    assert said("offsite", given, protection(to="Inside"))[:2] == YES
    assert said("backup_copies_min", given, protection(to="Inside"))[:2] == (2.0, 2.0)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"distance_km": 240.0}, (240.0, 240.0)),
        ({}, (0.0, ENDLESS)),
        ({"site": "North site"}, (0.0, 0.0)),
    ],
)
def test_distance_is_that_of_the_farthest_copy_and_nothing_at_one_site(
    given: dict[str, Any], expected: tuple[float, float]
) -> None:
    *ends, missing = said("site_distance_km", vault(**given), protection())
    assert tuple(ends) == expected
    assert missing == (("Distance (km)",) if expected == (0.0, ENDLESS) else ())
    far = with_targets(target(**given), second_hub(distance_km=800.0))
    least, _, _ = said("site_distance_km", far, protection(), replica())
    assert least == 800.0


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"has_own_risk_profile": True}, YES),
        ({"has_own_risk_profile": False}, NO),
        ({}, OPEN),
        ({"has_own_risk_profile": True, "site": "North site"}, NO),
    ],
)
def test_a_risk_profile_of_its_own_is_stated_and_never_at_the_same_site(
    given: dict[str, Any], expected: tuple[float, float]
) -> None:
    *ends, missing = said("distinct_risk_profile", vault(**given), protection())
    assert tuple(ends) == expected
    assert missing == (("Own risk profile",) if expected == OPEN else ())


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ((replica(),), YES),
        # A backup at another site can be brought back at the second Hub, which it serves too.
        ((protection(),), YES),
        ((nothing(),), NO),
    ],
)
def test_a_place_at_another_site_is_one_the_workload_can_run_at(
    made: tuple[Any, ...], expected: tuple[float, float]
) -> None:
    assert said("alternate_site", LEDGER, *made)[:2] == expected


def test_without_a_second_place_there_is_neither_alternate_site_nor_redundancy() -> None:
    assert said("alternate_site", vault(), protection())[:2] == NO
    assert said("redundancy", vault(), protection())[:2] == NO
    # A backup at the Hub's own site is lost with it.
    near = with_targets(target(site="North site"), second_hub())
    assert said("alternate_site", near, protection())[:2] == NO
    assert said("redundancy", near, protection())[:2] == YES


def test_a_way_to_the_place_that_is_not_known_leaves_it_open() -> None:
    given = with_targets(target(), azure())
    assert said("alternate_site", given, protection()) == (*OPEN, ("Link (Mbit/s)",))


def test_a_set_of_vms_is_redundant_by_itself() -> None:
    several = {"deployment": Deployment.AVAILABILITY_SET, "vm_count": 2}
    assert said("redundancy", with_targets(target(), **several), protection())[:2] == YES


# Isolation


def rank(rung: str) -> float:
    return float(ISOLATION_RUNGS.index(rung) + 1)


@pytest.mark.parametrize(
    ("given", "low", "high", "missing"),
    [
        ({}, "separate network", "separate network", ()),
        ({"site": "North site"}, "separate media", "separate media", ()),
        ({"site": None}, "separate media", "separate network", ("Site of the target",)),
        ({"is_isolated": None}, "separate network", "tamper-protected", ("Isolated",)),
        ({"is_isolated": True}, "tamper-protected", "tamper-protected", ()),
        ({"is_immutable": None}, "separate network", "offline", ("Immutable",)),
        ({"is_immutable": True}, "immutable", "offline", ("Offline copy",)),
        ({"is_isolated": True, "is_immutable": None}, "tamper-protected", "offline",
         ("Immutable",)),
        ({"kind": TargetKind.IN_RACK, "is_immutable": True}, "separate media", "separate media",
         ()),
    ],
)  # fmt: skip
def test_isolation_is_the_highest_rung_that_is_known(
    given: dict[str, Any], low: str, high: str, missing: tuple[str, ...]
) -> None:
    made = protection()
    if given.get("kind") is TargetKind.IN_RACK:
        # What is not supported is not known to be there, so at most this rung is reached.
        assert said("isolation", vault(**given), made)[:2] == (0.0, rank(high))
        return
    assert said("isolation", vault(**given), made) == (rank(low), rank(high), missing)


def test_a_copy_on_the_hub_is_isolated_from_nothing_whatever_is_said_of_it() -> None:
    given = with_targets(on_hub(is_immutable=True, is_isolated=True))
    assert said("isolation", given, protection(to="Inside"))[:2] == (0.0, 0.0)


def test_the_backup_that_is_most_out_of_reach_decides() -> None:
    given = with_targets(target(), target("Safe", is_isolated=True))
    both = (protection(), protection(to="Safe"))
    assert said("isolation", given, *both)[:2] == (rank("tamper-protected"),) * 2
    assert said("isolation", given, replica(to="Vault"))[:2] == (0.0, 0.0)


# Residency


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [(("DE",), YES), (("eea",), YES), (("EU", "CH"), YES), (("US",), NO)],
)
def test_copies_lie_in_an_allowed_country_or_in_a_union_that_holds_it(
    allowed: tuple[str, ...], expected: tuple[float, float]
) -> None:
    assert said("residency", LEDGER, protection(), wanted=allowed)[:2] == expected


def test_copies_that_are_sent_on_and_replicas_are_looked_at_too() -> None:
    away = target("Away", jurisdiction="US")
    given = with_targets(target(copies_to="Away"), away, second_hub())
    assert said("residency", given, protection(), wanted=("DE",))[:2] == NO
    assert said("residency", given, replica(), wanted=("DE",))[:2] == NO
    assert said("residency", given, replica(), wanted=("EU",))[:2] == YES


def test_a_country_that_nobody_named_is_not_an_allowed_one() -> None:
    unknown = vault(jurisdiction=None)
    assert said("residency", unknown, protection(), wanted=("DE",)) == (
        *OPEN, ("Jurisdiction of the target",),
    )  # fmt: skip


def test_without_copies_nothing_lies_anywhere() -> None:
    assert said("residency", LEDGER, nothing(), wanted=("DE",))[:2] == YES


# Times


def test_the_slowest_binding_scenario_decides_the_recovery_time() -> None:
    low, high, missing = said("rto_hours", LEDGER, protection())
    # Waiting for the Hub's repair is not faster than restoring elsewhere, and less than that.
    assert low == high
    assert 1.0 < low < 72.0
    assert missing == ()


def test_what_is_unrecoverable_never_ends() -> None:
    assert said("rto_hours", LEDGER, nothing())[:2] == (ENDLESS, ENDLESS)
    assert said("rpo_hours", LEDGER, nothing())[:2] == (ENDLESS, ENDLESS)


def test_a_scenario_of_which_nothing_is_known_leaves_the_time_open() -> None:
    low, high, missing = said("rto_hours", workload(data_gb=None), protection())
    assert high == ENDLESS
    assert low < ENDLESS
    assert "Data (GB)" in missing


def test_only_synchronous_copies_lose_next_to_nothing() -> None:
    near_zero = 1 / 60
    for mode, keeps in ((Mode.SYNCHRONOUS, True), (Mode.CONTINUOUS, False)):
        made = (replica(mode=mode), protection(Option.APPLICATION_DATA_BACKUP, every=0.25))
        _, high, _ = said("rpo_hours", LEDGER, *made)
        assert (high <= near_zero) is keeps, mode


def test_damage_noticed_late_is_left_out_of_the_loss_as_no_copy_could_avoid_it() -> None:
    # Going back a day in time loses what the backup loses; the clause asks of the disaster.
    made = (replica(mode=Mode.SYNCHRONOUS), protection())
    assert said("rpo_hours", LEDGER, *made)[:2] == (0.0, 0.0)


def test_where_no_scenario_is_binding_all_in_scope_count() -> None:
    given = workload(rto_hours=Special.NOT_APPLICABLE)
    # Nobody needs it back, so there is no time to look at.
    assert said("rto_hours", given, protection())[:2] == (0.0, ENDLESS)


# Objectives and tests


@pytest.mark.parametrize(
    ("given", "wanted", "expected", "missing"),
    [
        ({}, ("RTO", "RPO", "MTD"), YES, ()),
        ({"rto_hours": None}, ("RTO",), OPEN, ("RTO",)),
        ({"rto_hours": None}, ("RPO",), YES, ()),
        ({"rto_hours": None, "rpo_hours": None}, ("RTO", "RPO"), OPEN, ("RTO", "RPO")),
        ({"rpo_hours": Special.NOT_APPLICABLE}, ("RPO",), YES, ()),
        # The tier has an MTD, but that is an assumption of ours.
        ({"mtd_hours": None}, ("MTD",), OPEN, ("MTD",)),
    ],
)
def test_objectives_are_defined_by_the_owner(
    given: dict[str, Any],
    wanted: tuple[str, ...],
    expected: tuple[float, float],
    missing: tuple[str, ...],
) -> None:
    found = said("objectives", workload(**given), protection(), wanted=wanted)
    assert found == (*expected, missing)


@pytest.mark.parametrize(
    ("tested", "months"),
    [
        (AS_OF, 0.0),
        (datetime.date(2025, 11, 22), 12.0),
        (datetime.date(2026, 5, 22), 6.0),
        (datetime.date(2025, 11, 21), 12.0 + 1 / 31),
    ],
)
def test_the_age_of_a_test_is_in_calendar_months(tested: datetime.date, months: float) -> None:
    low, high, missing = said("test_interval_months", workload(last_test_date=tested), nothing())
    assert (low, high) == pytest.approx((months, months))
    assert missing == ()
    assert said("restore_test", workload(last_test_date=tested), nothing())[:2] == YES


@pytest.mark.parametrize("tested", [None, AS_OF + datetime.timedelta(days=1)])
def test_without_a_test_in_the_past_nobody_knows_when_it_was(tested: datetime.date | None) -> None:
    given = workload(last_test_date=tested)
    assert said("test_interval_months", given, nothing()) == (0.0, ENDLESS, ("Last test",))
    assert said("restore_test", given, nothing()) == (*OPEN, ("Last test",))


def drill(**given: Any) -> Drill:
    known = {"workload_id": "Ledger", "date": datetime.date(2026, 8, 22), "scenario": "",
             "recovery_hours": 1.0, "result": "passed"}  # fmt: skip
    return Drill(**{**known, **given})


@pytest.mark.parametrize(
    ("drills", "months"),
    [
        ((drill(),), 3.0),
        ((drill(result="failed"),), 3.0),
        ((drill(result="aborted"),), 9.0),
        ((drill(date=None),), 9.0),
        ((drill(date=datetime.date(2027, 1, 1)),), 9.0),
        ((drill(workload_id="Other"),), 9.0),
        ((drill(), drill(date=datetime.date(2026, 1, 1))), 3.0),
    ],
)
def test_the_last_drill_counts_as_a_test_unless_it_was_aborted(
    drills: tuple[Drill, ...], months: float
) -> None:
    tested = workload(last_test_date=datetime.date(2026, 2, 22))
    given = portfolio(tested, workload("Other"), drills=drills)
    assert said("test_interval_months", given, nothing())[0] == pytest.approx(months)

"""Recovery places that one event fills: who fits, who goes elsewhere, and what is needed there."""

from typing import Any, Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.axes import Numbers, by_scenario
from bcdr.evaluate.outcomes import LATE, MET
from bcdr.evaluate.place_uses import place_uses
from bcdr.evaluate.places import _first_fit
from bcdr.evaluate.times import REPLACED_HUB, SOURCE_HUB
from bcdr.model.portfolio import Portfolio, Workload
from bcdr.model.results import PlaceUse
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import Mode, Option
from tests.evaluate.assigning import BACKED_UP, as_today, assigned, states
from tests.factories import (
    SCENARIOS,
    codes,
    current,
    hub,
    portfolio,
    replica,
    second_hub,
    study,
    target,
    workload,
)

SITE = "site-loss"
FREE: Final[dict[str, Any]] = {
    "free_vcpu": 100.0,
    "free_memory_gb": 1000.0,
    "free_storage_tb": 10.0,
}
BLANK: Final[dict[str, Any]] = {"vcpu": None, "memory_gb": None, "capacity_tb": None}


def sized(name: str, vcpu: float, criticality: str = "important", **given: Any) -> Workload:
    return workload(name, vcpu=vcpu, criticality=criticality, rto_hours=30.0, **given)


def at_south(*parts: Workload, free: dict[str, Any] | None = None, **rest: Any) -> Portfolio:
    """Return workloads on North with a vault elsewhere and South, which has 100 vCPU free."""
    return portfolio(
        *parts,
        hubs=(hub(), hub("South", **(FREE | (free or {})))),
        targets=(target(is_immutable=True), second_hub(**BLANK)),
        **rest,
    )


def use_of(found: Assessment, scenario: str = SITE, place: str = "South") -> PlaceUse:
    return next(
        item for item in place_uses(found) if (item.scenario, item.place) == (scenario, place)
    )


def places(found: Assessment, scenario: str = SITE) -> list[int]:
    column = SCENARIOS.index(scenario)
    codes: list[int] = by_scenario(found.outcomes.place)[:, column].tolist()
    return codes


def test_everything_that_one_event_hits_is_recovered_at_once() -> None:
    given_ = at_south(sized("One", 40.0), sized("Two", 50.0))
    use = use_of(assigned(given_, BACKED_UP, BACKED_UP))
    assert (use.hit, use.needed_vcpu, use.free_vcpu) == ("North site", 90.0, 100.0)
    assert (use.needed_memory_gb, use.free_memory_gb) == (32.0, 1000.0)
    assert (use.needed_storage_gb, use.free_storage_gb) == (200.0, 10_000.0)
    assert (use.share, use.workloads, use.refused) == (0.9, 2, 0)


def test_most_critical_come_first_and_the_others_wait_for_their_hub() -> None:
    given_ = at_south(
        sized("Minor", 60.0, "minor"), sized("Major", 70.0, "mission-critical"),
        sized("Small", 30.0, "minor"),
    )  # fmt: skip
    found = assigned(given_, BACKED_UP, BACKED_UP, BACKED_UP)
    # Major leaves 30 vCPU: too little for Minor, enough for Small.
    assert states(found, SITE) == [LATE, MET, MET]
    assert places(found) == [REPLACED_HUB, 2, 2]
    column = SCENARIOS.index(SITE)
    assert found.planning_hours[0, column] > 1008.0
    use = use_of(found)
    assert (use.needed_vcpu, use.workloads, use.refused) == (160.0, 3, 1)
    # An outage passes: what does not fit waits for the repair.
    assert places(found, "hub-outage")[0] == SOURCE_HUB
    assert found.planning_hours[0, SCENARIOS.index("hub-outage")] == 72.0
    assert states(found, "vm-failure") == [MET, MET, MET]


def test_what_does_not_fit_goes_to_the_next_best_place() -> None:
    given_ = portfolio(
        sized("One", 80.0), sized("Two", 80.0), sized("Three", 80.0),
        hubs=(hub(), hub("South", **FREE), hub("West", **FREE)),
        targets=(target(is_immutable=True), second_hub(**BLANK), second_hub("West", **BLANK)),
    )  # fmt: skip
    found = assigned(given_, BACKED_UP, BACKED_UP, BACKED_UP)
    names = np.array(found.case.world.place_names)[places(found)].tolist()
    assert names == ["South", "replaced Hub", "West"]
    assert states(found, SITE) == [MET, LATE, MET]
    # Two and Three wanted South first and West then.
    assert [(use_of(found, place=name).workloads, use_of(found, place=name).refused)
            for name in ("South", "West")] == [(3, 2), (2, 1)]  # fmt: skip


def test_two_hubs_that_fail_apart_do_not_compete() -> None:
    given_ = portfolio(
        sized("One", 80.0), sized("Two", 80.0, hub="East"),
        hubs=(hub(), hub("East"), hub("South", **FREE)),
        targets=(target(is_immutable=True), second_hub(**BLANK)),
    )  # fmt: skip
    found = assigned(given_, BACKED_UP, BACKED_UP)
    assert states(found, SITE) == [MET, MET]
    together = portfolio(
        *given_.workloads, hubs=(hub(), hub("East", region="North region"), hub("South", **FREE)),
        targets=given_.landscape.targets,
    )  # fmt: skip
    found = assigned(together, BACKED_UP, BACKED_UP)
    assert (states(found, SITE), states(found, "region-loss")) == ([MET, MET], [MET, LATE])


RUNS = current(Option.ACTIVE_ACTIVE, "South", every=None, kept=None, mode=Mode.CONTINUOUS)


def test_standby_that_runs_today_takes_nothing_more() -> None:
    running = sized("Web", 90.0, stateful=False, current=(RUNS,))
    use = use_of(as_today(at_south(running, sized("Store", 50.0, current=(current(),)))))
    assert (use.needed_vcpu, use.refused, use.workloads) == (50.0, 0, 2)


def test_standby_that_runs_today_has_its_room_however_little_else_is_free() -> None:
    running = sized("Web", 400.0, stateful=False, current=(RUNS,))
    found = as_today(at_south(running))
    assert states(found, SITE) == [MET]
    kept = assigned(at_south(running), (replica(Option.ACTIVE_ACTIVE),))
    assert states(kept, SITE) == [MET]
    new = assigned(at_south(sized("Web", 400.0, stateful=False, template_off_hub=False)),
                   (replica(Option.ACTIVE_ACTIVE),))  # fmt: skip
    assert states(new, SITE) == [LATE]


def test_standby_that_the_plan_adds_takes_room_for_good() -> None:
    serving = (replica(Option.ACTIVE_ACTIVE),)
    web: dict[str, Any] = {"stateful": False, "hub": "East"}
    given_ = portfolio(
        sized("Web", 60.0, **web), sized("Store", 50.0),
        hubs=(hub(), hub("East"), hub("South", **FREE)),
        targets=(target(is_immutable=True), second_hub(**BLANK)),
    )  # fmt: skip
    found = assigned(given_, serving, BACKED_UP)
    # The loss of North does not hit Web on East, whose second deployment runs on South all the
    # time.
    use = next(item for item in place_uses(found) if item.hit == "North site")
    assert (use.needed_vcpu, use.workloads, use.refused) == (110.0, 1, 1)
    already = portfolio(
        sized("Web", 60.0, **web, current=(RUNS,)), given_.workloads[1],
        hubs=given_.landscape.hubs, targets=given_.landscape.targets,
    )  # fmt: skip
    found = assigned(already, serving, BACKED_UP)
    use = next(item for item in place_uses(found) if item.hit == "North site")
    assert (use.needed_vcpu, use.refused) == (50.0, 0)


def test_replica_needs_processors_but_no_second_room_for_its_data() -> None:
    given_ = at_south(sized("One", 40.0), sized("Two", 30.0))
    copied = (replica(Option.GUEST_REPLICATION),)
    found = assigned(given_, copied, BACKED_UP)
    use = use_of(found)
    assert use.needed_vcpu == 70.0
    # The replica rests there for good; the 100 GB of the other are restored.
    replicated = found.targets.stored_gb[1]
    assert replicated > 0
    assert use.needed_storage_gb == pytest.approx(replicated + 100.0)


@pytest.mark.parametrize(
    ("free", "needs"),
    [({"free_memory_gb": 20.0}, {"memory_gb": 16.0}), ({"free_storage_tb": 0.15}, {})],
)
def test_memory_and_storage_fill_up_as_well(free: dict[str, Any], needs: dict[str, Any]) -> None:
    given_ = at_south(sized("One", 1.0, **needs), sized("Two", 1.0, **needs), free=free)
    assert use_of(assigned(given_, BACKED_UP, BACKED_UP)).refused == 1


def test_targets_that_are_one_hub_share_its_room() -> None:
    near = second_hub("South, near", hub="South", vcpu=None, memory_gb=None)
    given_ = portfolio(
        sized("One", 80.0), sized("Two", 80.0), hubs=(hub(), hub("South", **FREE)),
        targets=(second_hub(**BLANK), near),
    )  # fmt: skip
    found = assigned(given_, (replica(Option.GUEST_REPLICATION),),
                     (replica(Option.GUEST_REPLICATION, "South, near"),))  # fmt: skip
    use = use_of(found)
    assert (use.needed_vcpu, use.free_vcpu, use.refused) == (160.0, 100.0, 1)


def test_room_that_nobody_stated_is_taken_to_do_and_named() -> None:
    free: dict[str, Any] = dict.fromkeys(FREE)
    given_ = at_south(*(sized(name, 900.0, current=(current(),)) for name in "AB"), free=free)
    found = as_today(given_)
    use = use_of(found)
    assert (use.free_vcpu, use.share, use.refused) == (None, None, 0)
    assert states(found, SITE) == [MET, MET]
    reason = next(
        item for item in study(given_).workload("A").today.reasons if item.code == "room-unknown"
    )
    assert reason.message.startswith(
        "The Hub is out of service (North): all that recovers at South needs 1,800 vCPU and 32 GB "
        "memory there at once."
    )
    assert reason.remedy == "Fill in Free vCPU and Free memory of South on the sheet Hubs."
    stated = at_south(*given_.workloads, free={"free_vcpu": 2000.0})
    assert "room-unknown" not in codes(study(stated).workload("A").today.reasons)


def test_place_outside_the_hubs_is_asked_for_on_targets() -> None:
    given_ = portfolio(
        sized("A", 90.0, current=(current(),)),
        targets=(target(is_immutable=True), second_hub(vcpu=None, memory_gb=50.0)), hubs=(hub(),),
    )  # fmt: skip
    reasons = study(given_).workload("A").today.reasons
    assert not any("sheet Hubs" in item.remedy for item in reasons if item.code == "room-unknown")


def test_full_place_is_a_warning_with_numbers_for_those_who_do_not_fit() -> None:
    parts = (
        sized("Major", 60.0, "mission-critical", current=(current(),)),
        sized("Minor", 60.0, "minor", current=(current(),)),
    )
    done = study(at_south(*parts))
    assert "over-capacity" not in codes(done.workload("Major").today.reasons)
    reason = next(
        item for item in done.workload("Minor").today.reasons if item.code == "over-capacity"
    )
    assert reason.severity == "warning"
    assert reason.message == (
        "The Hub is out of service (North): South has 100 vCPU free, 120 are needed at once. What "
        "is more critical comes first and leaves too little for this one; it comes back at North "
        "instead. The same holds for: A site is lost; A region is lost."
    )
    assert (
        reason.remedy == "Free or add at least 20 vCPU at South, or recover part of it elsewhere."
    )


def test_full_place_is_only_noted_where_another_does_as_well() -> None:
    parts = [workload(name, vcpu=60.0, rto_hours=3000.0, mtd_hours=4000.0, current=(current(),))
             for name in "AB"]  # fmt: skip
    done = study(at_south(*parts))
    found = [item for name in "AB" for item in done.workload(name).today.reasons
             if item.code == "over-capacity"]  # fmt: skip
    assert [item.severity for item in found] == ["note"]


def one_by_one(taken: Numbers, free: Numbers) -> list[bool]:
    """Return who fits, asked one after the other."""
    left, fits = free.tolist(), []
    for row in taken.tolist():
        does = all(one <= other + 1e-9 for one, other in zip(row, left, strict=True))
        fits.append(does)
        if does:
            left = [other - one for one, other in zip(row, left, strict=True)]
    return fits


@settings(max_examples=200, deadline=None)
@given(
    taken=st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), max_size=12),
    free=st.lists(st.integers(0, 30), min_size=3, max_size=3),
)
def test_first_fit_passes_over_what_is_too_large(taken: list[list[int]], free: list[int]) -> None:
    wanted, room = np.array(taken, dtype=float).reshape(-1, 3), np.array(free, dtype=float)
    assert _first_fit(wanted, room).tolist() == one_by_one(wanted, room)


def test_more_room_never_worsens_what_the_most_critical_get() -> None:
    parts = [sized(str(n), 30.0 + n, tier) for n, tier in enumerate(
        ("mission-critical", "important", "important", "minor"))]  # fmt: skip
    before = -1
    for free in (0.0, 31.0, 62.0, 95.0, 140.0):
        rows: list[tuple[Protection, ...]] = [BACKED_UP] * len(parts)
        found = assigned(at_south(*parts, free={"free_vcpu": free}), *rows)
        met = states(found, SITE).count(MET)
        assert met >= before
        before = met
    assert before == 4

"""Unknown never becomes met: what it does to leave blank any field there is.

Every field of a workload, a target and a Hub is in one of the lists below, by what its blank
means, and each list has its test.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume
from hypothesis import given as anything
from hypothesis import settings as effort
from hypothesis import strategies as st

from bcdr.evaluate.axes import LEVEL, PLACE, PROTECTION, SCENARIO, WORKLOAD
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.outcomes import MET
from bcdr.model.landscape import Hub, Target
from bcdr.model.portfolio import Portfolio, Workload
from bcdr.model.vocabulary import Coverage, Deployment
from tests.evaluate.reference_cases import KNOWN, portfolios
from tests.factories import AS_OF, FIRST, current, found_alone, judged, protection

FEW = effort(max_examples=8)
Kind = type[Workload] | type[Target] | type[Hub]

NAMES: Mapping[Kind, tuple[str, ...]] = {
    Workload: ("id", "application", "workload"),
    Target: ("name", "kind", "exists", "is_assumed"),
    Hub: ("name", "is_assumed"),
}
"""What cannot be blank."""

NEVER_BETTER: Mapping[Kind, tuple[str, ...]] = {
    Workload: (
        "criticality", "rto_hours", "rpo_hours", "mtd_hours", "downtime_cost_per_hour",
        "data_loss_cost_per_hour", "data_gb", "largest_disk_gb", "os", "template_off_hub",
        "native_replication", "multi_writer", "planned_downtime_allowed", "hub",
    ),
    Target: (
        "site", "region", "jurisdiction", "is_immutable", "is_isolated", "has_hub",
        "supported_options", "product",
    ),
    Hub: ("site", "region"),
}  # fmt: skip
"""A blank is not known, or not there: nothing is met, or allowed, for its sake."""

NOT_READ: Mapping[Kind, tuple[str, ...]] = {
    Workload: (
        "owner", "business_unit", "environment", "tags", "workload_type", "location",
        "source_platform", "static_ip", "site_to_site_vpn", "depends_on", "current",
        "last_test_date", "measured_recovery_hours", "notes", "from_tier",
    ),
    Target: ("operator", "fixed_cost_per_year", "distance_km", "has_own_risk_profile", "notes"),
    Hub: ("jurisdiction", "node_count", "is_operational", "has_infrastructure_backup", "notes"),
}  # fmt: skip
"""Where no rule or clause is said to apply, no strategy of one workload is judged by these."""

STANDS_IN: Mapping[Kind, tuple[str, ...]] = {
    Workload: (
        "daily_change_share", "peak_change_mb_per_s", "vm_count", "vcpu", "memory_gb", "stateful",
        "deployment",
    ),
    Target: ("link_mbit_per_s", "round_trip_ms", "restore_mb_per_s", "write_mb_per_s"),
    Hub: (),
}  # fmt: skip
"""A blank takes an assumed value, and is judged as if that had been written."""

NO_LIMIT: Mapping[Kind, tuple[str, ...]] = {
    Workload: ("allowed_jurisdictions", "max_round_trip_ms"),
    Target: (
        "capacity_tb", "vcpu", "memory_gb", "history_days", "shortest_interval_hours", "serves",
    ),
    Hub: ("free_vcpu", "free_memory_gb", "free_storage_tb"),
}  # fmt: skip
"""A limit that nobody stated binds nobody: a blank is judged as a limit that is never reached."""

ANSWERS: Mapping[Kind, tuple[str, ...]] = {
    Workload: ("data_class", "regulations"),
    Target: ("hub", "copies_to", "full_interval_hours"),
    Hub: (),
}
"""A blank is an answer of its own: no clause is said to apply, the target stands on no named Hub,
is copied on nowhere, and takes no further full copies."""

FILLED: Mapping[Kind, dict[str, Any]] = {
    Workload: {
        "owner": "Ann", "business_unit": "Sales", "environment": "production", "tags": ("east",),
        "workload_type": "database", "location": "North site", "source_platform": "VMware",
        "static_ip": True, "site_to_site_vpn": True, "depends_on": ("Directory",),
        "current": (current(),), "last_test_date": AS_OF, "measured_recovery_hours": 2.0,
        "notes": "Note", "from_tier": ("rto_hours",),
    },
    Target: {
        "operator": "Own", "fixed_cost_per_year": 1000.0, "distance_km": 90.0,
        "has_own_risk_profile": True, "notes": "Note",
    },
    Hub: {
        "jurisdiction": "DE", "node_count": 8, "is_operational": True,
        "has_infrastructure_backup": True, "notes": "Note",
    },
}  # fmt: skip
"""What stands in the fields that are not read."""


@pytest.mark.parametrize("kind", [Workload, Target, Hub])
def test_every_field_has_its_place_in_one_list(kind: Kind) -> None:
    lists = [group[kind] for group in (NAMES, NEVER_BETTER, NOT_READ, STANDS_IN, NO_LIMIT, ANSWERS)]
    placed = [name for names in lists for name in names]
    assert sorted(placed) == sorted(item.name for item in fields(kind))


def blanked(given: Portfolio, kind: Kind, field: str, value: Any = None) -> Portfolio:
    """Return a portfolio in which a field is blank, or has a value, wherever it occurs."""

    def changed(items: tuple[Any, ...]) -> tuple[Any, ...]:
        if value is None:
            return tuple(
                replace(item, **{field: () if isinstance(getattr(item, field), tuple) else None})
                for item in items
            )
        return tuple(
            replace(item, **{field: value(item) if callable(value) else value}) for item in items
        )

    landscape = given.landscape
    if kind is Workload:
        return replace(given, workloads=changed(given.workloads))
    if kind is Target:
        return replace(given, landscape=replace(landscape, targets=changed(landscape.targets)))
    return replace(given, landscape=replace(landscape, hubs=changed(landscape.hubs)))


@st.composite
def filled(draw: st.DrawFn) -> Portfolio:
    """Draw a portfolio in which everything is given, a workload that may be refused much."""
    given: Portfolio = draw(portfolios(most=1, may_blank=False))
    one = given.workloads[0]
    more: dict[str, Any] = {
        "os": draw(st.sampled_from(["Windows Server 2019", "Solaris 11"])),
        "planned_downtime_allowed": draw(st.booleans()),
        # A disk is no larger than all the data.
        "largest_disk_gb": (one.data_gb or 0.0) * draw(st.floats(0.1, 1.0)),
    }
    given = replace(given, workloads=(replace(one, **more),))
    for kind, values in FILLED.items():
        for field, value in values.items():
            given = blanked(given, kind, field, value)
    return given


def met(done: Evaluation) -> np.ndarray:
    """Return where the first workload is met, protection x scenario."""
    state = done.singles(FIRST).outcomes.state
    axes = WORKLOAD, PROTECTION, SCENARIO, LEVEL, PLACE
    return np.asarray(np.moveaxis(state, axes, range(len(axes)))[0, :, :, 0, 0] == MET)


def cases_of(group: Mapping[Kind, tuple[str, ...]]) -> list[Any]:
    """Return every field of a list as a parameter."""
    return [
        pytest.param(kind, name, id=f"{kind.__name__}.{name}")
        for kind, names in group.items()
        for name in names
    ]


@pytest.mark.parametrize(("kind", "field"), cases_of(NEVER_BETTER))
@FEW
@anything(filled())
def test_blank_never_turns_what_is_not_met_into_met(
    kind: Kind, field: str, given: Portfolio
) -> None:
    before, after = judged(given), judged(blanked(given, kind, field))
    assert (~met(after) | met(before)).all()
    assert (after.judged.met <= before.judged.met).all()
    assert (after.judged.is_feasible <= before.judged.is_feasible).all()


@effort(max_examples=40)
@anything(filled(), st.sampled_from([(kind, name) for kind in NOT_READ for name in NOT_READ[kind]]))
def test_blank_of_what_is_not_read_changes_nothing(
    given: Portfolio, case: tuple[Kind, str]
) -> None:
    kind, field = case
    assert field in FILLED[kind]
    assert_same(judged(given), judged(blanked(given, kind, field)))


def stand_in(field: str) -> Any:
    """Return what an assumed field of a workload is taken to be, or how it follows from others."""
    value = KNOWN.value
    return {
        "daily_change_share": value("daily-change-share"),
        "peak_change_mb_per_s": lambda item: (
            item.data_gb * item.daily_change_share * 1000 / 86400 * value("peak-change-factor")
        ),
        "vm_count": int(value("vm-count")),
        "vcpu": lambda item: item.vm_count * value("vcpu-per-vm"),
        "memory_gb": lambda item: item.vm_count * value("memory-gb-per-vm"),
        "stateful": True,
        "deployment": Deployment.SINGLE_VM,
    }[field]


def of_its_kind(field: str) -> Any:
    """Return what a target's field is assumed to be; a link at the same site is the local one."""

    def known(item: Target) -> float:
        near = field == "link_mbit_per_s" and item.site == "North site"
        if near:
            return KNOWN.value("local-link-mbit-per-s")
        return float(getattr(KNOWN.target_kind(item.kind).defaults, field))

    return known


def assert_same(one: Evaluation, other: Evaluation) -> None:
    """Hold that two evaluations say the same of every strategy."""
    for item in fields(one.judged):
        first, second = getattr(one.judged, item.name), getattr(other.judged, item.name)
        assert first.astype(float) == pytest.approx(
            second.astype(float), rel=1e-6, abs=1e-6, nan_ok=True
        ), item.name


@pytest.mark.parametrize("field", STANDS_IN[Workload])
@FEW
@anything(filled())
def test_blank_size_is_judged_as_the_value_that_stands_in(field: str, given: Portfolio) -> None:
    assert_same(
        judged(blanked(given, Workload, field)),
        judged(blanked(given, Workload, field, stand_in(field))),
    )


@pytest.mark.parametrize("field", STANDS_IN[Target])
@FEW
@anything(filled())
def test_blank_of_a_target_is_judged_as_what_its_kind_is_assumed_to_have(
    field: str, given: Portfolio
) -> None:
    # What is near is near to one Hub: the other one is left out.
    assume(given.workloads[0].hub == "North")
    alone = replace(given.landscape, hubs=given.landscape.hubs[:1])
    given = replace(given, landscape=alone)
    assert_same(
        judged(blanked(given, Target, field)),
        judged(blanked(given, Target, field, of_its_kind(field))),
    )


ENDLESS = 1e12
NEVER_REACHED: dict[tuple[Kind, str], Any] = {
    (Workload, "max_round_trip_ms"): ENDLESS,
    (Workload, "allowed_jurisdictions"): ("DE", "NL", "US"),
    (Target, "capacity_tb"): ENDLESS,
    (Target, "vcpu"): ENDLESS,
    (Target, "memory_gb"): ENDLESS,
    (Target, "history_days"): ENDLESS,
    (Target, "shortest_interval_hours"): 0.0,
    (Target, "serves"): ("North", "South"),
    (Hub, "free_vcpu"): ENDLESS,
    (Hub, "free_memory_gb"): ENDLESS,
    (Hub, "free_storage_tb"): ENDLESS,
}


def test_every_limit_has_one_that_is_never_reached() -> None:
    assert set(NEVER_REACHED) == {(kind, name) for kind in NO_LIMIT for name in NO_LIMIT[kind]}


@pytest.mark.parametrize(("kind", "field"), cases_of(NO_LIMIT))
@FEW
@anything(filled())
def test_blank_limit_is_judged_as_one_that_is_never_reached(
    kind: Kind, field: str, given: Portfolio
) -> None:
    # A second Hub that states no room of its own has what is free on that Hub.
    for name in NO_LIMIT[Hub]:
        given = blanked(given, Hub, name)
    if kind is Hub:
        for name in ("vcpu", "memory_gb", "capacity_tb"):
            given = blanked(given, Target, name)
    blank, endless = blanked(given, kind, field), blanked(
        given, kind, field, NEVER_REACHED[kind, field]
    )  # fmt: skip
    assert_same(judged(blank), judged(endless))


@effort(max_examples=40)
@anything(filled(), st.sampled_from(["every", "kept", "to"]))
def test_blank_policy_of_today_is_never_met_where_a_known_one_is_not(
    given: Portfolio, blank: str
) -> None:
    unsaid: dict[str, Any] = {blank: None}
    full, less = found_alone(given, protection()), found_alone(given, protection(**unsaid))
    for scenario, found in less.items():
        if found.coverage is Coverage.MET:
            assert full[scenario].coverage is Coverage.MET

"""Random workloads, landscapes and protections, blanks included, for every comparison."""

from typing import Any

from hypothesis import strategies as st

from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.landscape import Hub, Target
from bcdr.model.portfolio import ObjectiveDefault, Portfolio
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import Deployment, Mode, Option, Special, TargetKind
from tests.factories import (
    azure,
    hub,
    portfolio,
    protection,
    replica,
    second_hub,
    target,
    workload,
)

KNOWN = load_catalogue()
Draw = st.DrawFn
Values = st.SearchStrategy[Any]

hours = st.sampled_from([0.01, 0.25, 1.0, 4.0, 12.0, 24.0, 48.0, 100.0, 2000.0])
PLACES: tuple[dict[str, Any], ...] = (
    {"site": "North site", "region": "North region"},
    {"site": "Near site", "region": "North region"},
    {"site": "Far site", "region": "Far region"},
)
VAGUE_PLACES: tuple[dict[str, Any], ...] = (
    {"site": None, "region": "Far region"},
    {"site": "Far site", "region": None},
)


def sometimes_blank(values: Values, *, may_blank: bool) -> Values:
    """Return values of which one in five is blank, if any may be."""
    return st.one_of(values, values, values, values, st.none()) if may_blank else values


def answers(*, may_blank: bool) -> Values:
    """Return yes or no, or blank if that may be."""
    return st.sampled_from([True, False, None] if may_blank else [True, False])


@st.composite
def workloads(draw: Draw, *, may_blank: bool = True) -> dict[str, Any]:
    """Draw what a row says of a workload."""

    def given(values: Values) -> Any:
        return draw(sometimes_blank(values, may_blank=may_blank))

    asked = st.one_of(hours, st.sampled_from([None, *Special])) if may_blank else hours
    return {
        "criticality": given(st.sampled_from([item.id for item in KNOWN.tiers])),
        "rto_hours": draw(asked),
        "rpo_hours": draw(asked),
        "mtd_hours": given(st.sampled_from([2.0, 3000.0, 5000.0, Special.NOT_APPLICABLE])),
        "data_gb": given(st.floats(1.0, 20_000.0)),
        "daily_change_share": given(st.floats(0.001, 0.4)),
        "peak_change_mb_per_s": given(st.one_of(st.floats(0.01, 9.0), st.floats(0.01, 2000.0))),
        "vm_count": given(st.integers(1, 12)),
        "vcpu": given(st.sampled_from([4.0, 64.0, 700.0])),
        "memory_gb": given(st.sampled_from([8.0, 900.0])),
        "deployment": given(st.sampled_from(Deployment)),
        "stateful": draw(st.sampled_from([True, True, True, False, None if may_blank else True])),
        "template_off_hub": draw(answers(may_blank=may_blank)),
        "native_replication": draw(answers(may_blank=may_blank)),
        "multi_writer": draw(answers(may_blank=may_blank)),
        "downtime_cost_per_hour": given(st.floats(0.0, 1e5)),
        "data_loss_cost_per_hour": given(st.floats(0.0, 1e5)),
        "hub": draw(st.sampled_from(["North"] * 3 + ["South"] + [None] * may_blank)),
        "allowed_jurisdictions": draw(st.sampled_from([(), ("DE",), ("de", "NL"), ("EU",)])),
        "max_round_trip_ms": draw(st.sampled_from([None, 10.0, 50.0])),
    }


@st.composite
def vaults(
    draw: Draw, name: str, copies_to: str | None = None, *, may_blank: bool = True
) -> Target:
    """Draw a target that keeps backups and runs nothing."""

    def given(*values: Any) -> Any:
        return draw(st.sampled_from([*values, None] if may_blank else values))

    kind = draw(st.sampled_from([
        TargetKind.DEDICATED_EXTERNAL, TargetKind.EXISTING_EXTERNAL, TargetKind.ON_HUB_REPLICATED,
    ]))  # fmt: skip
    return target(
        name,
        kind,
        **draw(st.sampled_from(PLACES + VAGUE_PLACES * may_blank)),
        hub="North" if kind is TargetKind.ON_HUB_REPLICATED else None,
        is_immutable=given(True, False),
        is_isolated=given(False, False),
        link_mbit_per_s=given(40.0, 2000.0, 10_000.0),
        restore_mb_per_s=given(50.0, 300.0),
        write_mb_per_s=given(5.0, 500.0),
        history_days=draw(st.sampled_from([None, 3.0, 90.0])),
        shortest_interval_hours=draw(st.sampled_from([None, 6.0])),
        full_interval_hours=draw(st.sampled_from([None, None, None, 24.0, 168.0])),
        serves=draw(st.sampled_from([(), (), ("North",), ("South",)])),
        supported_options=draw(st.sampled_from([(), (Option.RUNNING_VM_SNAPSHOT,)])),
        product=draw(st.sampled_from([None, "Vendor 12"])),
        copies_to=copies_to,
    )


@st.composite
def landscapes(draw: Draw, *, may_blank: bool = True) -> tuple[tuple[Hub, ...], tuple[Target, ...]]:
    """Draw two Hubs, a vault that may be copied on, the second Hub, and a cloud."""

    def given(*values: Any) -> Any:
        return draw(st.sampled_from([*values, None] if may_blank else values))

    sent_on = draw(st.sampled_from([None, "Outside"]))
    first = draw(vaults("Vault", sent_on, may_blank=may_blank))
    south = second_hub(
        **draw(st.sampled_from(PLACES + VAGUE_PLACES * may_blank)),
        link_mbit_per_s=given(100.0, 2000.0),
        vcpu=given(10.0, 100.0),
        jurisdiction=given("DE", "NL"),
        round_trip_ms=given(4.0, 30.0),
        is_immutable=draw(st.booleans()),
    )
    clouds = [
        azure(link_mbit_per_s=1000.0, round_trip_ms=5.0),
        azure(link_mbit_per_s=200.0, jurisdiction="US"),
        target("Cloud", TargetKind.PROVIDER, has_hub=True, vcpu=32.0, memory_gb=64.0),
        target("Cloud", TargetKind.PROVIDER, has_hub=False, vcpu=900.0, memory_gb=900.0),
    ]
    vague = [
        azure(site=None, region=None, link_mbit_per_s=None, jurisdiction="US"),
        target("Cloud", TargetKind.PROVIDER, has_hub=None, vcpu=None, memory_gb=None,
               jurisdiction=None),
    ]  # fmt: skip
    cloud = draw(st.sampled_from(clouds + vague * may_blank))
    north = draw(st.sampled_from([hub(), *[hub(site=None), hub(region=None)] * may_blank]))
    hubs = north, hub("South", site=south.site, region=south.region, free_vcpu=given(50.0))
    outside = (draw(vaults("Outside", may_blank=may_blank)),) if sent_on else ()
    return hubs, (first, *outside, south, cloud)


@st.composite
def portfolios(draw: Draw, most: int = 3, *, may_blank: bool = True) -> Portfolio:
    """Draw up to some workloads, the first two of one application."""
    hubs, targets = draw(landscapes(may_blank=may_blank))
    drawn = draw(st.lists(workloads(may_blank=may_blank), min_size=1, max_size=most))
    rows = [
        workload("Ledger" if number < 2 else "Other", f"Part {number}", **one)
        for number, one in enumerate(drawn)
    ]
    defaults = draw(st.sampled_from([
        (),
        (ObjectiveDefault(criticality=None, scenario="site-loss", rto_hours=200.0, rpo_hours=30.0),
         ObjectiveDefault(criticality="minor", scenario=None, rto_hours=90.0, rpo_hours=50.0)),
    ]))  # fmt: skip
    return portfolio(*rows, hubs=hubs, targets=targets, objectives=defaults if may_blank else ())


@st.composite
def protections(draw: Draw, given: Portfolio, *, may_blank: bool = True) -> Protection:
    """Draw a protection of any kind on any target, allowed or not."""
    option = draw(st.sampled_from([item for item in Option if item is not Option.NO_RECOVERY]))
    to = draw(st.sampled_from([item.name for item in given.landscape.targets]))
    if KNOWN.option(option).family == "backup":
        every = st.sampled_from([0.25, 1.0, 12.0, 24.0, 168.0])
        kept = st.sampled_from([0.5, 2.0, 6.0, 30.0])
        return protection(
            option,
            to,
            every=draw(sometimes_blank(every, may_blank=may_blank)),
            kept=draw(sometimes_blank(kept, may_blank=may_blank)),
        )
    return replica(option, to, draw(st.sampled_from([Mode.CONTINUOUS, Mode.SYNCHRONOUS])))


@st.composite
def cases(
    draw: Draw, most: int = 2, *, may_blank: bool = True
) -> tuple[Portfolio, tuple[Protection, ...]]:
    """Draw a workload and one protection or more."""
    given = draw(portfolios(most=1, may_blank=may_blank))
    drawn = protections(given, may_blank=may_blank)
    return given, tuple(draw(st.lists(drawn, min_size=1, max_size=most)))

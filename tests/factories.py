"""Small portfolios for tests: everything is given, so that each test says what it is about."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from bcdr.choose.ranking import make_ranking
from bcdr.evaluate.axes import by_scenario
from bcdr.evaluate.describe import COVERAGE, first_reasons_of
from bcdr.evaluate.evaluation import Evaluation, evaluate
from bcdr.evaluate.inputs import make_inputs
from bcdr.evaluate.missing import missing_inputs
from bcdr.evaluate.outcomes import judge_together
from bcdr.evaluate.protections import all_strategies, protection_arrays
from bcdr.evaluate.recovery import z_value
from bcdr.evaluate.world import make_world
from bcdr.model.catalogue import Catalogue
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.landscape import Hub, Landscape, Target
from bcdr.model.portfolio import CurrentProtection, Portfolio, Workload
from bcdr.model.results import Reason
from bcdr.model.settings import Settings
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import Coverage, Deployment, Goal, Mode, Option, TargetKind
from bcdr.study import Study, run_study

FIRST: Final = np.array([0])
"""The rows of the first workload."""
AS_OF: Final = datetime.date(2026, 11, 22)
SCENARIOS: Final = (
    "data-loss", "vm-failure", "node-failure", "hub-outage", "site-loss", "region-loss",
    "ransomware",
)  # fmt: skip

_GIVEN: Final[dict[str, Any]] = {
    "criticality": "important",
    "rto_hours": 24.0,
    "rpo_hours": 36.0,
    "mtd_hours": 96.0,
    "downtime_cost_per_hour": 100.0,
    "data_loss_cost_per_hour": 50.0,
    "data_gb": 100.0,
    "daily_change_share": 0.02,
    "peak_change_mb_per_s": 1.0,
    "vm_count": 1,
    "vcpu": 4.0,
    "memory_gb": 16.0,
    "largest_disk_gb": 100.0,
    "os": "Windows Server 2019",
    "stateful": True,
    "deployment": Deployment.SINGLE_VM,
    "template_off_hub": True,
    "native_replication": True,
    "multi_writer": False,
    "planned_downtime_allowed": True,
    "hub": "North",
    "allowed_jurisdictions": ("DE", "NL"),
    "max_round_trip_ms": 50.0,
}


def workload(application: str = "Ledger", part: str = "", **given: Any) -> Workload:
    """Return a workload with nothing left to assume; its id is its title."""
    known = _GIVEN | given
    made = Workload(id="", application=application, workload=part, **known)
    return replace(made, id=made.title)


def hub(name: str = "North", **given: Any) -> Hub:
    """Return an operational Hub at a site and region of its own."""
    known: dict[str, Any] = {
        "site": f"{name} site",
        "region": f"{name} region",
        "jurisdiction": "DE",
        "free_vcpu": 500.0,
        "free_memory_gb": 4000.0,
        "free_storage_tb": 100.0,
        "is_operational": True,
    }
    return Hub(name=name, **known | given)


def target(
    name: str = "Vault", kind: TargetKind = TargetKind.DEDICATED_EXTERNAL, **given: Any
) -> Target:
    """Return a target that exists, away from every Hub, neither immutable nor isolated."""
    known: dict[str, Any] = {
        "site": f"{name} site",
        "region": f"{name} region",
        "jurisdiction": "DE",
        "link_mbit_per_s": 1000.0,
        "round_trip_ms": 3.0,
        "restore_mb_per_s": 300.0,
        "write_mb_per_s": 300.0,
        "capacity_tb": 100.0,
        "is_immutable": False,
        "is_isolated": False,
    }
    return Target(name=name, kind=kind, **known | given)


def second_hub(name: str = "South", **given: Any) -> Target:
    """Return a second Hub as a target, at the place where `hub(name)` stands."""
    place = {"site": f"{name} site", "region": f"{name} region", "hub": name, "vcpu": 500.0}
    known = {**place, "memory_gb": 4000.0, "jurisdiction": "NL"}
    return target(name, TargetKind.SECOND_HUB, **known | given)


def azure(name: str = "Azure", **given: Any) -> Target:
    """Return an Azure region, immutable."""
    known = {"jurisdiction": "NL", "is_immutable": True, "round_trip_ms": 15.0}
    return target(name, TargetKind.AZURE, **{**known, "capacity_tb": None, **given})


def current(
    option: Option | None = Option.IN_GUEST_BACKUP,
    to: str | None = "Vault",
    *,
    every: float | None = 24.0,
    kept: float | None = 30.0,
    mode: Mode | None = Mode.INTERVAL,
) -> CurrentProtection:
    """Return what a workload has today."""
    return CurrentProtection(
        option=option, target=to, mode=mode, interval_hours=every, retention_days=kept
    )


def portfolio(
    *workloads: Workload,
    hubs: Sequence[Hub] | None = None,
    targets: Sequence[Target] | None = None,
    **rest: Any,
) -> Portfolio:
    """Return a portfolio on two Hubs with an external target, a second Hub and Azure."""
    return Portfolio(
        workloads=workloads or (workload(),),
        landscape=Landscape(
            tuple(hubs if hubs is not None else (hub(), hub("South", jurisdiction="NL"))),
            tuple(targets if targets is not None else (target(), second_hub(), azure())),
        ),
        **rest,
    )


def settings(**given: Any) -> Settings:
    """Return settings at the date of the tests."""
    return Settings(as_of=AS_OF, **given)


def knowledge(**entries: tuple[Any, ...]) -> Catalogue:
    """Return the shipped catalogue with some entries replaced."""
    return load_catalogue().with_entries(**entries)


def assuming(known: Catalogue | None = None, /, **values: float) -> Catalogue:
    """Return a catalogue in which assumptions, written with underscores, have these values."""
    base = known or load_catalogue()
    return base.with_entries(
        assumptions=tuple(
            replace(base.assumption(name.replace("_", "-")), value=value)
            for name, value in values.items()
        )
    )


def judged(given: Portfolio | Workload, known: Catalogue | None = None, **how: Any) -> Evaluation:
    """Return every strategy judged for a portfolio."""
    given = given if isinstance(given, Portfolio) else portfolio(given)
    catalogue = known or load_catalogue()
    return evaluate(given, all_strategies(given.landscape, catalogue), catalogue, settings(**how))


def ranking_of(done: Evaluation, goal: Goal) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Return per workload the strategies from best to worst."""
    return make_ranking(done.basis, done.judged, done.inputs.workloads, goal).order()


def study(given: Portfolio | Workload, known: Catalogue | None = None, **how: Any) -> Study:
    """Return the study of a portfolio."""
    given = given if isinstance(given, Portfolio) else portfolio(given)
    return run_study(given, settings(**how), known)


def reasons_for(
    done: Evaluation, option: Option, to: str | None, row: int = 0
) -> tuple[Reason, ...]:
    """Return the reasons for and against an option on a target, each once, whatever the policy."""
    protections = done.strategies.protections
    columns = [
        column
        for column, item in enumerate(protections)
        if (item.option, item.target) == (option, to)
    ]
    found = done.singles(np.array([row]))
    return first_reasons_of(found.case, found.rule_bits, 0, columns, protections)


def codes(reasons: Iterable[Reason]) -> set[str]:
    """Return the codes of reasons."""
    return {reason.code for reason in reasons}


def protection(
    option: Option = Option.IN_GUEST_BACKUP,
    to: str | None = "Vault",
    *,
    every: float | None = 24.0,
    kept: float | None = 30.0,
    mode: Mode = Mode.INTERVAL,
) -> Protection:
    """Return a protection that copies at an interval."""
    return Protection(
        option=option, target=to, mode=mode, interval_hours=every, retention_days=kept
    )


def replica(
    option: Option = Option.NATIVE_REPLICATION, to: str = "South", mode: Mode = Mode.CONTINUOUS
) -> Protection:
    """Return a replica or second deployment."""
    return Protection(option=option, target=to, mode=mode)


def nothing() -> Protection:
    """Return the choice to do without recovery."""
    return Protection(option=Option.NO_RECOVERY, target=None, mode=Mode.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One outcome of one workload alone; hours are NaN where there are none."""

    coverage: Coverage
    recovery_hours: float
    likely_hours: float
    loss_hours: float
    mean_loss_hours: float
    place: str
    missing: tuple[str, ...]
    event_cost: float


def found_alone(
    given: Portfolio | Workload,
    *protections: Protection,
    known: Catalogue | None = None,
    only_built: bool = False,
    percentile: float = 0.9,
) -> dict[str, Found]:
    """Return how the first workload fares per scenario with these protections and a full link."""
    given = given if isinstance(given, Portfolio) else portfolio(given)
    catalogue = known or load_catalogue()
    inputs = make_inputs(given, catalogue, (0,))
    world = make_world(given.landscape, catalogue, with_unknown_hub=given.workloads[0].hub is None)
    arrays = protection_arrays([protections], given.landscape, shared=False)
    outcomes, _ = judge_together(
        inputs, world, catalogue, arrays, z_value(percentile), only_built=only_built
    )

    def cell(array: Any, column: int) -> Any:
        return by_scenario(array)[0, min(column, len(array) - 1)]

    return {
        scenario.id: Found(
            coverage=COVERAGE[int(cell(outcomes.state, column))],
            recovery_hours=float(cell(outcomes.planning_hours, column)),
            likely_hours=float(cell(outcomes.likely_hours, column)),
            loss_hours=float(cell(outcomes.worst_loss_hours, column)),
            mean_loss_hours=float(cell(outcomes.mean_loss_hours, column)),
            place=world.place_names[place] if (place := int(cell(outcomes.place, column))) >= 0
            else "",
            missing=missing_inputs(int(cell(outcomes.missing, column))),
            event_cost=float(cell(outcomes.event_cost, column)),
        )
        for column, scenario in enumerate(catalogue.scenarios)
    }  # fmt: skip

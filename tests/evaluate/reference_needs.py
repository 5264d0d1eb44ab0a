"""One workload as the slow reference sees it: blanks filled where the method fills them."""

import math
from dataclasses import dataclass

from bcdr.model.landscape import Hub
from bcdr.model.portfolio import Portfolio, Workload
from bcdr.model.vocabulary import Deployment, Duration, Option, Scope, Special
from tests.evaluate.reference_book import NOWHERE, Answer, Book, Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Objectives:
    """Objectives in one scenario: None where nobody said, infinite where not applicable.

    The limits are where a value reaches 0.
    """

    rto_hours: float | None
    rpo_hours: float | None
    time_limit_hours: float
    loss_limit_hours: float
    is_binding: bool

    @property
    def is_accepted(self) -> bool:
        """Return whether nobody needs it back and there is no data to lose."""
        return self.rto_hours == math.inf and self.rpo_hours == math.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What is asked for one workload; None is not known and has no default."""

    workload: Workload
    hub: Hub
    data_gb: float | None
    daily_change_share: float
    peak_change_mb_per_s: float | None
    vm_count: int
    vcpu: float
    memory_gb: float
    keeps_data: bool
    is_set: bool
    downtime_cost_per_hour: float
    data_loss_cost_per_hour: float
    hit_together: dict[str, int]
    objectives: dict[str, Objectives]
    allowed_jurisdictions: frozenset[str]

    @property
    def template_off_hub(self) -> Answer:
        """Return whether its template is kept off the Hub."""
        return self.workload.template_off_hub

    def is_rebuilt(self, option: Option) -> bool:
        """Return whether a recovery brings back no data at all."""
        return not self.keeps_data and option is Option.APPLICATION_DATA_BACKUP


def needs_of(given: Portfolio, workload: Workload, ground: Ground) -> Needs:
    """Return what is asked for one workload of a portfolio."""
    book = ground.book
    value = book.values
    tiers = {item.id: item for item in book.catalogue.tiers}
    by_rank = sorted(book.catalogue.tiers, key=lambda item: item.rank)
    tier = tiers.get(workload.criticality or "", by_rank[int(value["default-tier-rank"]) - 1])
    change = _or(workload.daily_change_share, value["daily-change-share"])
    data = workload.data_gb
    peak = workload.peak_change_mb_per_s
    if peak is None and data is not None:
        peak = data * change * 1000 / 86400 * value["peak-change-factor"]
    vms = int(_or(workload.vm_count, value["vm-count"]))
    keeps_data = workload.stateful is not False
    words = {word.casefold() for word in workload.allowed_jurisdictions}
    members = {member for word in words for member in book.unions.get(word, ())}
    return Needs(
        workload=workload,
        hub=NOWHERE if workload.hub is None else ground.hubs[workload.hub],
        data_gb=data,
        daily_change_share=change,
        peak_change_mb_per_s=peak,
        vm_count=vms,
        vcpu=_or(workload.vcpu, vms * value["vcpu-per-vm"]),
        memory_gb=_or(workload.memory_gb, vms * value["memory-gb-per-vm"]),
        keeps_data=keeps_data,
        is_set=vms >= 2
        and workload.deployment in (Deployment.AVAILABILITY_SET, Deployment.SCALE_SET),
        downtime_cost_per_hour=_or(workload.downtime_cost_per_hour, tier.downtime_cost_per_hour),
        data_loss_cost_per_hour=_or(workload.data_loss_cost_per_hour, tier.data_loss_cost_per_hour),
        hit_together={
            scenario.id: sum(
                item.application == workload.application
                and _is_hit_with(item, workload, scenario.scope, ground)
                for item in given.workloads
            )
            for scenario in book.scenarios
        },
        objectives={
            scenario.id: _objectives(given, workload, book, scenario.id, keeps_data=keeps_data)
            for scenario in book.scenarios
        },
        allowed_jurisdictions=frozenset(words | members),
    )


def _is_hit_with(one: Workload, other: Workload, scope: Scope, ground: Ground) -> bool:
    hubs = [NOWHERE if item.hub is None else ground.hubs[item.hub] for item in (one, other)]
    if hubs[0] == hubs[1] or scope in (Scope.APPLICATION, Scope.ORGANISATION):
        return True
    wanted = {Scope.SITE: "site", Scope.REGION: "region"}.get(scope)
    places = [wanted and getattr(hub, wanted) for hub in hubs]
    return places[0] is not None and places[0] == places[1]


def _or(given: float | None, assumed: float) -> float:
    return assumed if given is None else given


def _objectives(
    given: Portfolio, workload: Workload, book: Book, scenario: str, *, keeps_data: bool
) -> Objectives:
    value = book.values
    rto = _asked(given, workload, book, scenario, "rto_hours")
    rpo = _asked(given, workload, book, scenario, "rpo_hours") if keeps_data else math.inf
    mtd = _asked(given, workload, book, scenario, "mtd_hours")
    floor = value["objective-floor-hours"]
    time_limit = mtd
    if time_limit is None:
        tiers = {item.id: item.mtd_hours for item in book.catalogue.tiers}
        time_limit = max(
            tiers.get(workload.criticality or "", 0.0), value["mtd-factor"] * max(rto or 0.0, floor)
        )
    binding = next(item.binding_for for item in book.scenarios if item.id == scenario)
    return Objectives(
        rto_hours=rto,
        rpo_hours=rpo,
        time_limit_hours=time_limit,
        loss_limit_hours=value["loss-factor"] * max(rpo or 0.0, floor),
        is_binding="all" in binding or (workload.criticality or "") in binding,
    )


def _asked(
    given: Portfolio, workload: Workload, book: Book, scenario: str, name: str
) -> float | None:
    """Return the objective: the row's, unless a default names the scenario, else a default."""
    own = _hours(getattr(workload, name), book)
    best: float | None = None
    weight = -1
    for item in given.objectives:
        fits = item.criticality in (None, workload.criticality) and item.scenario in (
            None, scenario,
        )  # fmt: skip
        said = _hours(getattr(item, name), book)
        rank = 2 * (item.scenario is not None) + (item.criticality is not None)
        if fits and said is not None and rank > weight:
            best, weight = said, rank
    names_the_scenario = weight >= 2
    if own == math.inf or (own is not None and not names_the_scenario):
        return own
    return best


def _hours(wanted: Duration, book: Book) -> float | None:
    if wanted is Special.NOT_APPLICABLE:
        return math.inf
    if wanted is Special.NEAR_ZERO:
        return book.values["near-zero-hours"]
    return None if wanted is None else float(wanted)

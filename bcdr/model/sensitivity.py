"""What a study says about its own numbers: what objectives cost, and what a change would change."""

from dataclasses import dataclass

from bcdr.model.strategy import Strategy


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectivePrice:
    """What one RTO with one RPO costs at least, in money per year.

    `strategies` holds one strategy per workload in the order of `PriceOfObjectives.workload_ids`;
    it is empty, and the money None, where nothing meets both, and `reason` then says what comes
    nearest. Infinite hours stand for not applicable. `is_own` marks what is asked for now.
    """

    rto_hours: float
    rpo_hours: float
    strategies: tuple[Strategy, ...]
    outlay_per_year: float | None
    expected_penalty_per_year: float | None
    reason: str
    is_own: bool
    sentence: str

    @property
    def strategy_id(self) -> str:
        """Return the ids of the strategies, empty where nothing meets it."""
        return "; ".join(item.id for item in self.strategies)

    @property
    def total_per_year(self) -> float | None:
        """Return outlay and expected penalty together, None where nothing meets it."""
        if self.outlay_per_year is None or self.expected_penalty_per_year is None:
            return None
        return self.outlay_per_year + self.expected_penalty_per_year


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceOfObjectives:
    """The cheapest strategy for every RTO and RPO of a grid, one row of `cells` per RTO.

    Own objectives are those asked for now, of several workloads the strictest; None where none is
    given and infinite where not applicable.
    """

    title: str
    workload_ids: tuple[str, ...]
    rto_hours: tuple[float, ...]
    rpo_hours: tuple[float, ...]
    own_rto_hours: float | None
    own_rpo_hours: float | None
    cells: tuple[tuple[ObjectivePrice, ...], ...]
    sentence: str

    def cell(self, rto_hours: float, rpo_hours: float) -> ObjectivePrice:
        """Return the cell of an RTO and an RPO of the grid.

        Raises:
            ValueError: the grid has no such RTO or RPO.
        """
        return self.cells[self.rto_hours.index(rto_hours)][self.rpo_hours.index(rpo_hours)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CostStep:
    """What an RTO from `from_rto_hours` up to the next step costs per year, the RPO fixed."""

    from_rto_hours: float
    strategies: tuple[Strategy, ...]
    outlay_per_year: float
    expected_penalty_per_year: float

    @property
    def total_per_year(self) -> float:
        """Return outlay and expected penalty together."""
        return self.outlay_per_year + self.expected_penalty_per_year


@dataclass(frozen=True, slots=True, kw_only=True)
class CostAgainstRto:
    """The cost of an RTO as a staircase, the shortest RTO first.

    `steps` is empty where nothing meets the RPO at all; `reason` says why nothing is quicker than
    the first step. The last step holds up to `longest_rto_hours` at least.
    """

    title: str
    workload_ids: tuple[str, ...]
    rpo_hours: float
    longest_rto_hours: float
    steps: tuple[CostStep, ...]
    reason: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """What one number would have to be for another strategy to be recommended.

    `kind` is assumption, phase, price, scenario, weight, setting or objective. Between `low` and
    `high`, `at` is the nearest value found at which the recommendation is another one, None where
    there is none; `until` is the last value on the way there at which it is still the same.
    `becomes` is what is then recommended, None where nothing would be allowed. `distance` is how
    far `at` lies from the value now, as a share of the range.
    """

    id: str
    kind: str
    title: str
    unit: str
    value: float
    low: float
    high: float
    at: float | None
    until: float | None
    becomes: Strategy | None
    distance: float | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flips:
    """Every number that can be changed, those nearest to changing what is recommended first.

    `recommended` is the best strategy of the workload judged alone, None where none is allowed.
    """

    workload_id: str
    title: str
    recommended: Strategy | None
    numbers: tuple[Flip, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingInput:
    """One blank input, and what knowing it would do for one workload.

    `input` is the header of its column on `sheet`, `where` the Hub or target whose row it stands
    in, empty for the workload's own row; `owner` answers for it. `unknown_scenarios` counts the
    binding scenarios, today and recommended, that are unknown for lack of it. The rest compares
    the ends of its range, `low` and `high` in words: whether they recommend another strategy, in
    how many scenarios the recommended one fares in another way, and how far its score moves.
    """

    input: str
    sheet: str
    where: str
    owner: str
    low: str
    high: str
    unknown_scenarios: int
    changes_recommendation: bool
    changed_scenarios: int
    score_spread: float
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInput:
    """One blank input of one workload: what is unknown for lack of it over the whole portfolio.

    `input`, `sheet`, `where` and `owner` are as in `MissingInput`. Binding scenarios of the
    workload that are unknown for lack of it, today and planned; `is_assumed` says that something
    is assumed or refused meanwhile; `weight` is that of the workload's criticality.
    """

    workload_id: str
    input: str
    sheet: str
    where: str
    owner: str
    unknown_scenarios_today: int
    unknown_scenarios_planned: int
    is_assumed: bool
    weight: float

    @property
    def unknown_weight(self) -> float:
        """Return the unknown scenarios times the weight of the workload."""
        return self.weight * (self.unknown_scenarios_today + self.unknown_scenarios_planned)


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEven:
    """Where the recommended strategy and another way cost the same, outlay and penalty together.

    `against` is today, no recovery or next cheaper. `downtime_cost_per_hour` is the downtime cost
    at which both cost the same, `frequency_factor` what all frequencies would have to be
    multiplied by; None where they never do. Money is per year; that of a way that is not known is
    None, and `sentence` says so.
    """

    against: str
    strategy: Strategy | None
    outlay_per_year: float | None
    expected_penalty_per_year: float | None
    downtime_cost_per_hour: float | None
    frequency_factor: float | None
    title: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEvens:
    """What the recommended strategy costs, and where other ways cost the same."""

    workload_id: str
    recommended: Strategy
    outlay_per_year: float
    expected_penalty_per_year: float
    downtime_cost_per_hour: float
    against: tuple[BreakEven, ...]

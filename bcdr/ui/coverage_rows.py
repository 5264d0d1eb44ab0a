"""The rows of the coverage page: every workload in every scenario, counted and put in order."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bcdr.model.units import format_hours
from bcdr.model.vocabulary import Coverage
from bcdr.report.sections.tallies import GOOD


class Order(StrEnum):
    """In what order workloads stand in the map."""

    WORST_FIRST = "Worst first"
    CRITICALITY = "By criticality"
    NAME = "By name"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapCell:
    """One workload in one scenario: its coverage today and as planned, each also in words."""

    scenario: str
    scenario_title: str
    is_binding: bool
    today: Coverage
    planned: Coverage
    today_words: str
    planned_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """One workload of the map, with a cell per scenario in the order of the study."""

    workload_id: str
    title: str
    criticality: str
    criticality_rank: float
    cells: tuple[MapCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioCount:
    """How many workloads of a scenario are in each state, today and as planned.

    `is_binding` says that the scenario binds at least one of them.
    """

    scenario: str
    title: str
    is_binding: bool
    today: Counter[Coverage]
    planned: Counter[Coverage]

    @property
    def workloads(self) -> int:
        """Return how many workloads are counted."""
        return sum(self.today.values())

    @property
    def covered_today(self) -> int:
        """Return how many are met or accepted today."""
        return sum(self.today[state] for state in GOOD)

    @property
    def covered_planned(self) -> int:
        """Return how many would be met or accepted with the plan."""
        return sum(self.planned[state] for state in GOOD)


def map_rows(
    coverage: Iterable[Mapping[str, Any]], worst_first: Sequence[str], order: Order
) -> tuple[MapRow, ...]:
    """Return a row per workload of a coverage table.

    `worst_first` lists workload ids, the worst gap of today first; what is not in it has no gap.
    """
    gathered: dict[str, list[Mapping[str, Any]]] = {}
    for line in coverage:
        gathered.setdefault(str(line["workload_id"]), []).append(line)
    rows = [_row(lines) for lines in gathered.values()]
    place = {id_: number for number, id_ in enumerate(dict.fromkeys(worst_first))}
    worst = {row.workload_id: place.get(row.workload_id, len(place)) for row in rows}
    match order:
        case Order.WORST_FIRST:
            rows.sort(key=lambda row: (worst[row.workload_id], row.criticality_rank))
        case Order.CRITICALITY:
            rows.sort(key=lambda row: (row.criticality_rank, worst[row.workload_id]))
        case Order.NAME:
            rows.sort(key=lambda row: row.title.casefold())
    return tuple(rows)


def scenario_counts(rows: Sequence[MapRow]) -> tuple[ScenarioCount, ...]:
    """Return the counts of each scenario over the rows of a map."""
    scenarios = {cell.scenario: cell.scenario_title for row in rows for cell in row.cells}
    today: dict[str, Counter[Coverage]] = {scenario: Counter() for scenario in scenarios}
    planned: dict[str, Counter[Coverage]] = {scenario: Counter() for scenario in scenarios}
    binding: set[str] = set()
    for row in rows:
        for cell in row.cells:
            if cell.is_binding:
                binding.add(cell.scenario)
            today[cell.scenario][cell.today] += 1
            planned[cell.scenario][cell.planned] += 1
    return tuple(
        ScenarioCount(
            scenario=scenario,
            title=title,
            is_binding=scenario in binding,
            today=today[scenario],
            planned=planned[scenario],
        )
        for scenario, title in scenarios.items()
    )


def _row(lines: Sequence[Mapping[str, Any]]) -> MapRow:
    first = lines[0]
    rank = first["criticality_rank"]
    return MapRow(
        workload_id=str(first["workload_id"]),
        title=str(first["title"]),
        criticality=str(first["criticality"] or "not given"),
        criticality_rank=float("inf") if rank is None else float(rank),
        cells=tuple(
            MapCell(
                scenario=str(line["scenario"]),
                scenario_title=str(line["scenario_title"]),
                is_binding=bool(line["is_binding"]),
                today=Coverage(line["today"]),
                planned=Coverage(line["planned"]),
                today_words=_words(line, "today"),
                planned_words=_words(line, "planned"),
            )
            for line in lines
        ),
    )


def _words(line: Mapping[str, Any], when: str) -> str:
    """Return recovery time, loss, place and what is missing, as far as they are known."""
    said: list[str] = []
    recovery, loss = line[f"{when}_recovery_hours"], line[f"{when}_loss_hours"]
    if recovery is not None:
        said.append(f"back in {format_hours(recovery)}")
    if loss is not None:
        said.append(f"loses {format_hours(loss)}" if loss else "loses nothing")
    if line[f"{when}_place"]:
        said.append(f"at {line[f'{when}_place']}")
    words = ", ".join(said)
    return ". ".join(part for part in (words, line[f"{when}_null_reason"] or "") if part)

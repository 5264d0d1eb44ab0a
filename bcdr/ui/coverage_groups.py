"""Coverage counted by group: of every criticality, owner or unit in every scenario."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bcdr.model.vocabulary import Coverage
from bcdr.report.sections.tallies import GOOD
from bcdr.report.wording import counted

NOT_GIVEN = "not given"


class Group(StrEnum):
    """By what workloads are gathered."""

    CRITICALITY = "Criticality"
    OWNER = "Owner"
    UNIT = "Business unit"
    ENVIRONMENT = "Environment"
    APPLICATION = "Application"


_FIELDS: Mapping[Group, str] = {
    Group.CRITICALITY: "criticality",
    Group.OWNER: "owner",
    Group.UNIT: "business_unit",
    Group.ENVIRONMENT: "environment",
    Group.APPLICATION: "application",
}


@dataclass(slots=True)
class GroupCell:
    """How many workloads of a group are looked at in a scenario, covered today and planned."""

    looked_at: int = 0
    today: int = 0
    planned: int = 0


@dataclass(slots=True)
class GroupRow:
    """A group: its title, how many workloads, and a cell per scenario."""

    title: str
    rank: float
    workloads: set[str] = field(default_factory=set)
    cells: dict[str, GroupCell] = field(default_factory=dict)

    @property
    def today_share(self) -> float:
        """Return the share of all its scenarios that is covered today."""
        return _share(self.cells.values(), "today")

    @property
    def planned_share(self) -> float:
        """Return the share of all its scenarios that is covered with the plan."""
        return _share(self.cells.values(), "planned")


def group_rows(coverage: Iterable[Mapping[str, Any]], group: Group) -> tuple[GroupRow, ...]:
    """Return a row per group of a coverage table, the most critical or the worst first."""
    name = _FIELDS[group]
    found: dict[str, GroupRow] = {}
    for line in coverage:
        title = str(line[name] or NOT_GIVEN)
        rank = float(line["criticality_rank"]) if group is Group.CRITICALITY else 0.0
        row = found.setdefault(title, GroupRow(title, rank))
        row.workloads.add(str(line["workload_id"]))
        cell = row.cells.setdefault(str(line["scenario_title"]), GroupCell())
        today, planned = Coverage(line["today"]), Coverage(line["planned"])
        if today is Coverage.OUT_OF_SCOPE:
            continue
        cell.looked_at += 1
        cell.today += today in GOOD
        cell.planned += planned in GOOD
    return tuple(sorted(found.values(), key=lambda row: (row.rank, row.today_share, row.title)))


def groups_claim(rows: Sequence[GroupRow], group: Group) -> str:
    """Return which group is covered least today."""
    if not rows:
        return "Nothing is in scope"
    worst = min(rows, key=lambda row: row.today_share)
    noun = counted(len(worst.workloads), "workload")
    return (
        f"{group}: least is covered for {worst.title} ({noun}), {worst.today_share:.0%} of their "
        f"scenarios today and {worst.planned_share:.0%} with the plan"
    )


def _share(cells: Iterable[GroupCell], name: str) -> float:
    every = list(cells)
    looked_at = sum(cell.looked_at for cell in every)
    return sum(getattr(cell, name) for cell in every) / looked_at if looked_at else 1.0

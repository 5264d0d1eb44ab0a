"""Objectives against what is modelled: one point per workload, and where recovery runs."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bcdr.model.units import format_hours, format_number
from bcdr.model.vocabulary import Coverage, Option
from bcdr.report.wording import counted

NOTHING = "nothing planned"
NOWHERE = "does not come back"
NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class GapPoint:
    """A workload with a number as RTO: what it asks for and what is modelled, both in hours.

    `hours` is None where it does not come back or that is not known.
    """

    workload_id: str
    title: str
    state: Coverage
    rto_hours: float
    hours: float | None

    @property
    def is_late(self) -> bool:
        """Return whether it lies beyond the gap line."""
        return self.hours is None or self.hours > self.rto_hours


@dataclass(frozen=True, slots=True)
class Flow:
    """How many workloads go a way: their Hub, the option of their plan, where they recover."""

    hub: str
    option: str
    place: str
    workloads: int


def gap_points(
    coverage: Iterable[Mapping[str, Any]], scenario: str, when: str
) -> tuple[GapPoint, ...]:
    """Return a point per workload of a scenario; `when` is today or planned."""
    return tuple(
        GapPoint(
            workload_id=str(line["workload_id"]),
            title=str(line["title"]),
            state=Coverage(line[when]),
            rto_hours=float(line["rto_hours"]),
            hours=line[f"{when}_recovery_hours"],
        )
        for line in coverage
        if line["scenario"] == scenario
        and line["rto_hours"] is not None
        and math.isfinite(line["rto_hours"])
        and line["rto_hours"] > 0
        and Coverage(line[when]) is not Coverage.OUT_OF_SCOPE
    )


def gaps_claim(points: Sequence[GapPoint], when: str) -> str:
    """Return how many workloads lie beyond the line, and the one that lies farthest."""
    said = "With the plan" if when == "planned" else "Today"
    if not points:
        return f"{said}: no workload has an RTO here"
    late = [one for one in points if one.hours is not None and one.hours > one.rto_hours]
    never = sum(one.hours is None for one in points)
    verb = "is" if len(late) == 1 else "are"
    claim = f"{said}: {len(late):,} of {counted(len(points), 'workload')} {verb} back too late"
    if never:
        claim += f", {never:,} not at all or nobody knows"
    if late:
        worst = max(late, key=lambda one: (one.hours or 0.0) / one.rto_hours)
        times = (worst.hours or 0.0) / worst.rto_hours
        claim += (
            f"; farthest {worst.title}, {format_hours(worst.hours)} ({format_number(times)} times)"
        )
    return claim


def flows(
    coverage: Iterable[Mapping[str, Any]],
    plan: Iterable[Mapping[str, Any]],
    scenario: str,
) -> tuple[Flow, ...]:
    """Return the ways that workloads take with the plan in a scenario, the broadest first."""
    planned = {str(row["workload_id"]): row for row in plan}
    counts: Counter[tuple[str, str, str]] = Counter()
    for line in coverage:
        row = planned.get(str(line["workload_id"]))
        if row is None or line["scenario"] != scenario:
            continue
        counts[str(row["hub"] or NOT_KNOWN), _option(str(row["option"])), _place(line)] += 1
    return tuple(Flow(*way, count) for way, count in counts.most_common())


def flows_claim(found: Sequence[Flow]) -> str:
    """Return where most workloads run again."""
    places: Counter[str] = Counter()
    for flow in found:
        places[flow.place] += flow.workloads
    if not places:
        return "Nothing is in scope"
    place, count = places.most_common(1)[0]
    every = sum(places.values())
    lost = places[NOWHERE] + places[NOT_KNOWN]
    tail = f"; {lost:,} do not come back, or nobody knows" if lost and place != NOWHERE else ""
    where = place if place in {NOWHERE, NOT_KNOWN} else f"run again at {place}"
    return f"{count:,} of {counted(every, 'workload')} {where}{tail}"


def _option(words: str) -> str:
    first = words.partition("; ")[0]
    if not first:
        return NOTHING
    text = Option(first).words
    return text[:1].upper() + text[1:]


def _place(line: Mapping[str, Any]) -> str:
    if line["planned_place"]:
        return str(line["planned_place"])
    return NOT_KNOWN if Coverage(line["planned"]) is Coverage.UNKNOWN else NOWHERE

"""What waits for what, in words: dependencies that are slower than what waits for them, circles."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bcdr.model.catalogue import Catalogue
from bcdr.model.results import Inversion
from bcdr.model.units import format_hours, format_money
from bcdr.report.wording import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldUp:
    """A workload that a slower dependency holds up, over the scenarios in which it is the same."""

    workload: str
    needed: str
    scenarios: str
    own: str
    needed_time: str
    gap: str
    rto: str
    is_late: bool
    closing: str
    closing_cost: str


def held_up(
    inversions: Iterable[Inversion],
    ids: Collection[str],
    titles: Mapping[str, str],
    catalogue: Catalogue,
) -> tuple[HeldUp, ...]:
    """Return what holds up some workloads, or is held up by them, what makes late first.

    `ids` are the workloads asked about, `titles` those of all workloads by id.
    """
    alike: dict[tuple[object, ...], list[Inversion]] = {}
    for one in inversions:
        if one.workload in ids or one.needed in ids:
            strategy = one.closing_strategy.id if one.closing_strategy else ""
            hours = (one.own_hours, one.needed_hours, one.rto_hours, one.is_late)
            alike.setdefault((one.workload, one.needed, strategy, *hours), []).append(one)
    groups = sorted(alike.values(), key=lambda group: not group[0].is_late)
    return tuple(_described(group, titles, catalogue) for group in groups)


def dependencies_claim(found: Sequence[HeldUp]) -> str:
    """Return how many dependencies are too slow with the plan, and how many make something late."""
    if not found:
        return "No dependency holds anything up with the plan"
    pairs = {(one.workload, one.needed): False for one in found}
    for one in found:
        pairs[one.workload, one.needed] |= one.is_late
    late, count = sum(pairs.values()), len(pairs)
    said = "1 dependency is slower than what waits for it"
    if count > 1:
        said = f"{count:,} dependencies are slower than what waits for them"
    if not late:
        return f"{said}; no RTO is missed for that"
    return f"{said}; for {late:,} of them an RTO is missed"


def circles_of(
    circles: Iterable[Sequence[str]], titles: Collection[str]
) -> tuple[tuple[str, ...], ...]:
    """Return the circles that some workloads are part of."""
    return tuple(tuple(circle) for circle in circles if not set(circle).isdisjoint(titles))


def circle_words(circle: Sequence[str]) -> str:
    """Return a circle as a way back to where it begins."""
    return " → ".join((*circle, circle[0]))


def _described(
    group: Sequence[Inversion], titles: Mapping[str, str], catalogue: Catalogue
) -> HeldUp:
    first = group[0]
    scenarios = [catalogue.scenario(one.scenario).title for one in group]
    cost, strategy = first.closing_cost_per_year, first.closing_strategy
    return HeldUp(
        workload=titles[first.workload],
        needed=titles[first.needed],
        scenarios=listed([scenarios[0], *(text[:1].lower() + text[1:] for text in scenarios[1:])]),
        own=format_hours(first.own_hours),
        needed_time=format_hours(first.needed_hours),
        gap=format_hours(first.gap_hours),
        rto=format_hours(first.rto_hours, blank="not given"),
        is_late=any(one.is_late for one in group),
        closing=strategy.title if strategy else "nothing is fast enough",
        closing_cost="" if cost is None else _cost(cost, catalogue.currency),
    )


def _cost(cost_per_year: float, currency: str) -> str:
    if abs(cost_per_year) < 0.5:
        return "no more a year"
    more = "more" if cost_per_year > 0 else "less"
    return f"{format_money(abs(cost_per_year), currency)} {more} a year"

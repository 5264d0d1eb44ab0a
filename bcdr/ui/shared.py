"""What exists only together, in words: links, targets, recovery places, events, missing inputs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bcdr.model.catalogue import Catalogue
from bcdr.model.results import EventCost, PlaceUse
from bcdr.model.units import format_number
from bcdr.report.wording import counted, money_text, share_text

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How full something is: in words, and as a share; None where that is not known.

    `is_over` says that more is asked of it than it has.
    """

    words: str
    share: float | None

    @property
    def is_over(self) -> bool:
        """Return whether more is asked of it than it has."""
        return self.share is not None and self.share > 1.0


def use_of(needed: float, free: float | None, unit: str) -> Use:
    """Return what is needed of what is there; `free` is None where nobody said how much."""
    asked = format_number(needed)
    if free is None:
        return Use(words=f"{asked} {unit}", share=None)
    share = needed / free if free > 0 else (float("inf") if needed > 0 else 0.0)
    return Use(words=f"{asked} of {format_number(free)} {unit}", share=share)


def share_words(share: float | None) -> str:
    """Return a share as percent; above the whole it says how many times it is asked for."""
    if share is None:
        return "limit not given"
    if share <= 1.0:
        return share_text(share, 1.0)
    return f"{format_number(share, digits=2)} times" if share < 1e6 else "none is free"


def links_claim(lines: Sequence[Line]) -> str:
    """Return how many links are overbooked with the plan, or which one is fullest."""
    known = [line for line in lines if line["link_share"] is not None]
    over = [line for line in known if line["link_share"] > 1.0]
    if over:
        verb = "is" if len(over) == 1 else "are"
        return f"{counted(len(over), 'link')} of {len(lines)} {verb} overbooked with the plan"
    used = [line for line in known if line["link_share"] > 0.0]
    if not used:
        return "The plan puts nothing on any link"
    fullest = max(used, key=lambda line: line["link_share"])
    return (
        f"Every link carries the plan; the fullest is that to {fullest['target']}, at "
        f"{share_words(fullest['link_share'])}"
    )


def places_claim(places: Sequence[PlaceUse]) -> str:
    """Return how many workloads no longer fit, or which place is fullest."""
    refused = [one for one in places if one.refused]
    if refused:
        worst = max(refused, key=lambda one: one.refused)
        return (
            f"{worst.refused:,} of {counted(worst.workloads, 'workload')} no longer "
            f"{'fits' if worst.refused == 1 else 'fit'} at {worst.place} when {worst.hit} is hit"
        )
    known = [one for one in places if one.share is not None]
    if not places:
        return "The plan needs no recovery place"
    if not known:
        return "What is free at the recovery places is not known"
    fullest = max(known, key=lambda one: one.share or 0.0)
    return (
        f"All that the plan recovers has room; fullest is {fullest.place}, at "
        f"{share_words(fullest.share)} when {fullest.hit} is hit"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLoad:
    """What recovers at a place, with all events that ask the same of it.

    `hits` are what each hits, and its scenario as words in a sentence.
    """

    use: PlaceUse
    hits: tuple[tuple[str, str], ...]


def place_loads(places: Sequence[PlaceUse], catalogue: Catalogue) -> tuple[PlaceLoad, ...]:
    """Return what is asked of each place that has limits, once for events that ask the same."""
    alike: dict[PlaceUse, list[tuple[str, str]]] = {}
    for one in places:
        if not one.is_elastic:
            same = replace(one, hit="", scenario="")
            title = catalogue.scenario(one.scenario).title
            alike.setdefault(same, []).append((one.hit, title[:1].lower() + title[1:]))
    return tuple(PlaceLoad(use=use, hits=tuple(hits)) for use, hits in alike.items())


def elastic_notes(places: Sequence[PlaceUse]) -> tuple[str, ...]:
    """Return what recovers at most at the places that give as much room as is asked for."""
    most: dict[str, int] = {}
    for one in places:
        if one.is_elastic:
            most[one.place] = max(most.get(one.place, 0), one.workloads)
    return tuple(
        f"{place} gives as much room as is asked for; up to {counted(count, 'workload')} recover "
        "there at once."
        for place, count in most.items()
    )


def events_claim(events: Mapping[str, float], costs: Sequence[EventCost], currency: str) -> str:
    """Return how many events to expect a year, and what the dearest costs with the plan."""
    said = f"{format_number(sum(events.values()))} events a year are to be expected"
    if not costs:
        return said
    worst = max(costs, key=lambda one: one.cost)
    return f"{said}; the dearest costs {money_text(worst.cost, currency)} with the plan"


def inputs_claim(lines: Sequence[Line]) -> str:
    """Return how many inputs are missing, and how many leave a binding scenario unknown."""
    if not lines:
        return "No input is missing"
    open_ = [line for line in lines if line["unknown_weight"] > 0]
    said = f"{counted(len(lines), 'input')} {'is' if len(lines) == 1 else 'are'} missing"
    if not open_:
        return f"{said}; something is assumed in their place"
    verb = "leaves" if len(open_) == 1 else "leave"
    return f"{said}; {len(open_):,} of them {verb} binding scenarios unknown"

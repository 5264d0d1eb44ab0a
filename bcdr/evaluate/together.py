"""Warnings about a workload that exist only together with others: links, places, dependencies."""

from collections.abc import Iterator

import numpy as np

from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.axes import Flags, Numbers, by_level, by_scenario
from bcdr.evaluate.cell import enumerated, gb_apart, told_apart
from bcdr.evaluate.describe import place_name
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.outcomes import MET
from bcdr.evaluate.rooms import NOWHERE
from bcdr.evaluate.sharing import MBIT_PER_MB
from bcdr.model.results import Reason
from bcdr.model.units import format_gb, format_hours, format_number
from bcdr.model.vocabulary import Severity

SIZED = "D1: size the way to the target"
READY = "D4: the second place must have room for all that it is to take over"
_UNITS = ("vCPU", "GB memory", "GB storage")


def shared_reasons(evaluation: Evaluation, assessment: Assessment, row: int) -> tuple[Reason, ...]:
    """Return the warnings about one workload that exist only together with others."""
    return (
        *_slower_dependency(evaluation, assessment, row),
        *_crowded_targets(evaluation, assessment, row),
        *_full_places(assessment, row),
        *_unknown_rooms(assessment, row),
    )


def may_share_reasons(evaluation: Evaluation, assessment: Assessment) -> Flags:
    """Return which workloads may have such warnings; of all others there are none."""
    target = by_level(assessment.copies.target)
    use, world = assessment.targets, evaluation.world
    is_crowded = (use.link_share > 1.0) | (use.stored_gb > world.capacity_gb)
    waits = assessment.limiting >= 0
    return np.asarray(
        waits.any(axis=1)
        | (is_crowded[np.maximum(target, 0)] & (target >= 0)).reshape(len(target), -1).any(axis=1)
        | (assessment.places.refused_by != NOWHERE).any(axis=1)
        | assessment.places.is_unsure.any(axis=1)
    )


def _slower_dependency(
    evaluation: Evaluation, assessment: Assessment, row: int
) -> Iterator[Reason]:
    limiting = assessment.limiting[row]
    alone = by_scenario(assessment.outcomes.planning_hours)[row]
    theirs = assessment.planning_hours[np.maximum(limiting, 0), np.arange(len(limiting))]
    with np.errstate(invalid="ignore"):
        slower = (limiting >= 0) & (theirs > alone)
    if not slower.any():
        return
    column = int(np.argmax(slower))
    needed = evaluation.portfolio.workloads[int(limiting[column])]
    yield warning(
        "dependency-slower",
        f"{needed.title}, which it depends on, takes {format_hours(float(theirs[column]))}; by "
        f"itself it would be up in {format_hours(float(alone[column]))}.",
        f"Protect {needed.title} at least as well.",
        "Keeton et al., On the road to recovery, EuroSys 2006",
    )


def _crowded_targets(evaluation: Evaluation, assessment: Assessment, row: int) -> Iterator[Reason]:
    use, world = assessment.targets, evaluation.world
    for target in np.unique(by_level(assessment.copies.target)[row]).tolist():
        if target < 0:
            continue
        if use.link_share[target] > 1.0:
            yield _overbooked(assessment, target)
        stored, holds = float(use.stored_gb[target]), float(world.capacity_gb[target])
        if stored > holds:
            name = world.targets[target].name
            taken, room = gb_apart(stored, holds)
            yield warning(
                "over-capacity",
                f"All copies at {name} together take {taken}, it holds {room}.",
                f"Enlarge {name} by at least {format_gb(stored - holds)}, or keep fewer copies.",
                "D1: size the target for what it is to hold",
            )


def _overbooked(assessment: Assessment, target: int) -> Reason:
    """Return need and what the way carries, both after reduction and for all copies at once."""
    link, name = assessment.targets.link, assessment.case.world.targets[target].name
    needed, given = told_apart(
        float(link.needed_mb_per_s[target]) * MBIT_PER_MB,
        float(link.available_mb_per_s[target]) * MBIT_PER_MB,
    )
    carries, remedies = [], []
    if link.is_link_short[target]:
        usable = format_number(float(link.link_mbit_per_s[target]))
        carries.append(f"the link of {usable} Mbit/s")
        enough = format_number(float(link.bandwidth_needed_mbit_per_s[target]))
        remedies.append(f"a link of at least {enough} Mbit/s")
    if link.is_write_short[target]:
        rate = format_number(float(link.write_mb_per_s[target]))
        carries.append(f"{name}, which writes {rate} MB/s,")
        enough = format_number(float(link.needed_mb_per_s[target]))
        remedies.append(f"a target that writes at least {enough} MB/s")
    takes = "carry" if len(carries) > 1 else "carries"
    both = " at most" if len(carries) > 1 else ""
    return warning(
        "link-overbooked",
        f"All copies to {name} together need {needed} Mbit/s; {enumerated(carries)} {takes}{both} "
        f"{given} Mbit/s.",
        f"Provide {enumerated(remedies)}, or send part of it to another target.",
        SIZED,
    )


def _full_places(assessment: Assessment, row: int) -> Iterator[Reason]:
    """Return one warning per place that has no room left for a workload."""
    places, scenarios = assessment.places, assessment.case.catalogue.scenarios
    refused = places.refused_by[row]
    for room in dict.fromkeys(refused[refused != NOWHERE].tolist()):
        columns = [
            column for column in np.flatnonzero(refused == room).tolist()
            if scenarios[column].in_scope
        ]  # fmt: skip
        if not columns:
            continue
        event = int(assessment.events.of_workload[row, columns[0]])
        name = places.rooms.names[room]
        needed, free = places.needed[event, room], places.rooms.free[room]
        few, many, more = _short_of(needed, free)
        others = [scenarios[column].title for column in columns[1:]]
        also = f" The same holds for: {'; '.join(others)}." if others else ""
        does = all(assessment.own_state[row, column] == MET for column in columns)
        yield warning(
            "over-capacity",
            f"{_happening(assessment, row, columns[0])}: {name} has {few} free, {many} are needed "
            f"at once. What is more critical comes first and leaves too little for this one"
            f"{_instead(assessment, row, columns[0])}.{also}",
            f"Free or add at least {more} at {name}, or recover part of it elsewhere.",
            READY,
            # Where the other place does as well, it is worth knowing and no more.
            Severity.NOTE if does else Severity.WARNING,
        )


def _short_of(needed: Numbers, free: Numbers) -> tuple[str, str, str]:
    """Return in words what is free, what is needed and what is missing, of what falls short."""
    short = [kind for kind in range(len(_UNITS)) if needed[kind] > free[kind]]
    few, many, more = [], [], []
    for kind in short:
        unit = _UNITS[kind]
        high, low = told_apart(float(needed[kind]), float(free[kind]))
        few.append(f"{low} {unit}")
        many.append(f"{high} {unit}" if len(short) > 1 else high)
        more.append(f"{format_number(float(needed[kind] - free[kind]))} {unit}")
    return enumerated(few), enumerated(many), enumerated(more)


def _instead(assessment: Assessment, row: int, column: int) -> str:
    place = int(by_scenario(assessment.outcomes.place)[row, column])
    hub = assessment.case.inputs.workloads[row].hub or ""
    if place < 0:
        return ""
    return f"; it comes back at {place_name(assessment.case.world, place, hub)} instead"


def _unknown_rooms(assessment: Assessment, row: int) -> Iterator[Reason]:
    """Return one warning if a place it is recovered at has room that nobody has stated."""
    places, scenarios = assessment.places, assessment.case.catalogue.scenarios
    columns = [
        column for column in np.flatnonzero(places.is_unsure[row]).tolist()
        if scenarios[column].in_scope
    ]  # fmt: skip
    if not columns:
        return
    place = int(by_scenario(assessment.outcomes.place)[row, columns[0]])
    room = int(places.rooms.of_place[place])
    event = int(assessment.events.of_workload[row, columns[0]])
    blank = np.isnan(places.rooms.free[room])
    world, name = assessment.case.world, places.rooms.names[room]
    amounts = [
        f"{format_number(float(places.needed[event, room, kind]))} {unit}"
        for kind, unit in enumerate(_UNITS[:2])
        if blank[kind]
    ]
    is_hub = any(hub.name == name for hub in world.hubs)
    fields = [word for kind, word in enumerate(("vCPU", "memory")) if blank[kind]]
    where = (
        f"Fill in {enumerated([f'Free {word}' for word in fields])} of {name} on the sheet Hubs."
        if is_hub
        else f"Fill in {enumerated(fields)} of {name} on the sheet Targets."
    )
    yield warning(
        "room-unknown",
        f"{_happening(assessment, row, columns[0])}: all that recovers at {name} needs "
        f"{enumerated(amounts)} there at once. How much is free is not known and taken to be "
        "enough.",
        where,
        READY,
    )


def _happening(assessment: Assessment, row: int, column: int) -> str:
    """Return the scenario and what it hits: `A site is lost (Frankfurt)`."""
    event = int(assessment.events.of_workload[row, column])
    return f"{assessment.case.catalogue.scenarios[column].title} ({assessment.events.hit[event]})"


def warning(
    code: str, message: str, remedy: str, source: str, severity: Severity = Severity.WARNING
) -> Reason:
    """Return a warning, or a note, that no rule of the book gives."""
    return Reason(code=code, severity=severity, message=message, remedy=remedy, source=source)

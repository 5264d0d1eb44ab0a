"""Uses a legend of tiers: what its words mean, and the objectives of rows that only have a tier."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import pairwise
from typing import Any, Final

from bcdr.intake.codes import Code
from bcdr.intake.criticality import tier_of, tier_time
from bcdr.intake.faults import FaultLog, cell_of, enumerate_some, quote
from bcdr.intake.same_names import as_number
from bcdr.intake.text import clean_text, name_key
from bcdr.intake.typed import TypedRow
from bcdr.intake.words import Words, word_key
from bcdr.model.vocabulary import Duration

_TIMES: Final = ("rto_hours", "mtd_hours", "rpo_hours")
_LABEL: Final = "criticality"


def legend_words(rows: Sequence[TypedRow], words: Words, log: FaultLog) -> Words:
    """Return the words with what a legend calls its tiers, the shortest times being the top tier.

    Words that are known keep their meaning, unless the legend's times run the other way; so a bare
    number has a direction here. `rows` are those of Objectives, typed without these words.
    """
    labels = _in_order(rows)
    if len(labels) < 2:
        return replace(words, tier_times=_tier_times(rows, words))
    known = {label: tier_of(label, words) for label, _ in labels}
    is_reversed = _runs_backwards([known[label] for label, _ in labels], words)
    tiers = dict(words.tiers)
    told: dict[str, TypedRow] = {}
    for place, (label, row) in enumerate(labels):
        if known[label] is not None and not is_reversed:
            continue
        tier = _tier_at(place, len(labels), words)
        if tiers.get(word_key(label)) != tier:
            tiers[word_key(label)] = tier
            told[f"{quote(label)} as {_title(tier, words)}"] = row
    if told:
        first = next(iter(told.values()))
        log.add(
            Code.TIER_FROM_LEGEND,
            "the tiers are put in order by the times of this legend: "
            f"{enumerate_some(list(told), 6)}.",
            "Nothing to do if that is right.",
            sheet=first.table.sheet,
            cell=cell_of(first.table, first.record, _LABEL),
        )
    named = replace(words, tiers=tiers)
    return replace(named, tier_times=_tier_times(rows, named))


def _tier_times(rows: Sequence[TypedRow], words: Words) -> dict[tuple[str, str], Duration]:
    """Return the times of a legend by objective and label, and by tier where labels agree."""
    times: dict[tuple[str, str], Duration] = {}
    of_tier: dict[tuple[str, str], set[Duration]] = {}
    for row in rows:
        label = _label(row)
        if not label or row.text("scenario"):
            continue
        tier = tier_of(label, words)
        for field in _TIMES:
            if row.get(field) is None:
                continue
            times[field, word_key(label)] = row.get(field)
            if tier is not None:
                of_tier.setdefault((field, tier), set()).add(row.get(field))
    agreed = {key: next(iter(found)) for key, found in of_tier.items() if len(found) == 1}
    return {**agreed, **times}


def with_tier_objectives(
    rows: Sequence[TypedRow],
    own_rows: Sequence[TypedRow],
    legend: Sequence[TypedRow],
    words: Words,
    log: FaultLog,
) -> tuple[TypedRow, ...]:
    """Return the workload rows with the objectives of their tier in the legend, where blank.

    Only where the legend tells tiers apart that count as one here, so that the word of the row
    decides; all others get theirs by their criticality when the study is made. An objective whose
    cell names a tier is marked as the legend's.
    """
    if words.tier_times:
        time_of = cache(partial(tier_time, words=words))
        rows = [_with_named(row, time_of) for row in rows]
    by_label = _told_apart(legend)
    if not by_label:
        return tuple(rows)
    of_application: dict[str, str] = {}
    for row in own_rows:
        of_application.setdefault(name_key(row.text("application")), _label(row))
    filled: list[TypedRow] = []
    found: list[TypedRow] = []
    for row in rows:
        label = _label(row) or of_application.get(name_key(row.text("application")), "")
        given = by_label.get(word_key(label)) if label else None
        missing = {f: time for f, time in (given or {}).items() if row.get(f) is None}
        if missing:
            derived = (*(row.get("from_tier") or ()), *missing)
            values = {**row.values, **missing, "from_tier": derived}
            found.append(replace(row, values=values))
            filled.append(row)
        else:
            found.append(row)
    if filled:
        _say_filled(filled, log)
    return tuple(found)


def _with_named(row: TypedRow, time_of: Callable[[str, str], Duration]) -> TypedRow:
    """Return a row whose objectives that name a tier are marked as derived from it."""
    named = tuple(
        field
        for field in _TIMES
        if isinstance(cell := row.record.get(field), str)
        and row.get(field) is not None
        and row.get(field) == time_of(clean_text(cell), field)
    )
    return replace(row, values={**row.values, "from_tier": named}) if named else row


def _say_filled(rows: Sequence[TypedRow], log: FaultLog) -> None:
    names = enumerate_some(list(dict.fromkeys(quote(row.text("application")) for row in rows)), 3)
    row = rows[0]
    log.add(
        Code.OBJECTIVES_FROM_LEGEND,
        f"{names} {'has' if len(rows) == 1 else 'have'} objectives from the legend of tiers, by "
        "the very word of the row.",
        "Nothing to do. An objective on a row of its own counts before the legend's.",
        sheet=row.table.sheet,
        cell=cell_of(row.table, row.record, _LABEL),
    )


def _in_order(rows: Sequence[TypedRow]) -> list[tuple[str, TypedRow]]:
    """Return the labels of a legend, the shortest times first; empty if they have no order."""
    labels: dict[str, TypedRow] = {}
    for row in rows:
        label = _label(row)
        if label and not row.text("scenario"):
            labels.setdefault(label, row)
    for field in _TIMES:
        times = {label: row.get(field) for label, row in labels.items()}
        if all(time is not None for time in times.values()) and len(set(times.values())) > 1:
            return sorted(labels.items(), key=lambda item: as_number(times[item[0]]))
    return []


def _runs_backwards(tiers: Sequence[str | None], words: Words) -> bool:
    """Return whether all tiers, shortest times first, run from the least critical to the most."""
    ranks = [words.tiers_in_order.index(tier) for tier in tiers if tier in words.tiers_in_order]
    falls = all(one >= other for one, other in pairwise(ranks))
    return len(ranks) == len(tiers) and falls and ranks[0] > ranks[-1]


def _tier_at(place: int, count: int, words: Words) -> str:
    """Return the tier of a place: one step each, and the last of many places the last tier."""
    last = len(words.tiers_in_order) - 1
    return words.tiers_in_order[last if place == count - 1 > last else min(place, last)]


def _told_apart(legend: Sequence[TypedRow]) -> dict[str, Mapping[str, Any]]:
    """Return the objectives by label of the tiers that count as one but have different times."""
    by_tier: dict[str | None, dict[str, Mapping[str, Any]]] = {}
    for row in legend:
        label = _label(row)
        if label and not row.text("scenario"):
            times = {f: row.values[f] for f in _TIMES if row.get(f) is not None}
            by_tier.setdefault(row.get(_LABEL), {}).setdefault(word_key(label), times)
    return {
        label: times
        for group in by_tier.values()
        if len(group) > 1 and len({tuple(sorted(t.items())) for t in group.values()}) > 1
        for label, times in group.items()
    }


def _label(row: TypedRow) -> str:
    return clean_text(row.record.get(_LABEL))


def _title(tier: str, words: Words) -> str:
    return words.tier_titles[words.tiers_in_order.index(tier)]

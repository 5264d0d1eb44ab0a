"""Which inputs differ between two studies: cells of the workbook, typed and in words."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Final

from bcdr.model import columns as contract
from bcdr.model.columns import Kind, Sheet
from bcdr.model.portfolio import CurrentProtection, Decision
from bcdr.model.returned import DUTY_SHEET
from bcdr.model.units import write_duration
from bcdr.study import Study

BLANK: Final = "blank"
ADDED: Final = "added"
REMOVED: Final = "removed"

DUTIES: Final = Sheet(name=DUTY_SHEET, title=DUTY_SHEET, purpose="", columns=(), key=())

_LEFT_OUT: Final = frozenset({"is_assumed", "origin", "confidence", "current"})
_FIGURES: Final = ("list_price", "discount_percent", "value", "likely", "low", "high",
                   "frequency_per_year", "noticed_after_hours", "repair_hours", "in_scope",
                   "binding_for", "words", "answer")  # fmt: skip
"""What a workbook may change of an entry of the catalogue."""
_LEADING: Final = frozenset({"list_price", "discount_percent", "value", "likely"})
_FOLLOWING: Final = frozenset({"low", "high"})


@dataclass(frozen=True, slots=True, kw_only=True)
class InputChange:
    """One input that differs: on which sheet, of what, which column, before and after in words.

    `row_id` is the id of the workload, or of the entry, that the row is about.
    """

    sheet: str
    row_id: str
    subject: str
    field: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """Return the change in words: `RTO of Order desk: 4 h to 2 h`."""
        if self.before == BLANK and self.field == ADDED:
            return f"{self.sheet}: {self.subject} added"
        if self.after == BLANK and self.field == REMOVED:
            return f"{self.sheet}: {self.subject} removed"
        return f"{self.field} of {self.subject}: {self.before} to {self.after}"


def input_changes(before: Study, after: Study) -> tuple[InputChange, ...]:
    """Return every input that differs, sheet by sheet in the order of the workbook."""
    return (
        *_workloads(before, after),
        *_places(contract.HUBS, before.portfolio.landscape.hubs, after.portfolio.landscape.hubs),
        *_places(
            contract.TARGETS, before.portfolio.landscape.targets, after.portfolio.landscape.targets
        ),
        *_whole(contract.OBJECTIVES, before.portfolio.objectives, after.portfolio.objectives,
                lambda item: f"{item.criticality or 'all'}, {item.scenario or 'every scenario'}"),
        *_whole(contract.RULES, before.portfolio.rules, after.portfolio.rules,
                lambda item: item.name),
        *_entries(contract.SCENARIOS, before.catalogue.scenarios, after.catalogue.scenarios),
        *_entries(contract.ASSUMPTIONS, before.catalogue.assumptions, after.catalogue.assumptions),
        *_entries(contract.ASSUMPTIONS, before.catalogue.phases, after.catalogue.phases),
        *_entries(contract.RULES, before.catalogue.facts, after.catalogue.facts),
        *_entries(contract.PRICES, before.catalogue.prices, after.catalogue.prices),
        *_whole(contract.DRILLS, before.portfolio.drills, after.portfolio.drills,
                lambda item: f"{item.workload_id}, {item.date}"),
        *_decisions(before, after),
        *_named(DUTIES, _duties(before), _duties(after)),
        *_settings(before, after),
    )  # fmt: skip


def _workloads(before: Study, after: Study) -> Iterator[InputChange]:
    sheet = contract.APPLICATIONS
    old = {item.id: item for item in before.portfolio.workloads}
    new = {item.id: item for item in after.portfolio.workloads}
    for id_ in dict.fromkeys((*old, *new)):
        one, other = old.get(id_), new.get(id_)
        if one is None or other is None:
            named = other if one is None else one
            yield _row_change(sheet, id_, named.title if named else id_, is_added=one is None)
            continue
        if one != other:
            yield from _cells(sheet, id_, other.title, one, other)
            if one.current != other.current:
                yield InputChange(
                    sheet=sheet.name, row_id=id_, subject=other.title, field="Current protection",
                    before=_current(one.current), after=_current(other.current),
                )  # fmt: skip


def _places(sheet: Sheet, old: Iterable[Any], new: Iterable[Any]) -> Iterator[InputChange]:
    yield from _named(sheet, {i.name: i for i in old}, {i.name: i for i in new})


def _named(sheet: Sheet, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[InputChange]:
    for name in dict.fromkeys((*old, *new)):
        one, other = old.get(name), new.get(name)
        if one is None or other is None:
            yield _row_change(sheet, name, name, is_added=one is None)
        elif one != other:
            yield from _cells(sheet, name, name, one, other)


def _whole(
    sheet: Sheet, old: Iterable[Any], new: Iterable[Any], name: Any
) -> Iterator[InputChange]:
    """Yield changes of rows that have no id of their own, but a name made of their cells."""
    yield from _named(sheet, {name(item): item for item in old}, {name(item): item for item in new})


def _entries(sheet: Sheet, old: Iterable[Any], new: Iterable[Any]) -> Iterator[InputChange]:
    """Yield changes of entries of the catalogue that a workbook may put its own in place of."""
    known = {item.id: item for item in old}
    for item in new:
        was = known.get(item.id)
        if was is None or was == item:
            continue
        changed: list[tuple[str, Any, Any]] = [
            (name, getattr(was, name, None), getattr(item, name, None))
            for name in _FIGURES
            if getattr(was, name, None) != getattr(item, name, None)
        ]
        # A figure brings its range and its origin with it: these are told only if it stays.
        if any(name in ("list_price", "discount_percent") for name, _, _ in changed):
            changed = [one for one in changed if one[0] != "value"]
        if any(name in _LEADING for name, _, _ in changed):
            changed = [one for one in changed if one[0] not in _FOLLOWING]
        elif not changed and was.origin is not item.origin:
            changed = [("origin", was.origin, item.origin)]
        for name, one, other in changed:
            yield InputChange(
                sheet=sheet.name, row_id=item.id, subject=item.id,
                field=name.replace("_", " "), before=_words(one), after=_words(other),
            )  # fmt: skip


def _decisions(before: Study, after: Study) -> Iterator[InputChange]:
    titles = {item.id: item.title for item in after.portfolio.workloads}
    old, new = before.portfolio.decisions, after.portfolio.decisions
    for decision, is_added in (
        *((item, False) for item in old if item not in new),
        *((item, True) for item in new if item not in old),
    ):
        words = _decision(decision)
        yield InputChange(
            sheet=contract.DECISIONS.name,
            row_id=decision.workload_id,
            subject=titles.get(decision.workload_id, decision.workload_id),
            field="Decision",
            before=BLANK if is_added else words,
            after=words if is_added else BLANK,
        )


def _duties(study: Study) -> Mapping[str, Any]:
    return {f"{item.duty}, {item.of}": item for item in study.portfolio.duties}


def _decision(item: Decision) -> str:
    parts = [str(item.kind), item.strategy, item.rule]
    if item.until is not None:
        parts.append(f"until {item.until.isoformat()}")
    if item.decided_by:
        parts.append(f"by {item.decided_by}")
    if item.reason:
        parts.append(f"because: {item.reason}")
    return ", ".join(filter(None, parts))


def _settings(before: Study, after: Study) -> Iterator[InputChange]:
    old, new = before.settings, after.settings
    pairs = [(item.name, getattr(old, item.name), getattr(new, item.name)) for item in fields(new)]
    pairs += [
        (f"weight of {item.name}", getattr(old.weights, item.name), getattr(new.weights, item.name))
        for item in fields(new.weights)
    ]
    for name, one, other in pairs:
        if one != other and name != "weights":
            yield InputChange(
                sheet=contract.SETTINGS.name, row_id=name, subject="the study",
                field=name.replace("_", " ").capitalize(), before=_words(one), after=_words(other),
            )  # fmt: skip


def _cells(sheet: Sheet, id_: str, subject: str, one: Any, other: Any) -> Iterator[InputChange]:
    headers = {column.field: column for column in sheet.columns}
    for item in fields(other):
        was, now = getattr(one, item.name), getattr(other, item.name)
        if item.name in _LEFT_OUT or was == now:
            continue
        column = headers.get(item.name)
        title = item.name.replace("_", " ").capitalize() if column is None else column.header
        kind = None if column is None else column.kind
        yield InputChange(
            sheet=sheet.name, row_id=id_, subject=subject, field=title,
            before=_words(was, kind), after=_words(now, kind),
        )  # fmt: skip


def _row_change(sheet: Sheet, id_: str, subject: str, *, is_added: bool) -> InputChange:
    return InputChange(
        sheet=sheet.name,
        row_id=id_,
        subject=subject,
        field=ADDED if is_added else REMOVED,
        before=BLANK if is_added else subject,
        after=subject if is_added else BLANK,
    )


def _current(items: tuple[CurrentProtection, ...]) -> str:
    return (
        "; ".join(
            " ".join(
                filter(
                    None,
                    (
                        str(item.option or "?"),
                        item.target or "",
                        str(item.mode or ""),
                        write_duration(item.interval_hours) or "",
                    ),
                )
            )
            for item in items
        )
        or BLANK
    )


def _words(value: Any, kind: Kind | None = None) -> str:
    if value is None or value in ("", ()):
        return BLANK
    if kind is Kind.DURATION:
        return str(write_duration(value))
    if isinstance(value, tuple):
        return "; ".join(_words(item) for item in value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, (datetime.date, StrEnum)):
        return str(value)
    return str(value)

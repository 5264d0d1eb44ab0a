"""Compares two workbooks, or a plan that came back with what it said when it was written."""

import datetime
from collections.abc import Iterator
from pathlib import Path

from bcdr.intake import read_original, read_workbook, reading_of
from bcdr.study import Study, study_reading
from bcdr.study_changes import Changes, changes_between
from bcdr.study_decided import with_decisions


def compared(
    before: Path, after: Path | None, *, as_of: datetime.date
) -> tuple[Study, Changes] | str:
    """Return the study of the later workbook and what changed, or the sentence why there is none.

    Without `after`, `before` is a plan that came back: it is compared with what it kept of itself.
    """
    if after is None:
        original = read_original(before)
        if original is None:
            return (
                f"{before} kept nothing of what it said before. Name the earlier workbook as "
                "well: bcdr compare BEFORE AFTER."
            )
        first, second = reading_of(original, as_of=as_of), read_workbook(before, as_of=as_of)
    else:
        first = read_workbook(before, as_of=as_of)
        second = read_workbook(after, as_of=as_of)
    for reading in (first, second):
        if not reading.is_usable:
            return " ".join(str(finding) for finding in reading.findings)
    study = with_decisions(study_reading(second))
    return study, changes_between(with_decisions(study_reading(first)), study)


def changes_since(plan: Path, study: Study) -> Changes | None:
    """Return what changed since a plan was written, from what it kept of itself to a study of it.

    None where it kept nothing, or nothing changed.
    """
    original = read_original(plan)
    if original is None:
        return None
    before = reading_of(original, as_of=study.settings.as_of)
    if not before.is_usable:
        return None
    changes = changes_between(with_decisions(study_reading(before)), study)
    return None if changes.is_empty else changes


def lines_of(changes: Changes) -> Iterator[str]:
    """Yield changed inputs, changed results with their causes, and totals, line by line."""
    if changes.is_empty:
        yield "Nothing changed."
        return
    yield f"Inputs changed: {len(changes.inputs):,}"
    for item in changes.inputs:
        yield f"  {item.sheet}: {item.sentence}"
    yield f"Results changed: {len(changes.results):,}"
    for result in changes.results:
        yield f"  {result.title}, {result.what}: {result.before} -> {result.after}"
        yield f"      {result.cause}"
        if result.inputs:
            yield f"      Behind it: {'; '.join(result.inputs)}"
    for total in changes.totals:
        yield f"{total.title:32}{total.before:>16,.0f} ->{total.after:>16,.0f} {total.unit}"

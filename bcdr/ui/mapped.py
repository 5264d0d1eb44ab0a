"""Reads files with the corrections of a person, to try them out and to open a review of them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePath
from typing import TypeAlias

import streamlit as st

from bcdr.intake import Reading, TablesRead, build
from bcdr.intake.as_read import sheets_as_read
from bcdr.intake.build import counts_of
from bcdr.intake.files import read_file_tables
from bcdr.intake.raw import RawSheet
from bcdr.intake.same_names import in_file
from bcdr.model.findings import Finding
from bcdr.model.recognition import SheetCorrection
from bcdr.model.review import SourceFile
from bcdr.study import Progress
from bcdr.ui import state
from bcdr.ui.components.waiting import waited
from bcdr.ui.long_work import Once
from bcdr.ui.reading_notes import with_notes
from bcdr.ui.store_access import now, store, today, who

Files: TypeAlias = tuple[tuple[str, bytes], ...]
"""Files that were handed over: name and content of each."""

_TRIALS_KEPT = 4


@dataclass(frozen=True, slots=True)
class Trial:
    """What files say with some corrections, before anything is saved."""

    read: TablesRead
    reading: Reading

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return all that was found."""
        return self.read.findings + self.reading.findings

    @property
    def counts(self) -> dict[str, int]:
        """Return the counts of the reading, with what was found while its tables were read."""
        return counts_of(
            self.reading.tables,
            self.reading.portfolio,
            self.findings,
            blank=self.read.rows_blank,
            left_out=self.read.rows_skipped,
        )


def trial_of(files: Files, corrections: Sequence[SheetCorrection]) -> Trial:
    """Return what files say with some corrections, read once."""
    as_of = today()
    said = sha256(repr((corrections, as_of)).encode())
    for name, content in files:
        said.update(name.encode())
        said.update(sha256(content).digest())
    work: Once[Trial] = _trial(
        said.hexdigest(), _files=files, _corrections=tuple(corrections), _as_of=as_of
    )
    return waited(work, "Reading the file" if len(files) == 1 else "Reading the files")


@st.cache_resource(max_entries=_TRIALS_KEPT, show_spinner=False)
def _trial(
    key: str,  # noqa: ARG001 - Streamlit keeps it by the key
    *,
    _files: Files,
    _corrections: tuple[SheetCorrection, ...],
    _as_of: datetime.date,
) -> Once[Trial]:
    def make(tell: Progress) -> Trial:
        tell(0.1, "Taking the rows out of it")
        read = read_file_tables(_files, corrections=_corrections)
        tell(0.5, "Understanding the rows")
        return Trial(read, build(read.tables, as_of=_as_of))

    return Once(make)


def remembered() -> tuple[SheetCorrection, ...]:
    """Return what people corrected about tables so far.

    Raises:
        StoreError: it cannot be read.
    """
    return store().corrections()


def together(
    kept: Sequence[SheetCorrection], draft: Sequence[SheetCorrection]
) -> tuple[SheetCorrection, ...]:
    """Return corrections of which the later ones count for equal headers."""
    return tuple({one.headers_key: one for one in (*kept, *draft)}.values())


def open_review_of(files: Files, trial: Trial, title: str = "") -> str:
    """Open a new review of what files say from the next run on, and return its id.

    Raises:
        StoreError: the review cannot be saved.
    """
    name, content = files[0]
    review_id = store().create(
        title or PurePath(name).stem or "Portfolio",
        with_notes(trial.read),
        SourceFile.of_bytes(", ".join(name for name, _ in files), content),
        now(),
    )
    state.open_review(review_id)
    state.keep_handed(review_id, files)
    return review_id


def remember(draft: Sequence[SheetCorrection]) -> None:
    """Keep corrections for all files with the same headers.

    Raises:
        StoreError: they cannot be saved.
    """
    for one in draft:
        store().correct(one, who(), now())


def forget(headers_key: str) -> None:
    """Forget what was corrected about tables with certain headers.

    Raises:
        StoreError: it cannot be forgotten.
    """
    store().forget_correction(headers_key)


def sheets_of(files: Files) -> tuple[RawSheet, ...]:
    """Return the sheets of files as they were read, named as findings name them."""
    raw = [(name, sheets_as_read(content, name)) for name, content in files]
    if len(raw) == 1:
        return raw[0][1]
    return tuple(
        replace(sheet, name=in_file(name, sheet.name)) for name, sheets in raw for sheet in sheets
    )

"""From a file somebody hands over to an open review; a file that cannot be used changes nothing."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from bcdr.intake import build, read_tables
from bcdr.model.findings import Finding
from bcdr.model.review import SourceFile
from bcdr.resources import data_folder
from bcdr.ui import state
from bcdr.ui.claims import sentence
from bcdr.ui.reading_notes import with_notes
from bcdr.ui.store_access import now, store, today

FILE_TYPES: Final = ("xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt")
SAMPLE: Final = "sample-portfolio.xlsx"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file cannot be used: what is wrong and what to do, a sentence or more each."""

    findings: tuple[Finding, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return a line per finding."""
        return tuple(
            str(finding) if finding.sheet else f"{sentence(finding.problem)} {finding.remedy}"
            for finding in self.findings
        )


def begin_review(content: bytes, name: str, title: str = "") -> Refusal | None:
    """Open a new review of a file from the next run on, or return why the file is refused.

    Raises:
        StoreError: the review cannot be saved.
    """
    read = read_tables(content, name)
    reading = build(read.tables, as_of=today())
    if not reading.is_usable:
        return Refusal(read.findings + reading.findings)
    review_id = store().create(
        title or PurePath(name).stem or "Portfolio",
        with_notes(read),
        SourceFile.of_bytes(name, content),
        now(),
    )
    state.open_review(review_id)
    return None


def begin_sample_review() -> Refusal | None:
    """Open a new review of the sample portfolio from the next run on.

    Raises:
        StoreError: the review cannot be saved.
    """
    return begin_review((data_folder() / SAMPLE).read_bytes(), SAMPLE, title="Sample portfolio")

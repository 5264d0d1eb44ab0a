"""From a file somebody hands over to an open review; a file that cannot be used changes nothing."""

from dataclasses import dataclass
from typing import Final

from bcdr.model.findings import Finding
from bcdr.resources import data_folder
from bcdr.ui.claims import sentence
from bcdr.ui.mapped import open_review_of, remembered, trial_of

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

    What people corrected about tables with the same headers holds for this file too.

    Raises:
        StoreError: the review cannot be saved.
    """
    files = ((name, content),)
    trial = trial_of(files, remembered())
    if not trial.reading.is_usable:
        return Refusal(trial.findings)
    open_review_of(files, trial, title)
    return None


def begin_sample_review() -> Refusal | None:
    """Open a new review of the sample portfolio from the next run on.

    Raises:
        StoreError: the review cannot be saved.
    """
    return begin_review((data_folder() / SAMPLE).read_bytes(), SAMPLE, title="Sample portfolio")

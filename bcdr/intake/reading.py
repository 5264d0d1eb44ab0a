"""What a workbook was read as: portfolio, catalogue, settings, tables and findings."""

from collections.abc import Mapping
from dataclasses import dataclass

from bcdr.intake.attach import Grouping
from bcdr.model.catalogue import Catalogue
from bcdr.model.findings import Finding, FindingSeverity
from bcdr.model.portfolio import Portfolio
from bcdr.model.recognition import SheetProposal
from bcdr.model.records import RecordTable
from bcdr.model.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The result of reading a workbook, good or bad.

    `portfolio` is None where nothing could be read; the findings then say why. `catalogue` holds
    the workbook's own assumptions, prices and scenarios in place of the tool's. `counts` holds
    `rows_read`, `rows_skipped`, `rows_blank`, `workloads`, `applications`, `hubs`, `targets`,
    `errors`, `warnings` and `notes`. `groupings` say what each column would make of the VMs that
    belong to no application yet; `proposals` say what each table of the files was taken for.
    """

    portfolio: Portfolio | None
    catalogue: Catalogue
    settings: Settings
    tables: tuple[RecordTable, ...]
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    groupings: tuple[Grouping, ...] = ()
    proposals: tuple[SheetProposal, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Return whether there is a portfolio to study."""
        return self.portfolio is not None

    @property
    def has_errors(self) -> bool:
        """Return whether anything that was written could not be used."""
        return any(finding.severity is FindingSeverity.ERROR for finding in self.findings)

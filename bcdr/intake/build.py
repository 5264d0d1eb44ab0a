"""Builds a portfolio from tables: the one way from cells to values, also after edits."""

import datetime
from collections.abc import Sequence
from typing import Final

from bcdr.intake.applications import GroupedRows, group_rows
from bcdr.intake.codes import Code
from bcdr.intake.dependencies import WorkloadNames, dependency_edges
from bcdr.intake.faults import FaultLog
from bcdr.intake.landscape import build_hubs, build_landscape
from bcdr.intake.overrides import with_overrides
from bcdr.intake.policy import build_decisions, build_drills, build_objectives, build_rules
from bcdr.intake.protections import TargetNames
from bcdr.intake.reading import Reading
from bcdr.intake.regimes import check_regimes
from bcdr.intake.settings_rows import apply_settings
from bcdr.intake.typed import TypedRow, typed_rows
from bcdr.intake.vms import add_vms
from bcdr.intake.words import Words
from bcdr.intake.workloads import build_workloads
from bcdr.model.catalogue import Catalogue
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.columns import SHEETS
from bcdr.model.findings import Finding, FindingSeverity
from bcdr.model.portfolio import Portfolio
from bcdr.model.records import RecordTable
from bcdr.model.settings import Settings

_NO_ROWS: Final = GroupedRows(workloads=(), own_rows=(), skipped=0)


def build(
    tables: Sequence[RecordTable], *, as_of: datetime.date, catalogue: Catalogue | None = None
) -> Reading:
    """Return what tables mean, with a finding for everything that could not be taken as it is.

    Pure: the same tables, date and catalogue (the shipped one by default) give the same reading.
    """
    known = catalogue if catalogue is not None else load_catalogue()
    words, log = Words.of(known), FaultLog()
    rows: dict[str, list[TypedRow]] = {}
    for table in tables:
        if table.role in SHEETS:
            rows.setdefault(table.role, []).extend(typed_rows(table, words, log))
    changed = with_overrides(known, rows, words, log)
    settings = apply_settings(Settings(as_of=as_of), rows.get("Settings", ()), log, words=words)
    grouped = group_rows(rows["Applications"], log) if "Applications" in rows else _NO_ROWS
    portfolio = _portfolio(grouped, rows, catalogue=changed, words=words, as_of=as_of, log=log)
    if portfolio is None and "Applications" in rows:
        _say_no_rows(tables, log)
    findings = log.findings()
    return Reading(
        portfolio=portfolio,
        catalogue=changed,
        settings=settings,
        tables=tuple(tables),
        findings=findings,
        counts=counts_of(tables, portfolio, findings, skipped=grouped.skipped),
    )


def counts_of(
    tables: Sequence[RecordTable],
    portfolio: Portfolio | None,
    findings: Sequence[Finding],
    *,
    skipped: int = 0,
    blank: int = 0,
    left_out: int = 0,
) -> dict[str, int]:
    """Return the counts of a reading; `left_out` rows were skipped before the tables were made."""
    workloads = portfolio.workloads if portfolio else ()
    landscape = portfolio.landscape if portfolio else None
    severities = [finding.severity for finding in findings]
    return {
        "rows_read": sum(len(t.records) for t in tables if t.role in SHEETS) + left_out,
        "rows_skipped": skipped + left_out,
        "rows_blank": blank,
        "workloads": len(workloads),
        "applications": len({workload.application for workload in workloads}),
        "hubs": len(landscape.hubs) if landscape else 0,
        "targets": len(landscape.targets) if landscape else 0,
        "errors": severities.count(FindingSeverity.ERROR),
        "warnings": severities.count(FindingSeverity.WARNING),
        "notes": severities.count(FindingSeverity.NOTE),
    }


def _portfolio(
    grouped: GroupedRows,
    rows: dict[str, list[TypedRow]],
    *,
    catalogue: Catalogue,
    words: Words,
    as_of: datetime.date,
    log: FaultLog,
) -> Portfolio | None:
    if not grouped.workloads:
        return None
    workload_rows = add_vms(grouped.workloads, rows.get("VMs", ()), log)
    hubs = build_hubs(rows.get("Hubs", ()), workload_rows, log)
    landscape = build_landscape(hubs, rows.get("Targets", ()), catalogue, words, log)
    names = WorkloadNames(workload_rows)
    targets = TargetNames(landscape.targets, words)
    check_regimes(workload_rows, catalogue.terms, log)
    return Portfolio(
        workloads=build_workloads(workload_rows, hubs, targets, as_of, log),
        landscape=landscape,
        edges=dependency_edges(workload_rows, log),
        objectives=build_objectives(rows.get("Objectives", ()), words, log),
        rules=build_rules(rows.get("Rules", ()), words, log),
        drills=build_drills(rows.get("Drills", ()), names, words, log),
        decisions=build_decisions(rows.get("Decisions", ()), names, log),
    )


def _say_no_rows(tables: Sequence[RecordTable], log: FaultLog) -> None:
    sheet = next(table.sheet for table in tables if table.role == "Applications")
    log.add(
        Code.NO_ROWS,
        "the list has a header but no row with an application.",
        "Fill in one row for each application, with its name in the column Application.",
        sheet=sheet,
    )

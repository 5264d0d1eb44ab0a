"""Builds a portfolio from tables: the one way from cells to values, also after edits."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from bcdr.intake.applications import GroupedRows, group_rows
from bcdr.intake.backups_used import reports_of_vms, with_backups
from bcdr.intake.changes import with_change_shares
from bcdr.intake.codes import Code
from bcdr.intake.consistency import check_dependencies, check_rows
from bcdr.intake.dependencies import WorkloadNames, dependency_edges
from bcdr.intake.edges import with_edges
from bcdr.intake.faults import FaultLog
from bcdr.intake.landscape import build_hubs, build_landscape
from bcdr.intake.legends import legend_words, with_tier_objectives
from bcdr.intake.overrides import with_overrides
from bcdr.intake.policy import (
    build_decisions,
    build_drills,
    build_duties,
    build_objectives,
    build_rules,
)
from bcdr.intake.protections import TargetNames
from bcdr.intake.reading import Reading
from bcdr.intake.regimes import check_regimes
from bcdr.intake.same_names import JOINED, joined_rows, merged_applications
from bcdr.intake.settings_rows import apply_settings
from bcdr.intake.typed import TypedRow, names_in, typed_rows
from bcdr.intake.vm_applications import (
    PlacedVms,
    place_vms,
    say_only_infrastructure,
    without_application,
)
from bcdr.intake.vm_places import Places
from bcdr.intake.vm_rows import one_row_per_vm
from bcdr.intake.vms import add_vms
from bcdr.intake.words import Words
from bcdr.intake.workloads import build_workloads
from bcdr.model.catalogue import Catalogue
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.columns import OBJECTIVES, SHEETS
from bcdr.model.findings import Finding, FindingSeverity
from bcdr.model.portfolio import Portfolio
from bcdr.model.records import RecordTable
from bcdr.model.settings import Settings

_ABOUT_OTHERS: Final = ("Backups", "Dependencies")
"""Sheets that only add to what other sheets list."""


def build(
    tables: Sequence[RecordTable], *, as_of: datetime.date, catalogue: Catalogue | None = None
) -> Reading:
    """Return what tables mean, with a finding for everything that could not be taken as it is.

    Pure: the same tables, date and catalogue (the shipped one by default) give the same reading.
    """
    known = catalogue if catalogue is not None else load_catalogue()
    words, log = Words.of(known), FaultLog()
    rows: dict[str, list[TypedRow]] = {}
    names = names_in(tables)
    words = _with_legend(tables, words, names, as_of, log)
    for table in tables:
        if table.role in SHEETS:
            rows.setdefault(table.role, []).extend(
                typed_rows(table, words, log, known_names=names, as_of=as_of)
            )
    for role in JOINED:
        if role in rows:
            rows[role] = joined_rows(rows[role], role, log)
    changed = with_overrides(known, rows, words, log)
    settings = apply_settings(Settings(as_of=as_of), rows.get("Settings", ()), log, words=words)
    vms = one_row_per_vm(rows.get("VMs", ()), log)
    listed = merged_applications(rows.get("Applications", ()), words, log)
    placed = place_vms(vms, listed, settings.vm_grouping, log)
    grouped = group_rows(placed.rows, log)
    portfolio = _portfolio(
        grouped, rows, placed, catalogue=changed, words=words, as_of=as_of, log=log
    )
    others = [row for role in _ABOUT_OTHERS for row in rows.get(role, ())]
    if portfolio is not None:
        portfolio = replace(portfolio, duties=build_duties(tables))
    elif "Applications" in rows:
        _say_no_rows(tables, log)
    elif vms or others:
        say_only_infrastructure(vms, placed.groupings, others, log)
    findings = log.findings()
    made = () if placed.created is None else (placed.created,)
    return Reading(
        portfolio=portfolio,
        catalogue=changed,
        settings=settings,
        tables=(*tables, *made),
        findings=findings,
        counts=counts_of(tables, portfolio, findings, skipped=grouped.skipped),
        groupings=placed.groupings,
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
    placed: PlacedVms,
    *,
    catalogue: Catalogue,
    words: Words,
    as_of: datetime.date,
    log: FaultLog,
) -> Portfolio | None:
    if not grouped.workloads:
        return None
    with_vms = add_vms(grouped.workloads, placed.vms, log, without_application(placed.groupings))
    workload_rows = with_vms.rows
    reported = rows.get("Backups", [])
    reported = [*reported, *reports_of_vms(placed.vms, reported)]
    pairs = rows.get("Dependencies", ())
    if reported or pairs:
        places = Places(workload_rows, placed.vms, with_vms.workload_of)
        workload_rows = with_backups(workload_rows, reported, places, log)
        workload_rows = with_edges(workload_rows, pairs, places, log)
    legend = rows.get("Objectives", ())
    workload_rows = with_tier_objectives(workload_rows, grouped.own_rows, legend, words, log)
    workload_rows = with_change_shares(workload_rows, log)
    hubs = build_hubs(rows.get("Hubs", ()), workload_rows, log)
    landscape = build_landscape(hubs, rows.get("Targets", ()), catalogue, words, log)
    names = WorkloadNames(workload_rows)
    targets = TargetNames(landscape.targets, words)
    check_regimes(workload_rows, catalogue.terms, log)
    check_rows(workload_rows, grouped.own_rows, placed.vms, log)
    edges = dependency_edges(workload_rows, names, log)
    check_dependencies(workload_rows, edges, log)
    return Portfolio(
        workloads=build_workloads(workload_rows, hubs, targets, as_of, log),
        landscape=landscape,
        edges=edges,
        objectives=build_objectives(rows.get("Objectives", ()), words, log),
        rules=build_rules(rows.get("Rules", ()), words, log),
        drills=build_drills(rows.get("Drills", ()), names, words, log),
        decisions=build_decisions(rows.get("Decisions", ()), names, log),
    )


def _with_legend(
    tables: Sequence[RecordTable],
    words: Words,
    names: Collection[str],
    as_of: datetime.date,
    log: FaultLog,
) -> Words:
    """Return the words with those of the legends of tiers; their faults are said when typed."""
    silent = FaultLog()
    legend = [
        row
        for table in tables
        if table.role == OBJECTIVES.name
        for row in typed_rows(table, words, silent, known_names=names, as_of=as_of)
    ]
    return legend_words(legend, words, log)


def _say_no_rows(tables: Sequence[RecordTable], log: FaultLog) -> None:
    sheet = next(table.sheet for table in tables if table.role == "Applications")
    log.add(
        Code.NO_ROWS,
        "the list has a header but no row with an application.",
        "Fill in one row for each application, with its name in the column Application.",
        sheet=sheet,
    )

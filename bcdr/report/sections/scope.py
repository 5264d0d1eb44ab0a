"""What a report of some of the workloads says of itself: which they are, and what is shared."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bcdr.report.blocks import CellValue, Section, Table, Text, TextRole
from bcdr.report.sections.columns import count, money, words
from bcdr.report.sections.extract import ASSIGNMENTS, Extract, Record, sum_of, text
from bcdr.report.sections.why import stated
from bcdr.report.wording import counted
from bcdr.study import Study
from bcdr.study_scoped import ScopedStudy

FRONT: Final = frozenset({"summary", "review"})
"""Sections that say once what stays that of the whole portfolio."""

_OF_ALL: Final = {
    "targets": "Of the whole portfolio, since all share the targets; the part of the workloads in "
    "scope stands beside it.",
    "findings": "Of everything that was read, whatever the scope.",
    "price-list": "The same for the whole portfolio, whatever the scope.",
    "assumptions": "The same for the whole portfolio, whatever the scope.",
    "quantities": "The same for the whole portfolio, whatever the scope.",
}
"""What sections say that are not about the workloads in scope alone."""

_SILENT: Final = frozenset({"about"})
"""Sections that say by themselves what is in scope."""

SHARED: Final = (
    "Recommendations and capacity are those of the whole portfolio, because a target is shared by "
    "all."
)


def scope_words(scope: ScopedStudy) -> str:
    """Return which workloads a report is about, and how many of all: `Owner Bo: 2 of 6`."""
    whole = len(scope.whole.portfolio.workloads)
    return f"{scope.words}: {counted(len(scope.rows), 'workload')} of {whole:,}"


def with_scope(sections: Iterable[Section], extract: Extract) -> tuple[Section, ...]:
    """Return the sections, each saying below its first sentence what it is about."""
    scope = extract.scope
    if scope is None:
        return tuple(sections)
    return tuple(_said(section, scope) for section in sections)


def _said(section: Section, scope: ScopedStudy) -> Section:
    if section.id in _SILENT:
        return section
    said = _OF_ALL.get(section.id, f"In scope, {scope_words(scope)}.")
    if section.id in FRONT:
        said += f" {SHARED}"
    first, *rest = section.blocks
    return replace(section, blocks=(first, Text(said, TextRole.NOTE), *rest))


def scope_rows(extract: Extract) -> tuple[tuple[str, CellValue], ...]:
    """Return what one has to know to read a report of a scope, as pairs of item and value."""
    scope = extract.scope
    if scope is None:
        return ()
    return (
        ("Scope", scope_words(scope)),
        ("Recommendations, capacity", SHARED),
        (
            "Outlay and expected penalty",
            "Those of the workloads in scope. What downtime of an application costs is shared by "
            "all its workloads that one event hits, also by those outside the scope.",
        ),
        ("Fixed costs of targets", FIXED_COST),
        (
            "Expected events",
            "Applications, VMs and workloads in scope are counted, and the Hubs, sites and "
            "regions on which they stand.",
        ),
        (
            "Reading this workbook again",
            "Judges the workloads in it by themselves: with targets and links to themselves, more "
            "may fit than is recommended here, and what they depend on outside the scope is left "
            "out with a finding.",
        ),
    )


FIXED_COST: Final = (
    "The fixed cost that is charged for a target is divided by the GB that workloads store there, "
    "or by workloads where nothing is stored. So scopes that share no workload add up to the whole "
    "portfolio."
)


def scope_cost_table(extract: Extract, scope: ScopedStudy) -> Table:
    """Return the totals in scope and outside it beside those of the whole portfolio."""
    unit = extract.money_unit
    rows: list[tuple[CellValue, ...]] = []
    for assigned, when in ASSIGNMENTS.items():
        inside = _totals(extract.study, extract.target_cost, assigned, "fixed_cost_per_year")
        whole = _totals(scope.whole, extract.target_cost, assigned, "whole_fixed_cost_per_year")
        outside = tuple(all_ - part for all_, part in zip(whole, inside, strict=True))
        inside_count, outside_count = len(scope.rows), scope.outside_count
        rows += [
            (f"{when}: in scope", inside_count, *inside),
            (f"{when}: outside the scope", outside_count, *outside),
            (f"{when}: whole portfolio", inside_count + outside_count, *whole),
        ]
    return Table(
        id="scope-costs",
        title="Part of the whole portfolio, when this was written",
        columns=(
            words("when", "When", 34),
            stated(count("workloads", "Workloads", width=12), "Counted."),
            stated(money("components", "Outlay of workloads", unit, width=18), "A sum."),
            stated(money("fixed", "Fixed costs of targets", unit, width=18), FIXED_COST),
            stated(money("outlay", "Total outlay", unit, width=18), "The two before it."),
            stated(money("penalty", "Expected penalty", unit, width=18), "A sum."),
        ),
        rows=tuple(rows),
    )


def _totals(
    study: Study, target_cost: Iterable[Record], assigned: str, fixed_key: str
) -> tuple[float, float, float, float]:
    """Return outlay of workloads, fixed costs, total outlay and expected penalty."""
    is_today = assigned == "today"
    outlay = study.today_outlay_per_year if is_today else study.outlay_per_year
    penalty = study.today_expected_penalty_per_year if is_today else study.expected_penalty_per_year
    fixed = sum_of((row for row in target_cost if text(row, "assignment") == assigned), fixed_key)
    return outlay - fixed, fixed, outlay, penalty

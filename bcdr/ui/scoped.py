"""Narrows what a report says to the workloads in scope, and says so wherever it does not."""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from bcdr.model.portfolio import Portfolio
from bcdr.report.blocks import Block, Chart, Figures, Report, Section, Table, Text, TextRole
from bcdr.report.wording import counted

# Sheets whose formulas reach from row to row: without all rows they would add up to nothing.
_WHOLE_ONLY: Final = frozenset(
    {"cost", "cost-workloads", "target-cost", "cost-lines", "penalty-lines"}
)
_BY_ID: Final = frozenset({"Applications", "Decisions"})
_WITH_IDS: Final = frozenset({"workloads"})


def scoped_report(report: Report, portfolio: Portfolio, ids: Collection[str], words: str) -> Report:
    """Return a report about the workloads with these ids; `words` say how they were chosen.

    Lists of workloads and applications keep the rows in scope. Counts, charts, targets and
    assumptions are of the whole portfolio, and every section says which it is. The live cost
    sheets are left out.
    """
    inside = [one for one in portfolio.workloads if one.id in set(ids)]
    known = _Known(
        ids=frozenset(ids),
        titles=frozenset(one.title for one in inside),
        applications=frozenset(one.application for one in inside),
        outside=frozenset(one.application for one in portfolio.workloads)
        - frozenset(one.application for one in inside),
    )
    said = f"{words}: {counted(len(inside), 'workload')} of {len(portfolio.workloads):,}"
    return replace(
        report,
        subtitle=f"{report.subtitle} · {said}",
        sections=tuple(
            _section(section, known, said)
            for section in report.sections
            if section.id not in _WHOLE_ONLY
        ),
        inputs=tuple(_table(table, known)[0] for table in report.inputs),
    )


def scoped_json(text: str, ids: Collection[str]) -> str:
    """Return the JSON of a study with the workloads of these ids alone, and which they are."""
    said = json.loads(text)
    for name in _WITH_IDS & said.keys():
        said[name] = [one for one in said[name] if one.get("id") in ids]
    said["scope"] = sorted(ids)
    return json.dumps(said, ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Which workloads and applications are in scope, by everything that names them in tables."""

    ids: frozenset[str]
    titles: frozenset[str]
    applications: frozenset[str]
    outside: frozenset[str]


def _section(section: Section, known: _Known, said: str) -> Section:
    blocks: list[Block] = []
    is_narrowed = False
    for block in section.blocks:
        if not isinstance(block, Table):
            blocks.append(block)
            continue
        table, changed = _table(block, known)
        is_narrowed |= changed
        blocks.append(table)
    about = f"In scope, {said}." if is_narrowed else "Of the whole portfolio, whatever the scope."
    also = any(isinstance(one, Chart | Figures) for one in blocks) or any(
        isinstance(one, Text) and one.role is TextRole.CLAIM for one in blocks
    )
    if is_narrowed and also:
        about += " Sentences, figures and charts are of the whole portfolio."
    return replace(section, blocks=(Text(about, TextRole.NOTE), *blocks))


def _table(table: Table, known: _Known) -> tuple[Table, bool]:
    """Return a table with the rows in scope, and whether it lists workloads at all."""
    keys = [column.key for column in table.columns]
    if table.id in _BY_ID:
        return _kept(table, "id", known.ids), True
    if "workload_id" in keys:
        return _kept(table, "workload_id", known.ids), True
    if "title" in keys and any(row[keys.index("title")] in known.titles for row in table.rows):
        return _kept(table, "title", known.titles), True
    if "application" in keys and "workload" in keys:
        place, other = keys.index("application"), keys.index("workload")
        rows = tuple(
            row
            for row in table.rows
            if " / ".join(filter(None, (str(row[place] or ""), str(row[other] or ""))))
            in known.titles
            or (not row[other] and row[place] in known.applications)
        )
        return replace(table, rows=rows), True
    if "of" in keys and table.id == "responsibilities":
        place = keys.index("of")
        rows = tuple(row for row in table.rows if row[place] not in known.outside)
        return replace(table, rows=rows), True
    return table, False


def _kept(table: Table, key: str, wanted: Collection[str]) -> Table:
    place = table.position(key)
    return replace(table, rows=tuple(row for row in table.rows if row[place] in wanted))

"""The JSON of a check: tables as they were read, findings and counts. A public contract."""

from collections.abc import Sequence
from typing import Any, Final

from bcdr.intake.attach import Grouping
from bcdr.intake.letters import letters_to_number
from bcdr.intake.map_file import correction_json
from bcdr.intake.reading import Reading
from bcdr.model.completeness import Completeness, completeness
from bcdr.model.findings import Finding
from bcdr.model.recognition import ColumnProposal, SheetCorrection, SheetProposal
from bcdr.model.records import RecordTable

SCHEMA: Final = 1
"""Version of the contract: within it, fields are added and never renamed."""


def check_json(reading: Reading, corrections: Sequence[SheetCorrection] = ()) -> dict[str, Any]:
    """Return a reading as plain JSON values, schema 1, kind `check`.

    `corrections` are those it was read with.
    """
    return {
        "schema": SCHEMA,
        "kind": "check",
        "tables": [_table(table) for table in reading.tables],
        "findings": [finding_json(finding) for finding in reading.findings],
        "counts": dict(reading.counts),
        "proposals": [_proposal(proposal) for proposal in reading.proposals],
        "corrections": [correction_json(correction) for correction in corrections],
        "groupings": [_grouping(grouping) for grouping in reading.groupings],
        "completeness": [_completeness(one) for one in _complete(reading)],
    }


def _complete(reading: Reading) -> tuple[Completeness, ...]:
    return completeness(reading.portfolio) if reading.portfolio is not None else ()


def _completeness(one: Completeness) -> dict[str, Any]:
    return {
        "application": one.application,
        "stars": one.stars,
        "missing": [lack.header for lack in one.lacks],
        "reason": one.reason,
    }


def _proposal(proposal: SheetProposal) -> dict[str, Any]:
    return {
        "file": proposal.file,
        "sheet": proposal.sheet,
        "block": proposal.block,
        "role": proposal.role.value,
        "layout": proposal.layout.value,
        "header_rows": list(proposal.header_rows),
        "family": proposal.family,
        "confidence": proposal.confidence,
        "reason": proposal.reason,
        "row_count": proposal.row_count,
        "headers_key": proposal.headers_key,
        "columns": [_column(column) for column in proposal.columns],
        "skipped": [
            {"kind": item.kind.value, "rows": item.rows_text, "count": item.row_count,
             "reason": item.reason}
            for item in proposal.skipped
        ],
    }  # fmt: skip


def _column(column: ColumnProposal) -> dict[str, Any]:
    runner_up = column.runner_up
    return {
        "letter": column.letter,
        "header": column.header,
        "samples": list(column.samples),
        "field": column.field,
        "unit": column.unit,
        "unit_source": None if column.unit_source is None else column.unit_source.value,
        "confidence": column.confidence,
        "runner_up": None
        if runner_up is None
        else {"field": runner_up.field, "score": round(runner_up.score, 2)},
        "reason": column.reason,
    }


def _grouping(grouping: Grouping) -> dict[str, Any]:
    return {
        "by": grouping.by,
        "title": grouping.title,
        "attached_count": grouping.attached_count,
        "left_count": grouping.left_count,
        "groups": [
            {"value": group.value, "application": group.application, "vm_count": group.vm_count}
            for group in grouping.groups
        ],
    }


def finding_json(finding: Finding) -> dict[str, str]:
    """Return a finding as every JSON of ours holds it."""
    return {
        "code": str(finding.code),
        "severity": str(finding.severity),
        "sheet": finding.sheet,
        "cell": finding.cell,
        "problem": finding.problem,
        "remedy": finding.remedy,
    }


def _table(table: RecordTable) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "range": table_range(table),
        "role": table.role,
        "header_row": table.header_row,
        "mapping": {c.field: c.header for c in table.columns if c.field is not None},
        "columns": [
            {
                "header": column.header,
                "cell": f"{column.letter}{table.header_row}",
                "field": column.field,
                "unit": column.unit,
                "confidence": column.confidence,
            }
            for column in table.columns
        ],
    }


def table_range(table: RecordTable) -> str:
    """Return the cells a table takes up, header included: `A1:AS61`; empty if it has no place."""
    letters = sorted((column.letter for column in table.columns), key=letters_to_number)
    if not letters or not table.header_row:
        return ""
    last = max((record.row for record in table.records), default=table.header_row)
    return f"{letters[0]}{table.header_row}:{letters[-1]}{max(last, table.header_row)}"

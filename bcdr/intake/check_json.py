"""The JSON of a check: tables as they were read, findings and counts. A public contract."""

from typing import Any, Final

from bcdr.intake.letters import letters_to_number
from bcdr.intake.reading import Reading
from bcdr.model.findings import Finding
from bcdr.model.records import RecordTable

SCHEMA: Final = 1
"""Version of the contract: within it, fields are added and never renamed."""


def check_json(reading: Reading) -> dict[str, Any]:
    """Return a reading as plain JSON values, schema 1, kind `check`."""
    return {
        "schema": SCHEMA,
        "kind": "check",
        "tables": [_table(table) for table in reading.tables],
        "findings": [finding_json(finding) for finding in reading.findings],
        "counts": dict(reading.counts),
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

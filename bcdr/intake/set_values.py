"""Sets single values of a workbook by name, as `--set` does in a shell."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bcdr.model.columns import SHEETS
from bcdr.model.records import Record, RecordTable

SHEET_OF: Final = {
    "settings": "Settings",
    "assumptions": "Assumptions",
    "prices": "Prices",
    "scenarios": "Scenarios",
}
"""First word of a key, and the sheet it stands for."""


class UnknownKeyError(LookupError):
    """A key names nothing that can be set; the message says what can."""


def set_value(tables: Sequence[RecordTable], key: str, value: str) -> tuple[RecordTable, ...]:
    """Return the tables with one value set, as if it stood in the workbook.

    Keys: `goal` or `settings.goal`, `assumptions.link-efficiency`, `prices.storage-azure`,
    `scenarios.site-loss.frequency_per_year`. What the value means is judged when the tables are
    built, so a name or value that is not allowed becomes a finding.

    Raises:
        UnknownKeyError: the key does not have one of these forms.
    """
    sheet, name, field = _parts(key)
    contract = SHEETS[sheet]
    found = next((table for table in tables if table.role == sheet), None)
    table = found or RecordTable(role=sheet, sheet=sheet, header_row=0, columns=(), records=())
    row = next(
        (item for item in table.records if str(item.get(contract.key[0]) or "") == name),
        Record(id=f"{name} (set)", row=0, cells={contract.key[0]: name}),
    )
    changed = replace(row, cells={**row.cells, field: value})
    others = tuple(item for item in table.records if item.id != row.id)
    rest = tuple(item for item in tables if item.role != sheet)
    return (*rest, replace(table, records=(*others, changed)))


def _parts(key: str) -> tuple[str, str, str]:
    words = key.strip().split(".")
    if len(words) == 1 and words[0]:
        return "Settings", words[0], "value"
    sheet = SHEET_OF.get(words[0])
    if sheet == "Scenarios" and len(words) == 3 and words[2] in SHEETS[sheet].fields:
        return sheet, words[1], words[2]
    if sheet not in (None, "Scenarios") and len(words) == 2:
        return sheet, words[1], "value"
    raise UnknownKeyError(
        f"'{key}' cannot be set. Write goal=..., assumptions.ID=..., prices.ID=... or "
        f"scenarios.ID.FIELD=... with a field of {', '.join(SHEETS['Scenarios'].fields[1:])}."
    )

"""An application register as people keep it: titles, bands, another language, look-alikes."""

import io

from openpyxl import Workbook

_HEADERS = (
    "Nr.", "Fachverfahren", "Beschreibung", "Kritikalität", "Verantwortlich", "Support-Tier",
    "RTO (min)", "RPO", "Speicher", "Ausfallbudget",
)  # fmt: skip
_ROWS = (
    (1, "Bestellwesen", "nimmt Bestellungen an", "hoch", "Ana Ruiz", "Gold", 240, "15 min",
     "500 GB", "8 h"),
    (2, "Lohnabrechnung", "Gehälter", "mittel", "Bo Lind", "Silber", 2880, "24 h", "120 GB",
     "3 d"),
    (3, "Archiv", "", "niedrig", "Bo Lind", "Bronze", None, "bald", "2 TB", "10 d"),
    (4, "=HYPERLINK(1)", "", "niedrig", "", "Bronze", 7200, None, None, None),
)  # fmt: skip


def messy_register() -> bytes:
    """A workbook whose list begins in row 4, with a total and a sheet of explanations."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Verfahren 2026"
    sheet.append(["Verfahrensregister der Hafenverwaltung"])
    sheet.append(["Stand: 12.05.2026", None, None, None, None, None, "Ziele"])
    sheet.append([])
    sheet.append(list(_HEADERS))
    for row in _ROWS:
        sheet.append(list(row))
    sheet["B8"].data_type = "s"
    sheet.append([None, "Summe", None, None, None, None, None, None, None, None])
    notes = book.create_sheet("Erläuterungen")
    notes.append(["Das Register wird jährlich geprüft."])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()

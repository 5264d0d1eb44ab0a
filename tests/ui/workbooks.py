"""Small workbooks that people might hand over, made in memory."""

import io
from collections.abc import Sequence

from openpyxl import Workbook

HOSTILE_NAME = "<b>Bold</b> & %{x} $a$ [l](http://e.example) :smile:"
HEADERS = (
    "Application",
    "Workload",
    "Owner",
    "Business unit",
    "Criticality",
    "Environment",
    "Tags",
    "RTO",
    "RPO",
    "Data (GB)",
    "VMs",
    "Current option",
    "Current target",
    "Current interval",
    "Retention (days)",
)
FIVE_ROWS = (
    ("Order desk", "Database", "Ana", "Sales", "Mission critical", "production", "core; web",
     "8 h", "4 h", 500, 2, "in-guest-backup", "Vault", "24 h", "30"),
    ("Order desk", "Web tier", "Ana", "Sales", "Mission critical", "production", "web",
     "8 h", "4 h", 40, 2, "", "", "", ""),
    ("Payroll", "", "Bo", "Finance", "Important", "production", "",
     "2 d", "24 h", 120, 1, "in-guest-backup", "Vault", "24 h", "30"),
    ("Archive", "", "Bo", "Finance", "Minor", "production", "",
     "soon", "24 h", 2000, 1, "", "", "", ""),
    ("Sandbox", "", "Cy", "", "Minor", "test", "",
     "not applicable", "not applicable", 10, 1, "no-recovery", "", "", ""),
    (HOSTILE_NAME, "", "<i>Di</i>", "", "Minor", "test", "", "5 d", "", 10, 1, "", "", "", ""),
)  # fmt: skip
"""Five applications: one with two workloads, one with a cell that cannot be read, one hostile."""


def workbook(rows: Sequence[Sequence[object]], headers: Sequence[str] = HEADERS) -> bytes:
    """A workbook with one sheet `Applications` of these rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Applications"
    sheet.append(list(headers))
    for row in rows:
        sheet.append([None if cell == "" else cell for cell in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def five_applications() -> bytes:
    """The workbook of five applications, made by hand."""
    return workbook(FIVE_ROWS)


def applications(count: int) -> bytes:
    """A workbook of many applications, as alike as a long list is."""
    tiers = ("Mission critical", "Business critical", "Important", "Minor")
    rows = [
        (f"Application {number:05}", "", f"Owner {number % 40}", f"Unit {number % 9}",
         tiers[number % 4], "production" if number % 3 else "test", "core",
         ("1 h", "8 h", "1 d", "3 d")[number % 4], "4 h", 20 + number % 900, 1 + number % 4,
         "in-guest-backup" if number % 5 else "", "Vault" if number % 5 else "",
         "24 h" if number % 5 else "", "30" if number % 5 else "")
        for number in range(count)
    ]  # fmt: skip
    return workbook(rows)


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(400)
"""What a picture begins with, whatever its name says."""

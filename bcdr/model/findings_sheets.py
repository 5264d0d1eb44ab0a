"""What a workbook of findings is known by, so that its own parts are left out when it returns."""

from typing import Final

FINDINGS_TITLE: Final = "Findings"
"""The name of its first sheet, and the heading of the column beside the user's rows."""

FINDINGS_HEADS: Final = ("Severity", "Sheet", "Where", "Places", "What is wrong", "What to do")
"""The headings of its first sheet."""

SAID_OF_CELL: Final = " in "
"""Between severity and cell, with which each line beside a row begins: `Error in E7: ...`."""

"""The workbook of findings while it is written: its sheet names, styles, comments and print."""

import math
from dataclasses import dataclass, field
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties

from bcdr.model.findings import FindingSeverity
from bcdr.model.vocabulary import Coverage
from bcdr.report.cell_text import storable
from bcdr.report.finding_marks import Marks, comment_of
from bcdr.report.palette import BAND, INK, LINE
from bcdr.report.sheet_names import SheetNames
from bcdr.report.sheet_writer import letter, lines_needed
from bcdr.report.styles import FONT_NAME, FONT_SIZE
from bcdr.report.symbols import SYMBOLS

MOST_COMMENTS: Final = 5_000
"""Comments in one workbook: with more of them spreadsheet programs take minutes to open it."""

_COLOURS: Final = {
    FindingSeverity.ERROR: SYMBOLS[Coverage.LATE_AND_LOSSY].light,
    FindingSeverity.WARNING: SYMBOLS[Coverage.LATE].light,
    FindingSeverity.NOTE: SYMBOLS[Coverage.ACCEPTED].light,
}
_PAGE_CHARACTERS: Final = 210
"""Widest that a printed page can be and still be read, in characters."""
_COMMENT_PIXELS: Final = 420
_COMMENT_CHARACTERS: Final = 62
_COMMENT_LINE_PIXELS: Final = 17


@dataclass(slots=True)
class FindingsBook:
    """The workbook being written: its sheet names, styles made so far and comments used."""

    workbook: Workbook
    names: SheetNames
    styles: dict[tuple[str, FindingSeverity | None, bool], str] = field(default_factory=dict)
    comments: int = 0

    def style(
        self, number_format: str, severity: FindingSeverity | None, *, is_head: bool = False
    ) -> str:
        """Return the name of the style of a cell that was read, made when first asked for."""
        key = (number_format, severity, is_head)
        if key not in self.styles:
            name = f"As read {len(self.styles) + 1}"
            colours = _COLOURS[severity] if severity is not None else None
            side = Side(style="thin", color=_argb(colours.strong if colours else LINE))
            style = NamedStyle(
                name=name,
                font=Font(
                    name=FONT_NAME,
                    size=FONT_SIZE,
                    bold=is_head,
                    color=_argb(colours.ink if colours else INK),
                ),
                border=Border(left=side, right=side, top=side, bottom=side)
                if colours
                else Border(bottom=side),
                number_format=number_format,
                alignment=Alignment(vertical="top"),
            )
            if colours or is_head:
                fill = colours.fill if colours else BAND
                style.fill = PatternFill("solid", fgColor=_argb(fill))
            self.workbook.add_named_style(style)
            self.styles[key] = name
        return self.styles[key]

    def add_comments(self, worksheet: Any, marks: Marks) -> None:
        """Add a comment to each cell with a finding, until the workbook holds as many as it can.

        The sheet has to have its rows already: it forgets comments when the first one comes.
        """
        for (row, column), findings in marks.cells.items():
            if self.comments >= MOST_COMMENTS:
                return
            self.comments += 1
            text = storable(comment_of(findings))
            lines = lines_needed(text, _COMMENT_CHARACTERS) + 1
            record = CommentRecord(
                ref=f"{letter(column)}{row}",
                author="bcdr",
                width=_COMMENT_PIXELS,
                height=lines * _COMMENT_LINE_PIXELS,
            )
            record.text.t = text
            # Rows are written past the library, so a comment cannot hang on a cell of it.
            worksheet._comments.append(record)  # noqa: SLF001


def set_up_print(worksheet: Any, characters: float) -> None:
    """Landscape, as many pages wide as can be read, with sheet and page in the footer."""
    worksheet.page_setup.orientation = "landscape"
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_setup.fitToWidth = max(1, math.ceil(characters / _PAGE_CHARACTERS))
    worksheet.page_setup.fitToHeight = 0
    worksheet.oddFooter.center.text = "&A"
    worksheet.oddFooter.right.text = "&P / &N"


def _argb(colour: str) -> str:
    return f"FF{colour.removeprefix('#').upper()}"

"""Every style of the workbooks by name: registered once, then shared by all cells that use it."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

from bcdr.model.vocabulary import Coverage
from bcdr.report.blocks import CellKind
from bcdr.report.palette import ACCENT, ACCENT_DARK, BAND, INK, INPUT, INPUT_LINE, LINE, MUTED
from bcdr.report.symbols import ANSWERS, SYMBOLS

FONT_NAME: Final = "Arial"
FONT_SIZE: Final = 10


class Style(StrEnum):
    """The styles of our workbooks, by the name that the spreadsheet program shows."""

    TITLE = "Page title"
    PURPOSE = "Page purpose"
    CLAIM = "Claim"
    HEADLINE = "Headline"
    BODY = "Body"
    NOTE = "Remark"
    CAPTION = "Caption"
    FIGURE_TITLE = "Figure title"
    FIGURE_VALUE = "Figure value"
    FIGURE_NOTE = "Figure remark"
    HEAD = "Column head"
    HEAD_NUMBER = "Column head of numbers"
    HEAD_GROUP = "Column group"
    HEAD_ABOVE = "Above a column head"
    KEY = "Row head"
    TEXT = "Words"
    PROSE = "Prose"
    COUNT = "Count"
    NUMBER = "Number"
    VALUE = "Figure as written"
    HOURS = "Hours"
    MONEY = "Money"
    PRICE = "Price"
    SHARE = "Share"
    SCORE = "Score"
    PART = "Part of the score"
    RATE = "Rate"
    DATE = "Date"
    NO_NUMBER = "Words for a number"
    TOTAL_TEXT = "Total words"
    TOTAL_NUMBER = "Total number"
    INPUT_HEAD = "Input column head"
    INPUT_TEXT = "Input words"
    INPUT_NUMBER = "Input number"
    INPUT_DATE = "Input date"
    INPUT_PROSE = "Input prose"
    INPUT_MARK = "Input mark"
    LOG = "Log words"


HOURS_FORMAT: Final = "[<1]0.00;[<100]0.0;#,##0"
MONEY_FORMAT: Final = "#,##0;-#,##0"

_NUMBER_FORMATS: Final[Mapping[Style, str]] = MappingProxyType(
    {
        Style.COUNT: "#,##0",
        Style.NUMBER: "[<1]0.00;[<100]0.0;#,##0",
        Style.VALUE: "General",
        Style.HOURS: HOURS_FORMAT,
        Style.MONEY: MONEY_FORMAT,
        Style.PRICE: "#,##0.00##",
        Style.SHARE: "0%",
        Style.SCORE: "0.0",
        Style.PART: "0.00",
        Style.RATE: "0.0000",
    }
)

STYLE_OF_KIND: Final[Mapping[CellKind, Style]] = MappingProxyType(
    {
        CellKind.TEXT: Style.TEXT,
        CellKind.LONG_TEXT: Style.PROSE,
        CellKind.COUNT: Style.COUNT,
        CellKind.NUMBER: Style.NUMBER,
        CellKind.VALUE: Style.VALUE,
        CellKind.HOURS: Style.HOURS,
        CellKind.MONEY: Style.MONEY,
        CellKind.PRICE: Style.PRICE,
        CellKind.SHARE: Style.SHARE,
        CellKind.SCORE: Style.SCORE,
        CellKind.PART: Style.PART,
        CellKind.RATE: Style.RATE,
        CellKind.MARK: Style.INPUT_MARK,
        CellKind.DATE: Style.DATE,
        CellKind.YES_NO: Style.TEXT,
    }
)
"""The style of each kind of column; states of coverage and answers have their own."""


def answer_style(answer: str) -> str:
    """Return the name of the style of an answer, such as yes or unknown."""
    return f"Answer {answer}"


def coverage_style(state: Coverage, *, is_symbol: bool) -> str:
    """Return the name of the style of a state, for words or for the symbol alone."""
    return f"{'Symbol' if is_symbol else 'State'} {SYMBOLS[state].title}"


def add_styles(workbook: Workbook) -> None:
    """Register every style with a workbook."""
    for style in _texts() + _heads() + _cells() + _inputs() + _states() + _answers():
        workbook.add_named_style(style)


def _font(size: float = FONT_SIZE, *, bold: bool = False, colour: str = INK) -> Font:
    return Font(name=FONT_NAME, size=size, bold=bold, color=_argb(colour))


def _argb(colour: str) -> str:
    return f"FF{colour.removeprefix('#').upper()}"


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=_argb(colour))


_THIN: Final = Side(style="thin", color=_argb(LINE))
_LINE_BELOW: Final = Border(bottom=_THIN)
_ALL_AROUND: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def _text(
    style: Style,
    size: float,
    *,
    bold: bool = False,
    colour: str = INK,
    fill: str = "",
    vertical: str = "center",
) -> NamedStyle:
    named = NamedStyle(
        name=style,
        font=_font(size, bold=bold, colour=colour),
        alignment=Alignment(vertical=vertical, wrap_text=style is not Style.TITLE),
    )
    if fill:
        named.fill = _fill(fill)
    return named


def _texts() -> list[NamedStyle]:
    title = _text(Style.TITLE, 16, bold=True, colour=ACCENT_DARK)
    figures = [
        _text(Style.FIGURE_TITLE, 9, bold=True, colour=MUTED, fill=BAND),
        _text(Style.FIGURE_VALUE, 22, bold=True, colour=ACCENT, fill=BAND),
        _text(Style.FIGURE_NOTE, 9, colour=MUTED, fill=BAND, vertical="top"),
    ]
    for style in figures:
        style.alignment = Alignment(indent=1, vertical=style.alignment.vertical, wrap_text=True)
    return [
        title,
        _text(Style.PURPOSE, 10, colour=MUTED),
        _text(Style.CLAIM, 12, bold=True),
        _text(Style.HEADLINE, 20, bold=True),
        _text(Style.BODY, 10),
        _text(Style.NOTE, 9, colour=MUTED),
        _text(Style.CAPTION, 11, bold=True, colour=ACCENT_DARK, vertical="bottom"),
        *figures,
    ]


def _heads() -> list[NamedStyle]:
    white = _font(9, bold=True, colour="#ffffff")
    line = Side(style="thin", color=_argb("#ffffff"))
    sides = Border(left=line, right=line, bottom=line)
    above = NamedStyle(
        name=Style.HEAD_ABOVE, fill=_fill(ACCENT), border=Border(left=line, right=line)
    )
    return [above] + [
        NamedStyle(
            name=name,
            font=white,
            fill=_fill(fill),
            border=sides,
            alignment=Alignment(
                horizontal=horizontal,
                vertical="center",
                wrap_text=True,
                indent=1 if horizontal == "left" else 0,
            ),
        )
        for name, fill, horizontal in (
            (Style.HEAD, ACCENT, "left"),
            (Style.HEAD_NUMBER, ACCENT, "right"),
            (Style.HEAD_GROUP, ACCENT_DARK, "center"),
        )
    ]


def _cell(
    name: str,
    *,
    number_format: str = "General",
    horizontal: str = "left",
    wrap: bool = False,
    bold: bool = False,
    colour: str = INK,
) -> NamedStyle:
    return NamedStyle(
        name=name,
        font=_font(bold=bold, colour=colour),
        border=_LINE_BELOW,
        number_format=number_format,
        alignment=Alignment(
            horizontal=horizontal,
            vertical="top",
            wrap_text=wrap,
            indent=1 if horizontal == "left" else 0,
        ),
    )


def _cells() -> list[NamedStyle]:
    totals = [
        _cell(Style.TOTAL_TEXT, bold=True),
        _cell(Style.TOTAL_NUMBER, bold=True, horizontal="right", number_format=MONEY_FORMAT),
    ]
    for style in totals:
        style.border = Border(top=Side(style="medium", color=_argb(ACCENT_DARK)))
    return [
        _cell(Style.KEY, bold=True, wrap=True),
        _cell(Style.LOG),
        _cell(Style.TEXT, wrap=True),
        _cell(Style.PROSE, wrap=True),
        _cell(Style.DATE, number_format="yyyy-mm-dd"),
        _cell(Style.NO_NUMBER, horizontal="right", colour=MUTED),
        *(
            _cell(style, number_format=number_format, horizontal="right")
            for style, number_format in _NUMBER_FORMATS.items()
        ),
        *totals,
    ]


def _inputs() -> list[NamedStyle]:
    head = NamedStyle(
        name=Style.INPUT_HEAD,
        font=_font(9, bold=True, colour="#ffffff"),
        fill=_fill(INPUT_LINE),
        border=_ALL_AROUND,
        alignment=Alignment(horizontal="left", vertical="center", wrap_text=True),
    )
    cells = [
        NamedStyle(
            name=name,
            font=_font(),
            fill=_fill(INPUT),
            border=_ALL_AROUND,
            number_format=number_format,
            alignment=Alignment(
                horizontal=horizontal, vertical="top", wrap_text=name is Style.INPUT_PROSE
            ),
            protection=Protection(locked=False),
        )
        for name, number_format, horizontal in (
            (Style.INPUT_TEXT, "@", "left"),
            (Style.INPUT_PROSE, "@", "left"),
            (Style.INPUT_MARK, "@", "center"),
            (Style.INPUT_NUMBER, "General", "right"),
            (Style.INPUT_DATE, "yyyy-mm-dd", "left"),
        )
    ]
    return [head, *cells]


def _states() -> list[NamedStyle]:
    return [
        NamedStyle(
            name=coverage_style(state, is_symbol=is_symbol),
            font=_font(11 if is_symbol else FONT_SIZE, bold=is_symbol, colour=symbol.light.ink),
            fill=_fill(symbol.light.fill),
            border=_ALL_AROUND,
            alignment=Alignment(
                horizontal="center" if is_symbol else "left",
                vertical="center" if is_symbol else "top",
                indent=0 if is_symbol else 1,
            ),
        )
        for is_symbol in (True, False)
        for state, symbol in SYMBOLS.items()
    ]


def _answers() -> list[NamedStyle]:
    return [
        NamedStyle(
            name=answer_style(answer),
            font=_font(colour=shown.colours.ink),
            fill=_fill(shown.colours.fill),
            border=_ALL_AROUND,
            alignment=Alignment(horizontal="left", vertical="top", indent=1),
        )
        for answer, shown in ANSWERS.items()
    ]

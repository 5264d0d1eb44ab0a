"""Conditional formats: a state of coverage keeps its look wherever its symbol is put."""

from collections.abc import Sequence

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from bcdr.report.symbols import SYMBOLS


def add_state_formats(sheet: Worksheet, letters: Sequence[str], rows: tuple[int, int]) -> None:
    """Add the look of every state to the cells of these columns, from the first to the last row."""
    if not letters:
        return
    first, last = rows
    cells = f"{letters[0]}{first}:{letters[-1]}{last}"
    for one in SYMBOLS.values():
        fill = _rgb(one.light.fill)
        look = DifferentialStyle(
            font=Font(bold=True, color=_rgb(one.light.ink)),
            fill=PatternFill(fill_type="solid", bgColor=fill, fgColor=fill),
        )
        rule = Rule(type="cellIs", operator="equal", formula=[f'"{one.symbol}"'], dxf=look)
        sheet.conditional_formatting.add(cells, rule)


def _rgb(colour: str) -> str:
    return f"FF{colour.removeprefix('#').upper()}"

"""The styles of the workbooks."""

from openpyxl import Workbook

from bcdr.report.blocks import CellKind
from bcdr.report.styles import STYLE_OF_KIND, Style, add_styles, answer_style, coverage_style
from bcdr.report.symbols import ANSWERS, SYMBOLS


def test_every_style_is_registered_by_its_name() -> None:
    workbook = Workbook()
    add_styles(workbook)
    names = set(workbook.named_styles)
    assert set(map(str, Style)) <= names
    for state in SYMBOLS:
        assert coverage_style(state, is_symbol=True) in names
        assert coverage_style(state, is_symbol=False) in names
    assert {answer_style(answer) for answer in ANSWERS} <= names


def test_every_kind_of_column_has_a_style() -> None:
    own = {CellKind.COVERAGE, CellKind.SYMBOL, CellKind.ANSWER}
    assert set(STYLE_OF_KIND) | own == set(CellKind)


def test_only_inputs_are_unlocked() -> None:
    workbook = Workbook()
    add_styles(workbook)
    sheet = workbook.active
    assert sheet is not None
    unlocked = set()
    for style in Style:
        cell = sheet.cell(1, 1)
        cell.style = style
        if not cell.protection.locked:
            unlocked.add(style)
    assert unlocked == {style for style in Style if style.name.startswith("INPUT_")} - {
        Style.INPUT_HEAD
    }

"""Writes questions as a workbook to fill in: a sheet for each person who is asked."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from bcdr.model.columns import Kind
from bcdr.model.questionnaire import QUESTION_HEADINGS, ROW_SEPARATOR
from bcdr.report.cell_text import excel_text, looks_like_formula
from bcdr.report.choice_lists import ChoiceLists
from bcdr.report.drop_downs import LISTS_SHEET
from bcdr.report.palette import INPUT_LINE
from bcdr.report.questions import Question, by_owner
from bcdr.report.sheet_names import SheetNames
from bcdr.report.sheet_writer import LINE_POINTS, letter, lines_needed
from bcdr.report.styles import Style, add_styles
from bcdr.report.wording import counted

MOST_ASKED: Final = 100
"""Questions to one person: more are answered by nobody. What weighs least is left out."""

_HEADS: Final = (
    ("Application", 26),
    ("Workload", 20),
    ("Question", 44),
    (QUESTION_HEADINGS["answer"], 28),
    ("How to write it", 28),
    ("Example", 16),
    ("Why it matters", 62),
)
_HIDDEN: Final = tuple(QUESTION_HEADINGS[field] for field in ("sheet", "rows", "field"))
_ANSWER: Final = 4
"""The column to fill in, counted from 1."""

_NUMBERS: Final = frozenset({Kind.NUMBER, Kind.COUNT, Kind.MONEY, Kind.SHARE, Kind.DAYS})
_PURPOSE: Final = (
    "Please fill in the column Your answer, as far as you know, and hand the workbook back. What "
    "you leave blank stays not known. What weighs most stands first. Nothing else can be changed, "
    "so that every answer finds its place again."
)


def write_questionnaire(asked: Sequence[Question], target: Path | str | BinaryIO) -> None:
    """Write questions to a path or an open binary file, a sheet for each person.

    Without a question there is one sheet that says so. Only the answers can be written over.
    """
    workbook = Workbook()
    add_styles(workbook)
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = "Questions"
    workbook.properties.creator = "bcdr"
    names, lists = SheetNames((LISTS_SHEET,)), ChoiceLists()
    for owner, questions in by_owner(asked).items():
        _write_sheet(workbook.create_sheet(names.of(owner)), owner, questions, lists)
    if not asked:
        workbook.create_sheet("Questions").cell(1, 1, "There is nothing to ask.")
    lists.write(workbook)
    workbook.save(target)


def _write_sheet(sheet: Any, owner: str, questions: Sequence[Question], lists: ChoiceLists) -> None:
    shown = questions[:MOST_ASKED]
    left_out = len(questions) - len(shown)
    title = f"{counted(len(shown), 'question')} for {owner}"
    _put(sheet, 1, 1, title, Style.TITLE)
    sheet.row_dimensions[1].height = 30
    purpose = _PURPOSE
    if left_out:
        purpose += f" {counted(left_out, 'question')} of less weight would follow."
    width = sum(size + 1 for _, size in _HEADS)
    _put(sheet, 2, 1, purpose, Style.PURPOSE)
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=len(_HEADS))
    sheet.row_dimensions[2].height = LINE_POINTS * lines_needed(purpose, width) + 4
    for number, (head, size) in enumerate(_HEADS, start=1):
        style = Style.INPUT_HEAD if number == _ANSWER else Style.HEAD
        _put(sheet, 3, number, head, style)
        sheet.column_dimensions[letter(number)].width = size + 1
    for number, head in enumerate(_HIDDEN, start=len(_HEADS) + 1):
        _put(sheet, 3, number, head, Style.HEAD)
        sheet.column_dimensions[letter(number)].hidden = True
    sheet.row_dimensions[3].height = LINE_POINTS * 2 + 4
    for row, question in enumerate(shown, start=4):
        _write_question(sheet, row, question)
    _add_drop_downs(sheet, shown, lists)
    sheet.freeze_panes = "C4"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = INPUT_LINE.removeprefix("#")
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "3:3"
    sheet.oddFooter.center.text = "&A"
    sheet.oddFooter.right.text = "&P / &N"


def _write_question(sheet: Any, row: int, question: Question) -> None:
    texts = (
        question.application,
        question.workload,
        question.question,
        None,
        question.form,
        question.example,
        question.why,
    )
    for number, text in enumerate(texts, start=1):
        style = Style.KEY if number == 1 else Style.PROSE
        _put(sheet, row, number, text, _answer_style(question) if number == _ANSWER else style)
    hidden = (question.sheet, ROW_SEPARATOR.join(question.rows), question.column.field)
    for number, text in enumerate(hidden, start=len(_HEADS) + 1):
        _put(sheet, row, number, text, Style.TEXT)
    lines = max(
        lines_needed(text or "", size) for text, (_, size) in zip(texts, _HEADS, strict=True)
    )
    sheet.row_dimensions[row].height = LINE_POINTS * lines + 5


def _answer_style(question: Question) -> Style:
    if question.column.kind in _NUMBERS:
        return Style.INPUT_NUMBER
    return Style.INPUT_DATE if question.column.kind is Kind.DATE else Style.INPUT_TEXT


def _add_drop_downs(sheet: Any, questions: Sequence[Question], lists: ChoiceLists) -> None:
    """Give each answer that has a list its drop-down, one for all answers with the same list."""
    cells: dict[tuple[tuple[str, ...], bool], list[str]] = {}
    for row, question in enumerate(questions, start=4):
        if question.words:
            key = (question.words, question.is_closed)
            cells.setdefault(key, []).append(f"{letter(_ANSWER)}{row}")
    for (words, is_closed), places in cells.items():
        drop_down = DataValidation(
            type="list",
            formula1=lists.formula(words),
            allow_blank=True,
            showErrorMessage=is_closed,
            errorTitle=QUESTION_HEADINGS["answer"],
            error="Choose one of the words on the list, or leave it blank.",
        )
        for place in places:
            drop_down.add(place)
        sheet.add_data_validation(drop_down)


def _put(sheet: Any, row: int, column: int, text: str | None, style: Style) -> None:
    """Write a text that stays a text whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.style = style
    if text:
        kept = excel_text(text)
        cell.value = kept
        # Setting a value guesses a type: a text that begins with = would become a formula.
        cell.data_type = "s"
        if looks_like_formula(kept):
            cell.quotePrefix = True

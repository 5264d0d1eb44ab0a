"""Lays out a sheet that is read as a page: figures, charts and small tables on a common grid."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bcdr.report.blocks import (
    Block,
    CellValue,
    Chart,
    Column,
    Figures,
    Medium,
    Section,
    Table,
    Text,
    TextRole,
)
from bcdr.report.excel_charts import Place, add_chart
from bcdr.report.formulas import Book, formula_text
from bcdr.report.row_stream import Formula, Styled
from bcdr.report.sheet_writer import (
    LINE_POINTS,
    SheetWriter,
    head_style,
    letter,
    lines_needed,
    styled,
)
from bcdr.report.styles import Style

GRID_COLUMNS: Final = 14
FIRST_WIDTH: Final = 32
GRID_WIDTH: Final = 12
_CHART_ROWS: Final = 30
_MAIN_CHART_COLUMNS: Final = 8
_STYLE_OF_ROLE: Final = {
    TextRole.BODY: Style.BODY,
    TextRole.NOTE: Style.NOTE,
}


@dataclass(frozen=True, slots=True)
class _Span:
    """Where a column stands on the grid: its first and last grid column, from 1."""

    first: int
    last: int

    @property
    def characters(self) -> int:
        extra = FIRST_WIDTH - GRID_WIDTH if self.first == 1 else 0
        return (self.last - self.first + 1) * GRID_WIDTH + extra


def write_page_sheet(
    writer: SheetWriter, section: Section, subtitle: str, book: Book
) -> dict[str, Place]:
    """Write a section of several blocks below one another, charts in one row side by side.

    `book` says where the lists are that formulas look at. Returns where each table stands.
    """
    for number in range(1, GRID_COLUMNS + 1):
        width = FIRST_WIDTH if number == 1 else GRID_WIDTH
        writer.sheet.column_dimensions[letter(number)].width = width
    writer.append([(section.title, Style.TITLE)], height=30)
    _write_text(writer, f"{section.purpose} {subtitle}".strip(), Style.PURPOSE)
    places: dict[str, Place] = {}
    waiting: list[tuple[Chart, int]] = []
    # Where there are figures, the claim is the headline of the whole workbook.
    is_front = any(isinstance(block, Figures) for block in section.blocks)
    claim = Style.HEADLINE if is_front else Style.CLAIM
    for is_chart, blocks in groupby(section.blocks, lambda block: isinstance(block, Chart)):
        if is_chart:
            charts = [block for block in blocks if isinstance(block, Chart)]
            writer.skip(1, 8)
            waiting += [(chart, writer.row) for chart in charts]
            writer.skip(_CHART_ROWS, 15)
        else:
            for block in blocks:
                _write_block(writer, block, places, claim, book)
    _place_charts(writer, waiting, places)
    return places


def _write_block(
    writer: SheetWriter, block: Block, places: dict[str, Place], claim: Style, book: Book
) -> None:
    match block:
        case Text():
            writer.skip(1, 6)
            _write_text(writer, block.text, _STYLE_OF_ROLE.get(block.role, claim))
        case Figures():
            _write_figures(writer, block)
        case Table():
            places[block.id] = _write_table(writer, block.shown_on(Medium.WORKBOOK), book)
        case Chart():
            raise TypeError("Charts are placed after the tables they are bound to.")


def _write_text(writer: SheetWriter, text: str, style: Style) -> None:
    size = {Style.HEADLINE: 2.0, Style.CLAIM: 1.25, Style.NOTE: 0.9}.get(style, 1.0)
    lines = lines_needed(text, _Span(1, GRID_COLUMNS).characters / size)
    row = writer.append([(text, style)], height=LINE_POINTS * size * lines + 4)
    writer.merge(row, 1, GRID_COLUMNS)


def _write_figures(writer: SheetWriter, block: Figures) -> None:
    writer.skip(1, 6)
    spans = _figure_spans(len(block.figures))
    parts = [
        (Style.FIGURE_TITLE, 20, [figure.title for figure in block.figures]),
        (Style.FIGURE_VALUE, 34, [figure.value for figure in block.figures]),
        (Style.FIGURE_NOTE, 30, [figure.note for figure in block.figures]),
    ]
    for style, height, texts in parts:
        _write_spanned(writer, [(text, style) for text in texts], spans, height)


def _figure_spans(count: int) -> list[_Span]:
    """Return where figures stand: the wide first column makes up for one of the grid."""
    if count == 1:
        return [_Span(1, GRID_COLUMNS)]
    size = (GRID_COLUMNS - 1) // (count - 1)
    first = GRID_COLUMNS - size * (count - 1)
    return [_Span(1, first)] + [
        _Span(first + place * size + 1, first + (place + 1) * size) for place in range(count - 1)
    ]


def _write_table(writer: SheetWriter, table: Table, book: Book) -> Place:
    writer.skip(1, 10)
    _write_text(writer, table.title, Style.CAPTION)
    spans = _spans(table.columns)
    lines = max(
        lines_needed(column.heading, span.characters)
        for column, span in zip(table.columns, spans, strict=True)
    )
    head_row = _write_spanned(
        writer,
        [(column.heading, head_style(column)) for column in table.columns],
        spans,
        LINE_POINTS * lines + 4,
        [column.note for column in table.columns],
    )
    for number, row in enumerate(table.rows, start=1):
        is_total = table.has_total and number == len(table.rows)
        cells: list[Styled] = [
            styled(value, column, is_key=place < table.heading_columns, is_total=is_total)
            for place, (value, column) in enumerate(zip(row, table.columns, strict=True))
        ]
        for place, column in enumerate(table.columns):
            if column.formula:
                live = _formula(table, column, row[place], spans, writer.row + 1, book)
                cells[place] = live, cells[place][1]
        _write_spanned(writer, cells, spans, _height(row, spans))
    if not table.rows:
        _write_text(writer, table.empty, Style.BODY)
    charted = len(table.rows) - (1 if table.has_total else 0)
    return Place(
        head_row=head_row,
        last_row=head_row + charted,
        columns={column.key: span.first for column, span in zip(table.columns, spans, strict=True)},
    )


def _formula(
    table: Table, column: Column, value: CellValue, spans: list[_Span], row: int, book: Book
) -> Formula | CellValue:
    text = formula_text(
        column.formula, lambda key: f"{letter(spans[table.position(key)].first)}{row}", book
    )
    return value if text is None else Formula(text, value)


def _write_spanned(
    writer: SheetWriter,
    cells: list[Styled],
    spans: list[_Span],
    height: float,
    notes: Sequence[str] = (),
) -> int:
    row: list[Styled | None] = []
    spread: list[str] = []
    for (value, style), span, note in zip(cells, spans, notes or [""] * len(spans), strict=True):
        further = span.last - span.first
        row += [(value, style)] + [(None, style)] * further
        spread += [note] + [""] * further
    number = writer.append(row, height, spread)
    for span in spans:
        writer.merge(number, span.first, span.last)
    return number


def _spans(columns: tuple[Column, ...]) -> list[_Span]:
    spans = []
    start = 1
    for column in columns:
        extra = FIRST_WIDTH - GRID_WIDTH if start == 1 else 0
        size = max(1, round((column.width - extra) / GRID_WIDTH))
        spans.append(_Span(start, start + size - 1))
        start += size
    return spans


def _height(row: tuple[CellValue, ...], spans: list[_Span]) -> float:
    lines = max(
        lines_needed(str(value), span.characters) for value, span in zip(row, spans, strict=True)
    )
    return LINE_POINTS * lines + 3


def _place_charts(
    writer: SheetWriter, waiting: list[tuple[Chart, int]], places: dict[str, Place]
) -> None:
    """Put the first chart of a row large on the left, the others above one another beside it."""
    for top, found in groupby(waiting, lambda item: item[1]):
        main, *rest = [chart for chart, _ in found]
        bottom = top + _CHART_ROWS
        middle = _MAIN_CHART_COLUMNS if rest else GRID_COLUMNS
        add_chart(writer.sheet, main, places[main.table.id], (0, top, middle, bottom))
        for place, chart in enumerate(rest):
            share = _CHART_ROWS // len(rest)
            corners = (middle, top + place * share, GRID_COLUMNS, top + (place + 1) * share)
            add_chart(writer.sheet, chart, places[chart.table.id], corners)

"""Draws charts in the workbook, bound to the cells of the table they show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from openpyxl.chart import BarChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, MultiLevelStrRef, NumDataSource, NumRef, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from bcdr.report.blocks import CellKind, Chart, ChartKind
from bcdr.report.cell_text import storable
from bcdr.report.palette import INK, LINE, MUTED, series_colour
from bcdr.report.styles import FONT_NAME

_SCALE_FORMAT: Final = '[>=1000000]#,##0.0,,"M";[>=10000]#,##0,"k";#,##0'

_POINT: Final = 100
"""Font sizes in drawings count hundredths of a point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a table stands on its sheet: row of the headings, last row, column of each key."""

    head_row: int
    last_row: int
    columns: Mapping[str, int]


def add_chart(
    sheet: Worksheet, chart: Chart, place: Place, corners: tuple[int, int, int, int]
) -> None:
    """Draw a chart of the cells at `place` between two corners: column and row, from 0, twice."""
    drawn = BarChart()
    is_stacked = chart.kind is ChartKind.STACKED_BARS
    drawn.type = "bar"
    drawn.grouping = "stacked" if is_stacked else "clustered"
    drawn.overlap = 100 if is_stacked else 0
    drawn.gapWidth = 35 if is_stacked else 40
    for key in chart.y:
        drawn.series.append(_series(sheet, chart, place, key))
    drawn.title = _title(chart.claim)
    drawn.legend.position = "b"
    drawn.legend.txPr = _text(9, MUTED)
    _set_axes(drawn, chart)
    drawn.roundedCorners = False
    drawn.graphical_properties = GraphicalProperties(ln=LineProperties(solidFill=_rgb(LINE)))
    first_column, first_row, last_column, last_row = corners
    anchor: Any = TwoCellAnchor(
        editAs="oneCell",
        _from=AnchorMarker(col=first_column, row=first_row, colOff=60_000),
        to=AnchorMarker(col=last_column, row=last_row - 1, colOff=-60_000),
    )
    drawn.anchor = anchor
    sheet.add_chart(drawn)


def _series(sheet: Worksheet, chart: Chart, place: Place, key: str) -> Series:
    column = place.columns[key]
    values = NumRef(f=_range(sheet, column, place.head_row + 1, place.last_row))
    series = Series(val=NumDataSource(numRef=values))
    series.tx = _title_from(sheet, place, column)
    series.cat = _categories(sheet, chart, place)
    series.graphicalProperties = GraphicalProperties(solidFill=_rgb(series_colour(key)))
    series.graphicalProperties.line = LineProperties(solidFill="FFFFFF", w=6350)
    if chart.table.column(key).kind is CellKind.COUNT:
        is_stacked = chart.kind is ChartKind.STACKED_BARS
        series.dLbls = DataLabelList(
            numFmt="#,##0;;",
            showVal=True,
            showSerName=False,
            showCatName=False,
            showLegendKey=False,
            showPercent=False,
            txPr=_text(8, "#ffffff" if is_stacked else INK, bold=is_stacked),
            dLblPos="ctr" if is_stacked else "outEnd",
        )
    return series


def _title_from(sheet: Worksheet, place: Place, column: int) -> SeriesLabel:
    return SeriesLabel(strRef=StrRef(f=_range(sheet, column, place.head_row, place.head_row)))


def _categories(sheet: Worksheet, chart: Chart, place: Place) -> AxDataSource:
    columns = [place.columns[key] for key in chart.x]
    cells = _range(sheet, columns[0], place.head_row + 1, place.last_row, columns[-1])
    if len(columns) == 1:
        return AxDataSource(strRef=StrRef(f=cells))
    return AxDataSource(multiLvlStrRef=MultiLevelStrRef(f=cells))


def _range(
    sheet: Worksheet, column: int, first_row: int, last_row: int, last_column: int | None = None
) -> str:
    first, last = get_column_letter(column), get_column_letter(last_column or column)
    return f"{quote_sheetname(sheet.title)}!${first}${first_row}:${last}${last_row}"


def _set_axes(drawn: BarChart, chart: Chart) -> None:
    drawn.x_axis.delete = False
    drawn.y_axis.delete = False
    drawn.x_axis.scaling.orientation = "maxMin"  # the first row of the table on top
    drawn.x_axis.txPr = _text(9, INK)
    drawn.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=_rgb(LINE)))
    drawn.y_axis.txPr = _text(9, MUTED)
    drawn.y_axis.title = _title(chart.unit, size=9, colour=MUTED, bold=False)
    drawn.y_axis.majorGridlines = ChartLines(
        spPr=GraphicalProperties(ln=LineProperties(solidFill=_rgb(LINE)))
    )
    drawn.y_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    drawn.y_axis.number_format = _SCALE_FORMAT
    drawn.y_axis.crosses = "max"  # the scale at the bottom, since the order is turned round
    drawn.y_axis.scaling.min = 0


def _title(text: str, size: float = 12, colour: str = INK, *, bold: bool = True) -> Title:
    look = _characters(size, colour, bold=bold)
    paragraph = Paragraph(
        pPr=ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=storable(text))]
    )
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def _text(size: float, colour: str, *, bold: bool = False) -> RichText:
    look = _characters(size, colour, bold=bold)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)])


def _characters(size: float, colour: str, *, bold: bool) -> CharacterProperties:
    return CharacterProperties(
        sz=int(size * _POINT), b=bold, solidFill=_rgb(colour), latin=Font(typeface=FONT_NAME)
    )


def _rgb(colour: str) -> str:
    return colour.removeprefix("#").upper()

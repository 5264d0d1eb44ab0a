"""Draws charts for a page: figures as JSON, and the library that shows them in a browser."""

import base64
import gzip
import hashlib
import json
from functools import cache
from typing import Any, Final

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from bcdr.report.blocks import CellKind, CellValue, Chart, ChartKind
from bcdr.report.palette import INK, LINE, MUTED, PAPER, series_colour

_FONT: Final = "system-ui, 'Segoe UI', Arial, sans-serif"
_BAR_PIXELS: Final = 26
_BELOW_PIXELS: Final = 100
_FRAME_PIXELS: Final = 20 + _BELOW_PIXELS
"""Room for the scale and the legend, beside the bars."""


def figure_json(chart: Chart) -> str:
    """Return a chart as JSON with `data`, `layout` and `config`, for the library of a page.

    Texts are escaped: the library would show markup in names.
    """
    figure = go.Figure(_traces(chart), _layout(chart))
    parts: dict[str, Any] = json.loads(figure.to_json())
    parts["config"] = {"displaylogo": False, "responsive": True, "displayModeBar": False}
    return json.dumps(parts)


@cache
def library_packed() -> str:
    """Return the chart library for browsers, compressed with gzip, in base64."""
    return base64.b64encode(gzip.compress(_library(), 9, mtime=0)).decode("ascii")


@cache
def library_hash() -> str:
    """Return the SHA-256 hash of the chart library in base64, as a page's policy names it."""
    return base64.b64encode(hashlib.sha256(_library()).digest()).decode("ascii")


def escaped(text: str) -> str:
    r"""Return a text that the chart library shows as it is, markup and templates included.

    >>> escaped("<b>%{x}</b>")
    '&lt;b&gt;%\\u200b{x}&lt;/b&gt;'
    """
    kept = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return kept.replace("%{", "%\u200b{")


def _library() -> bytes:
    return str(get_plotlyjs()).encode()


def _rows(chart: Chart) -> int:
    """Return how many rows of the table are drawn: all but the one that sums up the others."""
    return len(chart.table.rows) - (1 if chart.table.has_total else 0)


def _traces(chart: Chart) -> list[go.Bar]:
    rows = _rows(chart)
    names = [[escaped(str(value)) for value in chart.table.values(key)[:rows]] for key in chart.x]
    is_stacked = chart.kind is ChartKind.STACKED_BARS
    traces = []
    for key in chart.y:
        column = chart.table.column(key)
        values = chart.table.values(key)[:rows]
        is_count = column.kind is CellKind.COUNT
        title = escaped(column.title)
        traces.append(
            go.Bar(
                orientation="h",
                x=list(values),
                y=names[0] if len(names) == 1 else names,
                name=title,
                marker={"color": series_colour(key), "line": {"color": PAPER, "width": 1}},
                text=[_label(value, is_count=is_count, is_stacked=is_stacked) for value in values],
                textposition="inside" if is_stacked else "outside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"size": 12} if not is_stacked else {"size": 12, "color": PAPER},
                hovertemplate=f"%{{y}}<br>{title}: %{{x:,.0f}} {escaped(chart.unit)}"
                "<extra></extra>",
            )
        )
    return traces


def _label(value: CellValue, *, is_count: bool, is_stacked: bool) -> str:
    """Return what stands on a bar: counts, without the zeros of bars that cannot be seen."""
    if not is_count or not isinstance(value, int) or (is_stacked and not value):
        return ""
    return f"{value:,}"


def _layout(chart: Chart) -> go.Layout:
    is_stacked = chart.kind is ChartKind.STACKED_BARS
    bars = _rows(chart) * (1 if is_stacked else len(chart.y))
    return go.Layout(
        template="none",
        barmode="stack" if is_stacked else "group",
        bargap=0.25,
        height=_FRAME_PIXELS + _BAR_PIXELS * max(bars, 4),
        margin={"l": 10, "r": 30, "t": 10, "b": _BELOW_PIXELS},
        font={"family": _FONT, "size": 13, "color": INK},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        hoverlabel={"font": {"family": _FONT}},
        xaxis={
            "title": {"text": escaped(chart.unit), "font": {"size": 12, "color": MUTED}},
            "gridcolor": LINE,
            "zerolinecolor": LINE,
            "tickformat": "," if chart.table.column(chart.y[0]).kind is CellKind.COUNT else "~s",
            "nticks": 7,
            "rangemode": "tozero",
            "automargin": True,
            "fixedrange": True,
        },
        yaxis={
            "autorange": "reversed",
            "automargin": True,
            "dtick": 1,
            "ticksuffix": "  ",
            "fixedrange": True,
        },
        legend={
            "orientation": "h",
            "traceorder": "normal",
            "yref": "container",
            "yanchor": "bottom",
            "y": 0,
            "x": 0,
        },
    )

"""Draws charts for a page: figures as JSON, and the library that shows them in a browser."""

import base64
import gzip
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from bcdr.model.units import format_hours
from bcdr.report.blocks import CellKind, CellValue, Chart, ChartKind
from bcdr.report.palette import (
    INK,
    INK_ON_DARK,
    LINE,
    LINE_ON_DARK,
    MUTED,
    MUTED_ON_DARK,
    PAPER,
    PAPER_DARK,
    series_colour,
    series_colour_on_dark,
)

_FONT: Final = "system-ui, 'Segoe UI', Arial, sans-serif"
_BAR_PIXELS: Final = 26
_BELOW_PIXELS: Final = 100
_FRAME_PIXELS: Final = 20 + _BELOW_PIXELS
"""Room for the scale and the legend, beside the bars."""
_LEGEND: Final = {
    "orientation": "h",
    "traceorder": "normal",
    "yref": "container",
    "yanchor": "bottom",
    "y": 0,
    "x": 0,
}
_TIMES_PIXELS: Final = 470
_TICKS: Final = (1 / 60, 1 / 6, 1.0, 4.0, 24.0, 168.0, 720.0, 8760.0)
_LEAST_HOURS: Final = _TICKS[0]
"""What is faster stands here, since a logarithmic scale has no zero; its hover says the time."""


def figure_json(chart: Chart) -> str:
    """Return a chart as JSON with `data`, `layout` and `config`, for the library of a page.

    `light` and `dark` are what differs between the two: changes of layout, and a colour per trace.
    Texts are escaped: the library would show markup in names.
    """
    if chart.kind is ChartKind.TIMES:
        figure = go.Figure(_times(chart), _times_layout(chart))
    else:
        figure = go.Figure(_traces(chart), _layout(chart))
    parts: dict[str, Any] = json.loads(figure.to_json())
    has_line = chart.kind is ChartKind.TIMES
    axes = ("xaxis", "yaxis") if has_line else ("xaxis",)
    parts["light"] = {
        "layout": _colours(axes, INK, MUTED, LINE, PAPER),
        "series": [*map(series_colour, chart.y), *([MUTED] if has_line else [])],
    }
    parts["dark"] = {
        "layout": _colours(axes, INK_ON_DARK, MUTED_ON_DARK, LINE_ON_DARK, PAPER_DARK),
        "series": [*map(series_colour_on_dark, chart.y), *([MUTED_ON_DARK] if has_line else [])],
    }
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
                cliponaxis=False,
                textfont={"size": 12} if not is_stacked else {"size": 12, "color": PAPER},
                hovertemplate=f"%{{y}}<br>{title}: %{{x:,.0f}} {escaped(chart.unit)}"
                "<extra></extra>",
            )
        )
    return traces


def _colours(axes: Sequence[str], ink: str, muted: str, line: str, paper: str) -> dict[str, str]:
    changed = {"font.color": ink, "paper_bgcolor": paper, "plot_bgcolor": paper}
    for axis in axes:
        changed[f"{axis}.gridcolor"] = changed[f"{axis}.zerolinecolor"] = line
        changed[f"{axis}.title.font.color"] = muted
    return changed


def _times(chart: Chart) -> list[go.Scatter]:
    """Return the points of each series, and the line above which recovery is late."""
    rto, name = chart.table.values(chart.x[0]), chart.table.values(chart.x[1])
    traces, drawn = [], []
    for key, symbol in zip(chart.y, ("circle-open", "circle"), strict=True):
        found = [
            (wanted, took, escaped(str(title)))
            for wanted, took, title in zip(rto, chart.table.values(key), name, strict=True)
            if isinstance(wanted, float) and isinstance(took, float)
        ]
        drawn += [hours for wanted, took, _ in found for hours in (wanted, took)]
        title = escaped(chart.table.column(key).title)
        traces.append(
            go.Scatter(
                mode="markers",
                x=[max(wanted, _LEAST_HOURS) for wanted, _, _ in found],
                y=[max(took, _LEAST_HOURS) for _, took, _ in found],
                name=title,
                marker={"symbol": symbol, "size": 10, "color": series_colour(key),
                        "line": {"width": 2, "color": series_colour(key)}},
                text=[
                    f"{title_}<br>{title}: {format_hours(took)}, RTO {format_hours(wanted)}"
                    for wanted, took, title_ in found
                ],
                hovertemplate="%{text}<extra></extra>",
            )
        )  # fmt: skip
    ends = [max(min([*drawn, 1.0]), _LEAST_HOURS) / 2, max([*drawn, 1.0]) * 2]
    line = go.Scatter(
        mode="lines", x=ends, y=ends, name="exactly the RTO; above it is late", hoverinfo="skip",
        line={"color": MUTED, "dash": "dash", "width": 1.5},
    )  # fmt: skip
    return [*traces, line]


def _times_layout(chart: Chart) -> go.Layout:
    axis = {
        "type": "log",
        "tickmode": "array",
        "tickvals": list(_TICKS),
        "ticktext": [format_hours(hours) for hours in _TICKS],
        "gridcolor": LINE,
        "automargin": True,
        "fixedrange": True,
        "zeroline": False,
    }
    font = {"size": 12, "color": MUTED}
    return go.Layout(
        template="none",
        height=_TIMES_PIXELS,
        margin={"l": 10, "r": 30, "t": 10, "b": _BELOW_PIXELS},
        font={"family": _FONT, "size": 13, "color": INK},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        hovermode="closest",
        hoverlabel={"font": {"family": _FONT}},
        xaxis={**axis, "title": {"text": f"RTO ({chart.unit}, log scale)", "font": font}},
        yaxis={**axis, "title": {"text": f"Recovery ({chart.unit}, log scale)", "font": font}},
        legend=_LEGEND,
    )


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
        uniformtext={"minsize": 8, "mode": "hide"},
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
        legend=_LEGEND,
    )

"""Charts of coverage beyond the map: objectives against modelled times, and where recovery runs."""

import math
from collections.abc import Sequence
from typing import Any, Final

import plotly.graph_objects as go

from bcdr.model.units import format_hours
from bcdr.report.symbols import SYMBOLS
from bcdr.ui.charts import dress
from bcdr.ui.coverage_points import NOT_KNOWN, NOTHING, NOWHERE, Flow, GapPoint
from bcdr.ui.escaping import plot_text
from bcdr.ui.style import Palette

_HEIGHT: Final = 560
_FLOWS: Final = 520
# How often the light around a label is laid over the lines behind it.
_HALO: Final = 4
_TICKS: Final = (1 / 60, 0.25, 1.0, 4.0, 12.0, 24.0, 72.0, 168.0, 720.0, 2160.0, 8760.0)
# A recovery of no time stands at a second, one that never ends above the longest.
_LEAST: Final = 1 / 360
# Points lie on each other where they are nearer than a power of ten over this.
_SPOTS: Final = 12
# What a number keeps from the mark it stands beside.
_BESIDE: Final = "\N{NO-BREAK SPACE}" * 4
_MARKS: Final = {"●": "circle", "○": "circle-open", "▲": "triangle-up", "▼": "triangle-down",
                 "♦": "diamond", "?": "star-diamond-open", "\N{MULTIPLICATION SIGN}": "x",
                 "\N{EN DASH}": "line-ew-open"}  # fmt: skip


def gap_scatter(points: Sequence[GapPoint], palette: Palette) -> go.Figure:
    """Return RTO against modelled recovery time; what lies above the line is late.

    Every point carries its number as custom data. What does not come back stands on a line of its
    own at the top. Where points lie on each other, a number says how many.
    """
    known = [one.hours for one in points if one.hours is not None]
    most = max([*known, *(one.rto_hours for one in points), 24.0]) * 2
    never = most * 2.2
    places = [
        (one.rto_hours, never if one.hours is None else max(one.hours, _LEAST)) for one in points
    ]
    figure = go.Figure()
    ends = [_LEAST, most]
    figure.add_scatter(
        x=ends, y=ends, mode="lines", hoverinfo="skip",
        line={"color": palette.text, "width": 1.5, "dash": "dash"}, showlegend=False,
    )  # fmt: skip
    for state, symbol in SYMBOLS.items():
        mine = [(number, one) for number, one in enumerate(points) if one.state is state]
        if not mine:
            continue
        figure.add_scatter(
            x=[places[number][0] for number, _ in mine],
            y=[places[number][1] for number, _ in mine],
            mode="markers",
            name=f"{symbol.title} ({len(mine):,})",
            marker={
                "symbol": _MARKS[symbol.symbol],
                "size": 11,
                "color": palette.state(symbol).strong,
                "line": {"width": 1.5, "color": palette.state(symbol).strong},
                "opacity": 0.8,
            },
            customdata=[number for number, _ in mine],
            hovertext=[_hover(one) for _, one in mine],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    shared = _shared(places)
    figure.add_scatter(
        x=[x for x, _, _ in shared],
        y=[y for _, y, _ in shared],
        text=[f"{_BESIDE}{count:,}" for _, _, count in shared],
        mode="text",
        textposition="middle right",
        textfont={"size": 12, "color": palette.text},
        hoverinfo="skip",
        showlegend=False,
    )
    if any(one.hours is None for one in points):
        figure.add_annotation(
            x=1, xref="paper", xanchor="right", y=math.log10(never), yshift=14, showarrow=False,
            text="does not come back, or nobody knows",
            font={"size": 12, "color": palette.muted},
        )  # fmt: skip
    dress(figure, palette, height=_HEIGHT)
    figure.update_layout(
        margin={"l": 70, "r": 8, "t": 44, "b": 52},
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": 13}},
        clickmode="event+select",
        dragmode=False,
        hoverdistance=20,
    )
    least_x = min(one.rto_hours for one in points) / 1.6
    figure.update_xaxes(
        **_axis(least_x, most, palette),
        title={"text": "RTO asked for (logarithmic)", "font": {"size": 13}},
    )
    figure.update_yaxes(
        **_axis(_LEAST / 1.4, never * 1.7, palette),
        title={"text": "Modelled recovery time (logarithmic)", "font": {"size": 13}},
    )
    return figure


def recovery_flows(flows: Sequence[Flow], palette: Palette) -> go.Figure:
    """Return the flow of workloads from their Hub over the option to where they run again."""
    layers = (
        list(dict.fromkeys(flow.hub for flow in flows)),
        list(dict.fromkeys(flow.option for flow in flows)),
        list(dict.fromkeys(flow.place for flow in flows)),
    )
    place: dict[tuple[int, str], int] = {}
    for layer, names in enumerate(layers):
        for name in names:
            place[layer, name] = len(place)
    ways: dict[tuple[int, int], int] = {}
    for flow in flows:
        path = (place[0, flow.hub], place[1, flow.option], place[2, flow.place])
        for way in (path[:2], path[1:]):
            ways[way[0], way[1]] = ways.get((way[0], way[1]), 0) + flow.workloads
    bad = {NOTHING, NOWHERE, NOT_KNOWN}
    colours = [palette.penalty if name in bad else palette.accent for _, name in place]
    pairs = list(ways)
    figure = go.Figure(
        go.Sankey(
            arrangement="snap",
            node={
                "label": [plot_text(name) for _, name in place],
                "color": colours,
                "thickness": 16,
                "pad": 22,
                "line": {"width": 0},
                "hovertemplate": "%{label}: %{value} workloads<extra></extra>",
            },
            link={
                "source": [one for one, _ in pairs],
                "target": [other for _, other in pairs],
                "value": [ways[pair] for pair in pairs],
                "color": [_faint(colours[other]) for _, other in pairs],
                "hovertemplate": "%{source.label} to %{target.label}: %{value} workloads"
                "<extra></extra>",
            },
            textfont={
                "size": 14,
                "color": palette.text,
                "shadow": " ,".join([f"0 0 3px {palette.page}"] * _HALO),
            },
        )
    )
    dress(figure, palette, height=_FLOWS)
    figure.update_layout(margin={"l": 4, "r": 4, "t": 12, "b": 12})
    return figure


def _axis(least: float, most: float, palette: Palette) -> dict[str, Any]:
    ticks = [hours for hours in _TICKS if least <= hours <= most]
    return {
        "type": "log",
        "range": [math.log10(least), math.log10(most)],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [plot_text(format_hours(hours)) for hours in ticks],
        "gridcolor": palette.line,
        "zeroline": False,
        "fixedrange": True,
    }


def _shared(places: Sequence[tuple[float, float]]) -> list[tuple[float, float, int]]:
    """Return where several points lie on each other, and how many."""
    found: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for x, y in places:
        spot = (round(math.log10(x) * _SPOTS), round(math.log10(y) * _SPOTS))
        found.setdefault(spot, []).append((x, y))
    return [(*max(there), len(there)) for there in found.values() if len(there) > 1]


def _hover(one: GapPoint) -> str:
    hours = NOWHERE if one.hours is None else f"back in {format_hours(one.hours)}"
    return "<br>".join(
        (
            f"<b>{plot_text(one.title)}</b>",
            f"RTO {plot_text(format_hours(one.rto_hours))}, {plot_text(hours)}",
            SYMBOLS[one.state].label,
        )
    )


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.28)"

"""The drawing of the landscape: sites as boxes, Hubs above, targets below, links between."""

import math
from textwrap import wrap
from typing import Final

import plotly.graph_objects as go

from bcdr.ui.charts import dress
from bcdr.ui.escaping import plot_text
from bcdr.ui.landscape_map import LandscapeMap, Link, Node
from bcdr.ui.style import Palette

# Where things stand from bottom to top, in units of the vertical axis.
_HUBS: Final = 1.0
_TARGETS: Final = 0.0
_HALF: Final = 0.2
_BOX: Final = (-0.32, 1.42)
_HALF_WIDTH: Final = 0.42
_HEIGHT: Final = 440
# Of the whole drawing in pixels, from which follows how many letters fit on a line.
_PIXELS: Final = 1180
_LETTER: Final = 7.0
_LEAST_LETTERS: Final = 9
_CURVE: Final = 24


def landscape_chart(drawn: LandscapeMap, palette: Palette) -> go.Figure:
    """Return the drawing; every link says on hover what it is."""
    figure = go.Figure()
    letters = max(_LEAST_LETTERS, int(_PIXELS / max(drawn.width, 1) * 0.78 / _LETTER))
    for site in drawn.sites:
        figure.add_shape(
            type="rect", x0=site.left, x1=site.right, y0=_BOX[0], y1=_BOX[1],
            line={"color": palette.line, "width": 1}, fillcolor=palette.band, layer="below",
        )  # fmt: skip
        title = plot_text(site.title)
        region = f"<br>{plot_text(site.region)}" if site.region not in {"", site.title} else ""
        figure.add_annotation(
            x=(site.left + site.right) / 2, y=_BOX[1] - 0.02, yanchor="top", showarrow=False,
            text=f"<b>{title}</b><span style='color:{palette.muted}'>{region}</span>",
            font={"size": 14, "color": palette.text},
        )  # fmt: skip
    for link in drawn.links:
        _add_link(figure, drawn, link, palette)
    for node in drawn.nodes:
        _add_node(figure, node, palette, letters)
    dress(figure, palette, height=_HEIGHT)
    figure.update_layout(
        margin={"l": 2, "r": 2, "t": 6, "b": 6}, showlegend=False, hovermode="closest",
        dragmode=False,
    )  # fmt: skip
    figure.update_xaxes(visible=False, fixedrange=True, range=[-0.02, drawn.width + 0.02])
    figure.update_yaxes(visible=False, fixedrange=True, range=[_BOX[0] - 0.02, _BOX[1] + 0.03])
    return figure


def _add_node(figure: go.Figure, node: Node, palette: Palette, letters: int) -> None:
    y = _HUBS if node.is_hub else _TARGETS
    figure.add_shape(
        type="rect", x0=node.x - _HALF_WIDTH, x1=node.x + _HALF_WIDTH, y0=y - _HALF, y1=y + _HALF,
        line={
            "color": palette.accent if node.is_hub else palette.muted,
            "width": 2.5 if node.is_hub else 1.5,
            "dash": "dot" if node.is_to_build else "solid",
        },
        fillcolor=palette.page, layer="above",
    )  # fmt: skip
    name = "<br>".join(plot_text(line) for line in wrap(node.name, letters)[:2])
    rest = "<br>".join(
        plot_text(line) for said in node.lines for line in wrap(said, letters + 2)[:2]
    )
    figure.add_annotation(
        x=node.x, y=y, showarrow=False, align="center",
        text=f"<b>{name}</b><br><span style='font-size:12px;color:{palette.muted}'>{rest}</span>",
        font={"size": 13, "color": palette.text},
    )  # fmt: skip


def _add_link(figure: go.Figure, drawn: LandscapeMap, link: Link, palette: Palette) -> None:
    xs, ys = _curve(drawn.nodes[link.one], drawn.nodes[link.other])
    speed = link.mbit_per_s or 100.0
    figure.add_scatter(
        x=xs,
        y=ys,
        mode="lines",
        line={
            "color": palette.penalty if link.is_onward else palette.accent,
            "width": 1.5 if link.is_onward else min(6.0, max(1.0, math.log10(speed) * 1.6 - 2)),
            "dash": "dot" if link.is_onward else "solid",
        },
        opacity=0.75,
        hoverinfo="text",
        hovertext=plot_text(link.words),
    )


def _curve(one: Node, other: Node) -> tuple[list[float], list[float]]:
    """Return the points of a curve from node to node; nodes of one row are joined by an arc."""
    start = _HUBS - _HALF if one.is_hub else _TARGETS + _HALF
    end = _HUBS - _HALF if other.is_hub else _TARGETS + _HALF
    bend = 0.35 if one.is_hub == other.is_hub else 0.0
    bend = -bend if one.is_hub else bend
    xs, ys = [], []
    for step in range(_CURVE + 1):
        t = step / _CURVE
        smooth = t * t * (3 - 2 * t)
        xs.append(one.x + (other.x - one.x) * smooth)
        ys.append(start + (end - start) * t + bend * 4 * t * (1 - t))
    return xs, ys

"""The charts of the price of objectives: the grid of RTO and RPO, and the cost against the RTO."""

import math
from collections.abc import Sequence
from itertools import pairwise
from textwrap import wrap
from typing import Final

import plotly.graph_objects as go

from bcdr.model.sensitivity import CostAgainstRto, ObjectivePrice, PriceOfObjectives
from bcdr.model.units import format_hours, format_money
from bcdr.ui.charts import dress
from bcdr.ui.escaping import plot_text
from bcdr.ui.prices import (
    NOTHING_MEETS,
    axis_start,
    axis_ticks,
    axis_words,
    place_of,
    shades,
    short_money,
    wanted_words,
)
from bcdr.ui.style import Palette

# Sizes in pixels.
_ROW: Final = 32
_HEAD: Final = 62
_LEFT: Final = 74
_STAIRS: Final = 430

_AXIS: Final = {"size": 12}
_TITLE: Final = {"size": 13, "weight": 600}
_LONGEST_LINE: Final = 70


def price_grid(
    price: PriceOfObjectives, palette: Palette, currency: str, selected: int | None
) -> go.Figure:
    """Return the cheapest outlay per year for every RTO (down) and RPO (across).

    Every cell carries its number, counted along the rows, as custom data; `selected` is the
    number of the cell to outline. The objectives asked for now are outlined too.
    """
    cells = [cell for line in price.cells for cell in line]
    width = len(price.rpo_hours)
    steps = shades(cells, len(palette.steps))
    figure = go.Figure()
    figure.add_trace(
        go.Heatmap(
            z=[steps[row * width : (row + 1) * width] for row in range(len(price.cells))],
            zmin=-1.5,
            zmax=len(palette.steps) - 0.5,
            colorscale=_scale(palette),
            showscale=False,
            xgap=2,
            ygap=2,
            hoverinfo="skip",
            text=[[_cell_text(cell, palette, steps[number]) for cell, number in line]
                  for line in _numbered(price)],
            texttemplate="%{text}",
            textfont={"size": 12},
        )
    )  # fmt: skip
    # A heat map tells nobody what was clicked; squares that can hardly be seen, over it, do.
    figure.add_trace(
        go.Scatter(
            x=[number % width for number in range(len(cells))],
            y=[number // width for number in range(len(cells))],
            mode="markers",
            marker={"symbol": "square", "size": _ROW - 4, "opacity": 0.01, "color": palette.page},
            selected={"marker": {"opacity": 0.01}},
            unselected={"marker": {"opacity": 0.01}},
            customdata=list(range(len(cells))),
            hovertext=[_hover(cell, currency) for cell in cells],
            hovertemplate="%{hovertext}<extra></extra>",
            showlegend=False,
        )
    )
    _outline_own(figure, price, palette)
    if selected is not None and 0 <= selected < len(cells):
        row, column = divmod(selected, width)
        _outline(figure, row, row, column, column, palette.text, palette)
    _axes(figure, price, palette)
    dress(figure, palette, height=_HEAD + _ROW * len(price.cells) + 6)
    figure.update_layout(
        margin={"l": _LEFT, "r": 2, "t": _HEAD, "b": 6},
        clickmode="event+select",
        dragmode=False,
        hoverdistance=30,
    )
    return figure


def cost_staircase(
    cost: CostAgainstRto, palette: Palette, currency: str, own_rto_hours: float | None
) -> go.Figure:
    """Return outlay, expected penalty and their sum per year against the RTO; it has steps."""
    rtos = [step.from_rto_hours for step in cost.steps]
    least = axis_start(rtos[0])
    ends = [max(rto, least) for rto in rtos] + [cost.longest_rto_hours]
    figure = go.Figure()
    for name, values, colour, dash, thick in (
        ("Outlay", [step.outlay_per_year for step in cost.steps], palette.accent, "solid", 2.5),
        ("Expected penalty", [step.expected_penalty_per_year for step in cost.steps],
         palette.penalty, "dash", 2.5),
        ("Both together", [step.total_per_year for step in cost.steps],
         palette.text, "dot", 2.0),
    ):  # fmt: skip
        figure.add_scatter(
            x=ends,
            y=[*values, values[-1]],
            name=name,
            mode="lines",
            line={"shape": "hv", "color": colour, "dash": dash, "width": thick},
            hoverinfo="skip",
        )
    _hover_points(figure, cost, ends, currency)
    if own_rto_hours is not None and math.isfinite(own_rto_hours):
        _mark_own(figure, max(own_rto_hours, least), format_hours(own_rto_hours), palette)
    dress(figure, palette, height=_STAIRS)
    figure.update_layout(
        margin={"l": 64, "r": 12, "t": 62, "b": 48},
        legend={
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.075,
            "yanchor": "bottom",
            "font": {"size": 13},
        },
        hovermode="x",
    )  # fmt: skip
    ticks = axis_ticks(least, cost.longest_rto_hours)
    figure.update_xaxes(
        type="log",
        range=[math.log10(least), math.log10(cost.longest_rto_hours)],
        tickmode="array",
        tickvals=ticks,
        ticktext=[plot_text(format_hours(hours)) for hours in ticks],
        tickangle=0,
        title={"text": "RTO (logarithmic)", "font": _TITLE},
        tickfont=_AXIS,
        gridcolor=palette.line,
        linecolor=palette.line,
        zeroline=False,
        fixedrange=True,
    )
    figure.update_yaxes(
        rangemode="tozero",
        title={"text": f"{plot_text(currency)} per year", "font": _TITLE},
        tickfont=_AXIS,
        gridcolor=palette.line,
        zerolinecolor=palette.line,
        fixedrange=True,
    )
    return figure


def _mark_own(figure: go.Figure, rto_hours: float, words: str, palette: Palette) -> None:
    """Mark the RTO asked for now with a line and its value above the plot."""
    figure.add_vline(x=rto_hours, line={"color": palette.text, "width": 1.5})
    figure.add_annotation(
        # On a logarithmic axis an annotation stands at the logarithm, a line at the value.
        x=math.log10(rto_hours),
        y=1.0,
        yref="paper",
        yanchor="bottom",
        showarrow=False,
        text=f"now {plot_text(words)}",
        font={"size": 13, "color": palette.text, "weight": 600},
    )


def _hover_points(
    figure: go.Figure, cost: CostAgainstRto, ends: Sequence[float], currency: str
) -> None:
    """Add one invisible point in the middle of every step, which says what it stands for."""
    middles = [math.sqrt(start * end) for start, end in pairwise(ends)]
    figure.add_scatter(
        x=middles,
        y=[step.total_per_year for step in cost.steps],
        mode="markers",
        marker={"opacity": 0.0, "size": 12},
        showlegend=False,
        hovertext=[
            "<br>".join(
                (
                    f"<b>RTO from {plot_text(format_hours(step.from_rto_hours))}</b>",
                    f"outlay {plot_text(format_money(step.outlay_per_year, currency))}",
                    "expected penalty "
                    f"{plot_text(format_money(step.expected_penalty_per_year, currency))}",
                    *(line for item in step.strategies for line in _lines(item.title)),
                )
            )
            for step in cost.steps
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _axes(figure: go.Figure, price: PriceOfObjectives, palette: Palette) -> None:
    shared = {"showgrid": False, "zeroline": False, "fixedrange": True, "ticks": ""}
    own_row = place_of(price.rto_hours, price.own_rto_hours)
    own_column = place_of(price.rpo_hours, price.own_rpo_hours)
    figure.update_xaxes(
        side="top",
        range=[-0.5, len(price.rpo_hours) - 0.5],
        tickmode="array",
        tickvals=list(range(len(price.rpo_hours))),
        ticktext=_labels(price.rpo_hours, own_column),
        tickangle=0,
        tickfont={**_AXIS, "color": palette.text},
        title={"text": "RPO: data that may be lost", "font": _TITLE, "standoff": 6},
        **shared,
    )
    figure.update_yaxes(
        range=[len(price.rto_hours) - 0.5, -0.5],
        tickmode="array",
        tickvals=list(range(len(price.rto_hours))),
        ticktext=_labels(price.rto_hours, own_row),
        tickfont={**_AXIS, "color": palette.text},
        title={"text": "RTO: time out of service", "font": _TITLE, "standoff": 8},
        **shared,
    )


def _labels(hours: Sequence[float], own: int | None) -> list[str]:
    words = [plot_text(axis_words(value)) for value in hours]
    return [f"<b>{word}</b>" if place == own else word for place, word in enumerate(words)]


def _numbered(price: PriceOfObjectives) -> list[list[tuple[ObjectivePrice, int]]]:
    width = len(price.rpo_hours)
    return [
        [(cell, row * width + column) for column, cell in enumerate(line)]
        for row, line in enumerate(price.cells)
    ]


def _scale(palette: Palette) -> list[tuple[float, str]]:
    """Return a colour scale of steps: first that of what nothing meets, then from low to high."""
    fills = [palette.band, *(step.fill for step in palette.steps)]
    found: list[tuple[float, str]] = []
    for number, fill in enumerate(fills):
        found += [(number / len(fills), fill), ((number + 1) / len(fills), fill)]
    return found


def _cell_text(cell: ObjectivePrice, palette: Palette, shade: int) -> str:
    if cell.outlay_per_year is None:
        return f'<span style="color:{palette.muted}">{NOTHING_MEETS}</span>'
    ink = palette.steps[shade].ink
    return f'<span style="color:{ink}">{short_money(cell.outlay_per_year)}</span>'


def _hover(cell: ObjectivePrice, currency: str) -> str:
    lines = [
        f"<b>RTO {plot_text(wanted_words(cell.rto_hours))}, "
        f"RPO {plot_text(wanted_words(cell.rpo_hours))}</b>"
    ]
    if cell.outlay_per_year is None:
        lines += ["Nothing meets it.", *_lines(cell.reason)]
    else:
        lines.append(f"{plot_text(format_money(cell.outlay_per_year, currency))} per year")
        lines += [line for item in cell.strategies for line in _lines(item.title)]
    return "<br>".join(lines)


def _lines(text: str) -> list[str]:
    return [plot_text(line) for line in wrap(text, _LONGEST_LINE)]


def _outline_own(figure: go.Figure, price: PriceOfObjectives, palette: Palette) -> None:
    """Outline the cell asked for now; where one objective is asked for alone, its row or column."""
    row = place_of(price.rto_hours, price.own_rto_hours)
    column = place_of(price.rpo_hours, price.own_rpo_hours)
    if row is None and column is None:
        return
    rows = (0, len(price.rto_hours) - 1) if row is None else (row, row)
    columns = (0, len(price.rpo_hours) - 1) if column is None else (column, column)
    _outline(figure, *rows, *columns, palette.penalty, palette)


def _outline(
    figure: go.Figure, top: int, bottom: int, left: int, right: int, colour: str, palette: Palette
) -> None:
    """Frame cells, with a rim in the colour of the page that sets the frame off from any cell."""
    for line in ({"color": palette.page, "width": 6}, {"color": colour, "width": 3}):
        figure.add_shape(
            type="rect",
            x0=left - 0.48,
            x1=right + 0.48,
            y0=top - 0.47,
            y1=bottom + 0.47,
            line=line,
        )

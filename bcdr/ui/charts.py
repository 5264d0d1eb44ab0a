"""The charts of coverage: the map of it, and the counts per scenario."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any, Final

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from bcdr.model.vocabulary import Coverage
from bcdr.report.symbols import SYMBOLS
from bcdr.report.wording import counted
from bcdr.ui.coverage_rows import MapRow, ScenarioCount
from bcdr.ui.escaping import plot_text
from bcdr.ui.style import Palette

TODAY: Final = "Today"
PLANNED: Final = "With the plan"

# Sizes in pixels.
_ROW: Final = 27
_HEAD: Final = 112
_LABEL: Final = 330
_TITLE: Final = 284
_BAR: Final = 23
# Two bars and the gap to the next pair, in widths of a bar.
_PAIR: Final = 2.45
# Share of a bar below which a number does not fit on its piece.
_NARROWEST: Final = 0.03
_LONGEST_LABEL: Final = 48
_HEADING_WIDTH: Final = 10

_FONT: Final = '"Source Sans", "Source Sans Pro", "Segoe UI", system-ui, sans-serif'
_ORDER: Final = tuple(SYMBOLS)


def coverage_map(rows: Sequence[MapRow], palette: Palette, selected: int | None) -> go.Figure:
    """Return the map: workloads down, scenarios across, today beside the plan.

    Every cell carries the number `row * 2 * scenarios + column` as custom data; `selected` is the
    number of the cell to outline.
    """
    figure = make_subplots(
        rows=1, cols=2, shared_yaxes=True, horizontal_spacing=0.025, column_titles=[TODAY, PLANNED]
    )
    for panel in (0, 1):
        _add_panel(figure, rows, panel, palette)
    _mark(figure, rows, selected, palette)
    titles = [_cut(row.title) for row in rows]
    places = list(range(len(rows)))
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5],
        tickmode="array",
        tickvals=places,
        ticktext=[plot_text(title) for title in titles],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
        ticks="",
    )
    figure.update_yaxes(showticklabels=False, col=2)
    scenarios = [cell.scenario_title for cell in rows[0].cells]
    figure.update_xaxes(
        side="top",
        range=[-0.5, len(scenarios) - 0.5],
        tickmode="array",
        tickvals=list(range(len(scenarios))),
        ticktext=["<br>".join(map(plot_text, wrap(title, _HEADING_WIDTH))) for title in scenarios],
        tickangle=0,
        showgrid=False,
        zeroline=False,
        fixedrange=True,
        ticks="",
        tickfont={"size": 12, "color": palette.muted},
    )
    dress(figure, palette, height=_HEAD + _ROW * len(rows) + 8)
    figure.update_layout(
        margin={"l": _LABEL, "r": 4, "t": _HEAD, "b": 8},
        clickmode="event+select",
        dragmode=False,
        hoverdistance=30,
    )
    figure.update_annotations(
        yshift=64, font={"size": 15, "color": palette.text, "weight": 600}, yanchor="bottom"
    )
    return figure


def scenario_bars(counts: Sequence[ScenarioCount], palette: Palette) -> go.Figure:
    """Return how many workloads of each scenario are in each state: two bars, today and plan."""
    figure = go.Figure()
    pairs = [(place * _PAIR, count) for place, count in enumerate(counts)]
    places = [place + offset for place, _ in pairs for offset in (0, 1)]
    most = max(count.workloads for count in counts)
    for state in _ORDER:
        numbers = [n for _, count in pairs for n in (count.today[state], count.planned[state])]
        if not any(numbers):
            continue
        symbol = SYMBOLS[state]
        colours = palette.state(symbol)
        figure.add_bar(
            y=places,
            x=numbers,
            width=0.86,
            orientation="h",
            name=symbol.label,
            showlegend=False,
            marker={"color": colours.fill, "line": {"color": palette.page, "width": 1.5}},
            text=[
                f"{symbol.symbol} {number:,}" if number > _NARROWEST * most else ""
                for number in numbers
            ],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            insidetextfont={"color": colours.ink, "size": 12},
            hovertext=[f"{counted(number, 'workload')} {symbol.title}" for number in numbers],
            hoverinfo="text",
        )
    for place, count in pairs:
        figure.add_annotation(_beside(plot_text(count.title), place, at_left=True, palette=palette))
        gain = f"{count.covered_today:,} → {count.covered_planned:,} covered"
        figure.add_annotation(_beside(gain, place, at_left=False, palette=palette))
    dress(figure, palette, height=round(_BAR * _PAIR * len(counts)) + 24)
    figure.update_layout(
        barmode="stack",
        margin={"l": _TITLE, "r": 172, "t": 4, "b": 4},
        uniformtext={"minsize": 11, "mode": "hide"},
    )
    figure.update_yaxes(
        range=[_PAIR * len(counts) - 0.9, -0.6],
        tickmode="array",
        tickvals=places,
        ticktext=[TODAY, PLANNED] * len(counts),
        showgrid=False,
        zeroline=False,
        fixedrange=True,
        ticks="",
        ticklabelstandoff=6,
        tickfont={"size": 12, "color": palette.muted},
    )
    figure.update_xaxes(visible=False, fixedrange=True, range=[0, most])
    return figure


def clicked_cell(selection: Any) -> int | None:
    """Return the number of the cell that was clicked, None if none is selected.

    `selection` is what Streamlit hands over of a chart, which a browser wrote: anything else than
    the number of one cell is no cell.
    """
    try:
        number = selection["selection"]["points"][0]["customdata"]
    except (KeyError, IndexError, TypeError):
        return None
    if isinstance(number, list):
        number = number[0] if number else None
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def cell_place(number: int, rows: Sequence[MapRow]) -> tuple[int, int, int] | None:
    """Return row, panel (0 today, 1 planned) and scenario of a cell, None if it is not there."""
    if not rows:
        return None
    width = len(rows[0].cells)
    row, column = divmod(number, 2 * width)
    if not 0 <= row < len(rows):
        return None
    return row, *divmod(column, width)


def _add_panel(
    figure: go.Figure,
    rows: Sequence[MapRow],
    panel: int,
    palette: Palette,
) -> None:
    width = len(rows[0].cells)
    states = [[cell.planned if panel else cell.today for cell in row.cells] for row in rows]
    figure.add_trace(
        go.Heatmap(
            z=[[_ORDER.index(state) for state in line] for line in states],
            zmin=-0.5,
            zmax=len(_ORDER) - 0.5,
            colorscale=_scale(palette),
            showscale=False,
            xgap=3,
            ygap=3,
            hoverinfo="skip",
            text=[[_inked(state, palette) for state in line] for line in states],
            texttemplate="%{text}",
            textfont={"size": 14},
        ),
        row=1,
        col=panel + 1,
    )
    # A heat map tells nobody what was clicked; squares that can hardly be seen, over it, do.
    places = [(row, column) for row in range(len(rows)) for column in range(width)]
    figure.add_trace(
        go.Scatter(
            x=[column for _, column in places],
            y=[row for row, _ in places],
            mode="markers",
            marker={"symbol": "square", "size": _ROW - 4, "opacity": 0.01, "color": palette.page},
            selected={"marker": {"opacity": 0.01}},
            unselected={"marker": {"opacity": 0.01}},
            customdata=[row * 2 * width + panel * width + column for row, column in places],
            hovertext=[_hover(rows[row], column, panel) for row, column in places],
            hovertemplate="%{hovertext}<extra></extra>",
            showlegend=False,
        ),
        row=1,
        col=panel + 1,
    )


def _mark(
    figure: go.Figure, rows: Sequence[MapRow], selected: int | None, palette: Palette
) -> None:
    place = None if selected is None else cell_place(selected, rows)
    if place is None:
        return
    row, panel, column = place
    figure.add_shape(
        type="rect",
        x0=column - 0.47,
        x1=column + 0.47,
        y0=row - 0.46,
        y1=row + 0.46,
        line={"color": palette.text, "width": 2.5},
        row=1,
        col=panel + 1,
    )


def _beside(text: str, place: float, *, at_left: bool, palette: Palette) -> dict[str, Any]:
    """Return an annotation beside a pair of bars, at the edge of the page or after their end."""
    return {
        "text": text,
        "xref": "paper",
        "x": 0 if at_left else 1,
        "xanchor": "left",
        "xshift": -_TITLE - 2 if at_left else 12,
        "y": place + 0.5,
        "yanchor": "middle",
        "showarrow": False,
        "font": {"size": 14, "color": palette.text, "weight": 600 if at_left else 400},
    }


def dress(figure: go.Figure, palette: Palette, *, height: int) -> None:
    """Give a figure the font and colours of the pages, and its height in pixels."""
    figure.update_layout(
        height=height,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": _FONT, "size": 13, "color": palette.text},
        hoverlabel={
            "bgcolor": palette.band,
            "bordercolor": palette.line,
            "font": {"family": _FONT, "size": 13, "color": palette.text},
            "align": "left",
        },
    )


def _scale(palette: Palette) -> list[tuple[float, str]]:
    """Return a colour scale of steps: the same colour over the whole width of a state."""
    steps: list[tuple[float, str]] = []
    for number, state in enumerate(_ORDER):
        fill = palette.state(SYMBOLS[state]).fill
        steps += [(number / len(_ORDER), fill), ((number + 1) / len(_ORDER), fill)]
    return steps


def _inked(state: Coverage, palette: Palette) -> str:
    symbol = SYMBOLS[state]
    return f'<span style="color:{palette.state(symbol).ink}">{symbol.symbol}</span>'


def _hover(row: MapRow, column: int, panel: int) -> str:
    cell = row.cells[column]
    state = cell.planned if panel else cell.today
    words = cell.planned_words if panel else cell.today_words
    binding = "" if cell.is_binding else " (not binding)"
    lines = (
        f"<b>{plot_text(row.title)}</b>",
        f"{plot_text(cell.scenario_title)}{binding}, {PLANNED.lower() if panel else TODAY.lower()}",
        f"<b>{SYMBOLS[state].label}</b>",
        *(plot_text(line) for line in wrap(words, 60)),
    )
    return "<br>".join(lines)


def _cut(title: str) -> str:
    return title if len(title) <= _LONGEST_LABEL else f"{title[: _LONGEST_LABEL - 1]}…"

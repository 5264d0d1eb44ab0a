"""Charts: every state has a symbol, and a click finds its cell again."""

import pytest

from bcdr.model.vocabulary import Coverage
from bcdr.report.symbols import SYMBOLS
from bcdr.ui.charts import cell_place, clicked_cell, coverage_map, scenario_bars
from bcdr.ui.coverage_rows import MapCell, MapRow, scenario_counts
from bcdr.ui.style import palette


def row(id_: str, today: Coverage, planned: Coverage) -> MapRow:
    cells = tuple(
        MapCell(
            scenario=scenario,
            scenario_title=scenario,
            is_binding=True,
            today=today,
            planned=planned,
            today_words="today",
            planned_words="planned",
        )
        for scenario in ("one", "two", "three")
    )
    return MapRow(workload_id=id_, title=id_, criticality="", criticality_rank=1.0, cells=cells)


ROWS = tuple(row(state, state, Coverage.MET) for state in Coverage)


def test_every_state_stands_in_the_map_with_its_symbol() -> None:
    drawn = coverage_map(ROWS, palette(), None)
    heat = next(trace for trace in drawn.data if trace.type == "heatmap")
    for line, state in zip(heat.text, Coverage, strict=True):
        assert SYMBOLS[state].symbol in line[0]


def test_the_number_of_a_cell_finds_row_panel_and_scenario() -> None:
    drawn = coverage_map(ROWS, palette(), None)
    points = [trace for trace in drawn.data if trace.type == "scatter"]
    assert len(points) == 2
    for panel, trace in enumerate(points):
        for x, y, number in zip(trace.x, trace.y, trace.customdata, strict=True):
            assert cell_place(number, ROWS) == (y, panel, x)


def test_the_chosen_cell_is_outlined() -> None:
    assert not coverage_map(ROWS, palette(), None).layout.shapes
    assert len(coverage_map(ROWS, palette(), 4).layout.shapes) == 1


@pytest.mark.parametrize("number", [-1, len(ROWS) * 6, 10**9])
def test_a_number_outside_the_map_is_no_cell(number: int) -> None:
    assert cell_place(number, ROWS) is None


@pytest.mark.parametrize(
    ("selection", "number"),
    [
        ({"selection": {"points": [{"customdata": 5}]}}, 5),
        ({"selection": {"points": [{"customdata": [7]}]}}, 7),
        ({"selection": {"points": [{"customdata": []}]}}, None),
        ({"selection": {"points": [{"customdata": True}]}}, None),
        ({"selection": {"points": [{}]}}, None),
        ({}, None),
        (None, None),
    ],
)
def test_what_a_browser_sends_is_read_with_care(selection: object, number: int | None) -> None:
    assert clicked_cell(selection) == number


def test_bars_of_a_scenario_add_up_to_its_workloads() -> None:
    drawn = scenario_bars(scenario_counts(ROWS), palette())
    sums = [sum(values) for values in zip(*(bar.x for bar in drawn.data), strict=True)]
    assert sums == [len(ROWS)] * 6

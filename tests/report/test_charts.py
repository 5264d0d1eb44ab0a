"""Charts of a page."""

import base64
import gzip
import hashlib
import json
from typing import Any

import pytest

from bcdr.report.blocks import CellKind, Chart, ChartKind, Column, Table
from bcdr.report.charts import escaped, figure_json, library_hash, library_packed
from bcdr.report.content import Report
from bcdr.report.palette import series_colour
from bcdr.report.symbols import SYMBOLS


def figure(chart: Chart) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(figure_json(chart))
    return found


def charts(report: Report) -> list[Chart]:
    return [b for s in report.sections for b in s.blocks if isinstance(b, Chart)]


def test_bars_are_as_long_as_the_numbers_of_the_table(report: Report) -> None:
    for chart in charts(report):
        rows = len(chart.table.rows) - (1 if chart.table.has_total else 0)
        for key, trace in zip(chart.y, figure(chart)["data"], strict=True):
            assert trace["x"] == list(chart.table.values(key)[:rows])
            assert trace["y"] == [escaped(str(v)) for v in chart.table.values(chart.x[0])[:rows]]


def test_states_have_their_colours(report: Report) -> None:
    coverage = charts(report)[0]
    colours = [trace["marker"]["color"] for trace in figure(coverage)["data"]]
    assert colours == [one.light.strong for one in SYMBOLS.values()]


def test_a_series_without_a_colour_is_a_fault() -> None:
    with pytest.raises(KeyError, match="profit"):
        series_colour("profit")


def test_the_unit_stands_at_the_scale(report: Report) -> None:
    for chart in charts(report):
        assert figure(chart)["layout"]["xaxis"]["title"]["text"] == chart.unit


def test_names_are_shown_and_not_obeyed() -> None:
    table = Table(
        id="t",
        title="T",
        columns=(
            Column(key="name", title="Name"),
            Column(key="today", title="<i>Today</i>", kind=CellKind.COUNT),
        ),
        rows=(("<b>%{x}</b> & co", 3),),
    )
    chart = Chart(
        id="c",
        table=table,
        kind=ChartKind.GROUPED_BARS,
        x=("name",),
        y=("today",),
        unit="workloads",
        claim="3",
        alternative="3",
    )
    trace = figure(chart)["data"][0]
    assert trace["y"] == ["&lt;b&gt;%\u200b{x}&lt;/b&gt; &amp; co"]
    assert trace["name"] == "&lt;i&gt;Today&lt;/i&gt;"
    assert "<i>" not in trace["hovertemplate"]


def test_zeros_are_labelled_only_where_a_bar_can_be_seen(report: Report) -> None:
    stacked, grouped, *_ = charts(report)
    for chart, expected in ((stacked, ""), (grouped, "0")):
        for trace in figure(chart)["data"]:
            labels = {t for x, t in zip(trace["x"], trace["text"], strict=True) if x == 0}
            assert labels <= {expected}


def test_the_library_is_packed_whole_and_named_by_its_hash() -> None:
    library = gzip.decompress(base64.b64decode(library_packed()))
    assert b"plotly.js" in library[:200]
    digest = base64.b64encode(hashlib.sha256(library).digest()).decode()
    assert library_hash() == digest

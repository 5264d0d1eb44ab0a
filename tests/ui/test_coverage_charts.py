"""Objectives against modelled times, drawn."""

from typing import Any

from bcdr.model.vocabulary import Coverage
from bcdr.ui.coverage_charts import gap_scatter
from bcdr.ui.coverage_points import GapPoint, gaps_claim
from bcdr.ui.style import palette


def point(name: str, rto_hours: float, hours: float | None, state: Coverage) -> GapPoint:
    return GapPoint(workload_id=name, title=name, state=state, rto_hours=rto_hours, hours=hours)


def traces(*points: GapPoint) -> list[dict[str, Any]]:
    return list(gap_scatter(points, palette()).to_dict()["data"])


def test_points_that_lie_on_each_other_are_counted_whatever_their_state() -> None:
    drawn = traces(
        point("a", 24.0, 1000.0, Coverage.LATE),
        point("b", 24.0, 1000.0, Coverage.LATE_AND_LOSSY),
        point("c", 24.0, 1001.0, Coverage.LATE),
        point("d", 4.0, 1.0, Coverage.MET),
    )
    (counts,) = (trace for trace in drawn if trace["mode"] == "text")
    assert [text.strip() for text in counts["text"]] == ["3"]
    assert list(counts["x"]) == [24.0]


def test_a_point_that_lies_alone_has_no_number() -> None:
    drawn = traces(point("a", 24.0, 1.0, Coverage.MET), point("b", 4.0, 1.0, Coverage.MET))
    (counts,) = (trace for trace in drawn if trace["mode"] == "text")
    assert list(counts["text"]) == []


def test_every_point_keeps_its_own_number_to_be_clicked() -> None:
    drawn = traces(
        point("a", 24.0, None, Coverage.UNRECOVERABLE), point("b", 24.0, 1.0, Coverage.MET)
    )
    numbers = [one for trace in drawn if trace["mode"] == "markers" for one in trace["customdata"]]
    assert sorted(numbers) == [0, 1]


def test_how_many_times_too_late_is_said_without_a_decimal_that_means_nothing() -> None:
    late = point("Gate / Database", 0.5, 1011.45, Coverage.LATE)
    assert gaps_claim([late], "today").endswith("farthest Gate / Database, 42.1 d (2,023 times)")

"""The parts of a score add up to it, whatever is not applicable."""

import pytest

from bcdr.model.results import Score
from bcdr.model.settings import Weights
from bcdr.ui.components.score_parts import score_parts


def score(regulation: float | None, cost: float | None) -> Score:
    return Score(
        total=0.0,
        objectives=0.8,
        regulation=regulation,
        cost=cost,
        guidance=0.6,
        is_at_least=False,
        missing=(),
    )


def test_points_are_weight_times_value() -> None:
    parts = score_parts(score(0.5, 1.0), Weights())
    assert [part.points for part in parts] == pytest.approx([36.0, 10.0, 25.0, 6.0])


def test_a_part_that_is_not_applicable_shares_its_weight() -> None:
    # 45 x 0.8 + 10 x 0.6 = 42 of 55: 76.36 of 100.
    parts = score_parts(score(None, None), Weights())
    assert sum(part.points for part in parts) == pytest.approx(76.36, abs=0.01)
    assert [part.points for part in parts][1:3] == [0.0, 0.0]


def test_weights_of_zero_give_no_points() -> None:
    nothing = Weights(objectives=0, regulation=0, cost=0, guidance=0)
    assert sum(part.points for part in score_parts(score(0.5, 1.0), nothing)) == 0.0

"""What stands around a figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdr.model.figures import (
    Bare,
    Remark,
    bare_figure,
    comment_behind,
    meaning_of,
    nothing_remark,
    without_bounds,
)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("**< 2h**", Bare("< 2h")),
        ("0 (Atomic rollback)", Bare("0", "atomic rollback")),
        ("[4 h]", Bare("4 h")),
        ("(Near Real-Time)", Bare("near real-time")),
        ("[TIME]", Bare("[time]")),
        ("4 hour(s)", Bare("4 hour")),
        ("1½ h", Bare("1.5 h")),
        ("½ TB", Bare("0.5 tb")),
    ],
)
def test_a_text_is_reduced_to_its_figure(text: str, bare: Bare) -> None:
    assert bare_figure(text) == bare


def test_case_is_kept_where_it_tells_bits_from_bytes() -> None:
    assert bare_figure("4 MBps (peak)", keeps_case=True) == Bare("4 MBps", "peak")


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("n/a", "ambiguous"),
        ("<tbd>", "placeholder"),
        ("tbd: ask Ana", "placeholder"),
        ("entfällt", "not-applicable"),
        ("4 h", None),
        ("- high", None),
    ],
)
def test_a_text_without_a_figure_has_a_meaning(text: str, meaning: str | None) -> None:
    assert meaning_of(text) == meaning


def test_a_comment_with_figures_stays_part_of_the_text() -> None:
    assert comment_behind("4 h, daily") == ("4 h", "daily")
    assert comment_behind("4 h, 30 min") == ("4 h, 30 min", "")


@pytest.mark.parametrize(
    ("text", "bare", "remark"),
    [
        ("up to about 4 h", "4 h", Remark.BOUND),
        ("4 h or more", "4 h", Remark.LOWER_BOUND),
        ("≥ 4 h", "4 h", Remark.LOWER_BOUND),
        ("ca. 4 h", "4 h", Remark.NONE),
        ("underground", "underground", Remark.NONE),
        ("max", "max", Remark.NONE),
    ],
)
def test_bounds_are_taken_off_and_said(text: str, bare: str, remark: Remark) -> None:
    assert without_bounds(text) == (bare, remark)


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("-", Remark.NONE),
        ("  ", Remark.NONE),
        ("-1", Remark.SENTINEL),
        ("NotApplicable", Remark.AMBIGUOUS_BLANK),
        ("Not collected", Remark.PLACEHOLDER),
        ("0", None),
        ("near zero", None),
        ("not applicable", None),
    ],
)
def test_marks_for_nothing_are_told_from_values(text: str, remark: Remark | None) -> None:
    assert nothing_remark(text) is remark


@given(st.text(max_size=40))
def test_no_text_makes_the_readers_fail(text: str) -> None:
    bare = bare_figure(text)

    assert isinstance(without_bounds(bare.text)[0], str)
    assert nothing_remark(text) is None or isinstance(nothing_remark(text), Remark)

"""The grid and the staircase: what nothing meets is told apart, and what is asked for is marked."""

from dataclasses import replace

from bcdr.ui.price_charts import cost_staircase, price_grid
from bcdr.ui.prices import NOTHING_MEETS
from bcdr.ui.style import palette
from tests.ui.test_prices import PRICE, cell, grid, stairs

STAIRS = stairs((1.0, 20000.0), (3.0, 8000.0), (12.0, 5000.0))


def test_a_cell_that_nothing_meets_says_so_without_colour() -> None:
    drawn = price_grid(PRICE, palette(), "EUR", None)
    assert f">{NOTHING_MEETS}<" in drawn.data[0].text[0][0]
    assert ">9.0k<" in drawn.data[0].text[0][1]
    assert "Nothing meets it.<br>It takes 3 h." in drawn.data[1].hovertext[0]


def test_dearer_cells_are_never_paler() -> None:
    drawn = price_grid(PRICE, palette(), "EUR", None)
    (nothing, dearest), (middle, cheapest) = drawn.data[0].z
    assert nothing < cheapest < middle < dearest


def test_every_cell_tells_its_number_when_it_is_clicked() -> None:
    drawn = price_grid(PRICE, palette(), "EUR", None)
    squares = drawn.data[1]
    for x, y, number in zip(squares.x, squares.y, squares.customdata, strict=True):
        assert divmod(number, 2) == (y, x)


def test_what_is_asked_for_is_framed_and_written_bold() -> None:
    drawn = price_grid(PRICE, palette(), "EUR", None)
    rim, frame = drawn.layout.shapes
    assert rim.line.color == palette().page
    assert (frame.x0, frame.x1) == (-0.48, 0.48)
    assert (frame.y0, frame.y1) == (0.53, 1.47)
    assert tuple(drawn.layout.yaxis.ticktext) == ("1 h", "<b>4 h</b>")
    assert tuple(drawn.layout.xaxis.ticktext) == ("<b>1 h</b>", "24 h")


def test_an_rto_alone_frames_its_row() -> None:
    alone = replace(PRICE, own_rpo_hours=None)
    _, frame = price_grid(alone, palette(), "EUR", None).layout.shapes
    assert (frame.x0, frame.x1) == (-0.48, 1.48)


def test_without_objectives_nothing_is_framed() -> None:
    none = replace(PRICE, own_rto_hours=None, own_rpo_hours=None)
    assert not price_grid(none, palette(), "EUR", None).layout.shapes


def test_the_chosen_cell_is_framed_too() -> None:
    assert len(price_grid(PRICE, palette(), "EUR", 3).layout.shapes) == 4
    assert len(price_grid(PRICE, palette(), "EUR", 99).layout.shapes) == 2


def test_cells_of_one_price_have_one_colour() -> None:
    same = grid((cell(1.0, 1.0, 5.0), cell(1.0, 2.0, 5.0)), own=(None, None))
    assert price_grid(same, palette(), "EUR", None).data[0].z == ([0, 0],)


def test_the_staircase_draws_outlay_penalty_and_sum_to_the_longest_rto() -> None:
    drawn = cost_staircase(STAIRS, palette(), "EUR", 4.0)
    lines = {line.name: line for line in drawn.data if line.mode == "lines"}
    assert list(lines) == ["Outlay", "Expected penalty", "Both together"]
    assert tuple(lines["Outlay"].x) == (1.0, 3.0, 12.0, 336.0)
    assert tuple(lines["Outlay"].y) == (20000.0, 8000.0, 5000.0, 5000.0)
    assert len({line.line.dash for line in lines.values()}) == 3


def test_the_axes_of_the_staircase_say_their_units() -> None:
    layout = cost_staircase(STAIRS, palette(), "EUR", 4.0).layout
    assert layout.xaxis.type == "log"
    assert layout.xaxis.title.text == "RTO (logarithmic)"
    assert layout.yaxis.title.text == "EUR per year"


def test_the_present_rto_is_marked_where_it_stands() -> None:
    drawn = cost_staircase(STAIRS, palette(), "EUR", 10.0)
    (line,) = drawn.layout.shapes
    assert (line.x0, line.x1) == (10.0, 10.0)
    (words,) = drawn.layout.annotations
    assert (words.text, words.x) == ("now 10 h", 1.0)  # the logarithm of 10


def test_without_an_rto_in_hours_nothing_is_marked() -> None:
    for own in (None, float("inf")):
        drawn = cost_staircase(STAIRS, palette(), "EUR", own)
        assert not drawn.layout.shapes
        assert not drawn.layout.annotations


def test_a_staircase_that_begins_at_no_time_can_still_be_drawn() -> None:
    drawn = cost_staircase(stairs((0.0, 9.0), (2.0, 5.0)), palette(), "EUR", 0.001)
    assert min(drawn.data[0].x) > 0.0
    assert min(drawn.layout.xaxis.tickvals) > 0.0

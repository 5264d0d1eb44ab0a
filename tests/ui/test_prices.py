"""What objectives cost, in words."""

import math
from dataclasses import replace

import pytest

from bcdr.model.durations import parse_duration
from bcdr.model.sensitivity import CostAgainstRto, CostStep, ObjectivePrice, PriceOfObjectives
from bcdr.ui import prices

INFINITE = math.inf


def cell(rto: float, rpo: float, outlay: float | None, *, is_own: bool = False) -> ObjectivePrice:
    return ObjectivePrice(
        rto_hours=rto,
        rpo_hours=rpo,
        strategies=(),
        outlay_per_year=outlay,
        expected_penalty_per_year=None if outlay is None else 10 * outlay,
        reason="" if outlay is not None else "It takes 3 h.",
        is_own=is_own,
        sentence="",
    )


def grid(
    *rows: tuple[ObjectivePrice, ...], own: tuple[float | None, float | None]
) -> PriceOfObjectives:
    return PriceOfObjectives(
        title="t",
        workload_ids=("w",),
        rto_hours=tuple(row[0].rto_hours for row in rows),
        rpo_hours=tuple(one.rpo_hours for one in rows[0]),
        own_rto_hours=own[0],
        own_rpo_hours=own[1],
        cells=rows,
        sentence="",
    )


PRICE = grid(
    (cell(1.0, 1.0, None), cell(1.0, 24.0, 9000.0)),
    (cell(4.0, 1.0, 5000.0, is_own=True), cell(4.0, 24.0, 1000.0)),
    own=(4.0, 1.0),
)


def stairs(*steps: tuple[float, float]) -> CostAgainstRto:
    return CostAgainstRto(
        title="t",
        workload_ids=("w",),
        rpo_hours=24.0,
        longest_rto_hours=336.0,
        steps=tuple(
            CostStep(
                from_rto_hours=rto,
                strategies=(),
                outlay_per_year=outlay,
                expected_penalty_per_year=0.0,
            )
            for rto, outlay in steps
        ),
        reason="The Hub is out of service: it takes 1 h.",
        sentence="",
    )


def test_the_claim_is_what_the_present_objectives_cost() -> None:
    assert prices.price_claim(PRICE, "EUR") == "RTO 4 h and RPO 1 h cost at least EUR 5,000 a year"


def test_objectives_that_nothing_meets_are_said_so() -> None:
    price = grid((cell(1.0, 1.0, None, is_own=True),), own=(1.0, 1.0))
    assert prices.price_claim(price, "EUR") == "Nothing meets RTO 1 h and RPO 1 h"


def test_an_rto_alone_costs_what_it_costs_with_the_longest_rpo() -> None:
    alone = replace(PRICE, own_rpo_hours=None)
    assert prices.price_claim(alone, "EUR") == "RTO 4 h costs at least EUR 1,000 a year"
    own = prices.own_cell(alone)
    assert own is PRICE.cells[1][1]
    assert prices.cell_claim(alone, own, "EUR").startswith("RTO 4 h: EUR 1,000 a year")


def test_without_objectives_nothing_is_claimed_of_them() -> None:
    price = grid((cell(1.0, 1.0, 5.0),), own=(None, None))
    assert prices.price_claim(price, "EUR") == "What RTO and RPO would cost"


@pytest.mark.parametrize(
    ("number", "ending"),
    [
        (1, "That is EUR 4,000 more than now"),
        (2, "with an expected penalty of EUR 50,000"),
        (3, "That is EUR 4,000 less than now"),
        (0, "Nothing meets RTO 1 h and RPO 1 h"),
    ],
)
def test_a_cell_is_compared_with_what_is_asked_for_now(number: int, ending: str) -> None:
    chosen = prices.cell_at(PRICE, number)
    assert chosen is not None
    assert prices.cell_claim(PRICE, chosen, "EUR").endswith(ending)


def test_the_same_price_is_no_difference() -> None:
    price = grid((cell(1.0, 1.0, 7.0, is_own=True), cell(1.0, 2.0, 7.001)), own=(1.0, 1.0))
    claim = prices.cell_claim(price, price.cells[0][1], "EUR")
    assert claim.endswith("It costs the same as what is asked for now")


@pytest.mark.parametrize("number", [None, -1, 4, 10**9])
def test_a_number_outside_the_grid_is_no_cell(number: int | None) -> None:
    assert prices.cell_at(PRICE, number) is None


@pytest.mark.parametrize(
    ("own", "claim"),
    [
        (4.0, "Going from 4 h to 1 h costs EUR 12,000 a year more"),
        (24.0, "Going from 24 h to 3.01 h costs EUR 3,000 a year more"),
        (2.0, "Going from 2 h to 3.01 h saves EUR 12,000 a year"),
        (0.5, "An RTO of 30 min cannot be kept; the shortest that can is 1 h, for EUR 20,000 a "
              "year"),
        (None, "The shortest RTO that can be kept is 1 h, for EUR 20,000 a year"),
        (INFINITE, "The shortest RTO that can be kept is 1 h, for EUR 20,000 a year"),
    ],
)  # fmt: skip
def test_the_staircase_says_what_the_next_step_costs(own: float | None, claim: str) -> None:
    cost = stairs((1.0, 20000.0), (3.001, 8000.0), (12.0, 5000.0))
    assert prices.stairs_claim(cost, own, "EUR") == claim


def test_one_step_alone_has_no_finding() -> None:
    assert prices.stairs_claim(stairs((1.0, 5.0)), 4.0, "EUR") == (
        "No RTO costs more or less than another"
    )


def test_no_step_says_that_nothing_meets_the_rpo() -> None:
    assert prices.stairs_claim(stairs(), 4.0, "EUR") == (
        "Nothing meets an RPO of 24 h, whatever the RTO"
    )


def test_the_note_says_why_nothing_is_quicker() -> None:
    assert prices.stairs_note(stairs((1.0, 5.0))) == (
        "With the RPO kept at 24 h. Nothing is quicker than 1 h. "
        "The Hub is out of service: it takes 1 h."
    )


@pytest.mark.parametrize("hours", [0.0551, 0.3333333, 1.0001, 5.9534, 47.999, 50.01, 313.3])
def test_a_time_that_can_be_kept_is_never_rounded_down(hours: float) -> None:
    read = parse_duration(prices.kept_words(hours)).value
    assert isinstance(read, float)
    assert hours <= read <= hours * 1.11


def test_not_applicable_is_no_number_of_hours() -> None:
    assert prices.wanted_words(INFINITE) == "not applicable"
    assert prices.axis_words(INFINITE) == "n/a"


@pytest.mark.parametrize(
    ("amount", "words"), [(0.0, "0"), (999.4, "999"), (999.9, "1.0k"), (999_900, "1.0M")]
)
def test_amounts_of_a_cell_are_short(amount: float, words: str) -> None:
    assert prices.short_money(amount) == words

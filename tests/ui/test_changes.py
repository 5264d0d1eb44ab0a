"""What would change the recommendation, in words and on the range of a number."""

from dataclasses import replace

import pytest

from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.sensitivity import Flip
from bcdr.ui.changes import changing, flips_claim, range_bar, source_of

PRICE = Flip(
    id="storage-own",
    kind="price",
    title="Storage at own targets",
    unit="EUR per GB",
    value=0.2,
    low=0.0,
    high=1.0,
    at=0.5,
    until=0.49,
    becomes=None,
    distance=0.3,
    sentence="",
)
RTO = replace(
    PRICE, id="rto_hours", kind="objective", title="RTO", unit="hours", value=4.0, low=1.0,
    high=16.0, at=8.0,
)  # fmt: skip
KEPT = replace(PRICE, id="staff", title="Staff", at=None, until=None, distance=None)


def test_nothing_that_changes_is_an_honest_claim() -> None:
    claim = "Nothing within its range changes the recommendation"
    assert flips_claim([KEPT, KEPT]) == claim
    assert flips_claim([]) == claim


def test_the_nearest_number_is_named_with_both_values() -> None:
    assert flips_claim([PRICE, RTO, KEPT]) == (
        "2 of 3 numbers could change the recommendation; nearest is storage at own targets, "
        "at 0.5 instead of 0.2 EUR per GB"
    )


def test_an_objective_says_its_unit_once() -> None:
    assert flips_claim([RTO, KEPT]) == (
        "One number could change the recommendation: RTO, at 8 h instead of 4 h"
    )


def test_only_what_changes_something_is_listed() -> None:
    assert changing([PRICE, RTO, KEPT]) == (PRICE, RTO)


def test_a_number_lies_on_its_range_in_proportion() -> None:
    bar = range_bar(PRICE)
    assert (bar.value, bar.changes_at) == (0.2, 0.5)
    assert (bar.low_words, bar.high_words) == ("0", "1")


def test_an_objective_lies_on_its_range_by_ratio() -> None:
    bar = range_bar(RTO)
    assert bar.value == pytest.approx(0.5)
    assert bar.changes_at == pytest.approx(0.75)
    assert (bar.low_words, bar.high_words) == ("1 h", "16 h")


def test_every_kind_of_number_has_a_source() -> None:
    known = load_catalogue()
    for kind, entry in (
        ("assumption", known.assumptions[0]),
        ("phase", known.phases[0]),
        ("price", known.prices[0]),
        ("scenario", known.scenarios[0]),
    ):
        said = source_of(replace(PRICE, kind=kind, id=entry.id), known)
        assert said == f"{entry.source}, {entry.date}"
    for kind in ("weight", "setting", "objective"):
        assert source_of(replace(PRICE, kind=kind), known)

"""What the cells of a column say together."""

import pytest

from bcdr.intake.context import Scale
from bcdr.intake.votes import context_of, day_first_of, decimal_mark_of, size_unit_of
from bcdr.model.columns import APPLICATIONS
from bcdr.model.records import Cell


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1,024", "0,5"], ","),
        (["1,024", "12.5"], "."),
        (["1,024", "2,048"], "."),
        (["1,024"], ""),
        (["1.024"], ""),
        (["1.200,50", "3.000"], ","),
        (["0,5", "0.5"], ""),
        (["500 GB", 4.5, None], ""),
    ],
)
def test_certain_texts_decide_the_decimal_mark(cells: list[Cell], mark: str) -> None:
    assert decimal_mark_of(cells) == mark


def test_amounts_of_money_have_no_three_decimals() -> None:
    assert decimal_mark_of(["1.024", "2.048"]) == "."
    assert decimal_mark_of(["1.024", "2.048"], are_amounts=True) == ""


@pytest.mark.parametrize(
    ("cells", "is_day_first"),
    [
        (["02/03/2026", "25/03/2026"], True),
        (["02/03/2026", "03/25/2026"], False),
        (["02/03/2026"], None),
        (["25/03/2026", "03/25/2026"], None),
        (["2026-03-02", 46154], None),
    ],
)
def test_one_clear_date_decides_for_its_column(
    cells: list[Cell], is_day_first: bool | None
) -> None:
    assert day_first_of(cells) is is_day_first


def test_sizes_that_can_only_be_bytes_are_bytes() -> None:
    assert size_unit_of([107_374_182_400, 42_949_672_960.0, 0]) == "B"
    assert size_unit_of([500, 107_374_182_400, 20]) == ""
    assert size_unit_of(["107374182400", True]) == ""


def test_a_context_holds_what_its_kind_of_column_needs() -> None:
    sizes = context_of(APPLICATIONS.column("data_gb"), ["0,5"], unit="MiB", family="RVTools vInfo")
    dates = context_of(APPLICATIONS.column("last_test_date"), ["25/03/2026"])
    places = context_of(APPLICATIONS.column("allowed_jurisdictions"), ["Germany, Italy"])
    tiers = context_of(APPLICATIONS.column("criticality"), ["5", "4"], unit="5 = most critical")
    answers = context_of(APPLICATIONS.column("criticality"), ["Ja", "Nein", "n/a"])
    numbers = context_of(APPLICATIONS.column("criticality"), ["1", "0"])

    assert (sizes.unit, sizes.decimal_mark, sizes.is_export) == ("MiB", ",", True)
    assert (dates.is_day_first, dates.decimal_mark) == (True, None)
    assert places.separators == ";\n,"
    assert (tiers.scale, tiers.holds_only_answers) == (Scale(top=5, bottom=1), False)
    assert (answers.holds_only_answers, numbers.holds_only_answers) == (True, False)


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Daily change (%)", ""),
        ("Daily change rate", ""),
        ("Daily change (GB)", "GB"),
        ("Churn GB/day", "GB"),
        ("Delta in MiB", "MiB"),
        ("Peak churn (MB/s)", "MB/s"),
        ("Write rate MBps", "MB/s"),
    ],
)
def test_a_header_says_which_kind_of_change_its_column_holds(header: str, unit: str) -> None:
    context = context_of(APPLICATIONS.column("daily_change_share"), [5], header=header, unit="%")

    assert context.unit == unit


def test_the_unit_of_the_contract_is_no_unit_of_its_own() -> None:
    assert context_of(APPLICATIONS.column("data_gb"), [5], unit="GB").unit == ""

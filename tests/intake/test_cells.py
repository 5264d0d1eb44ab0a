"""One cell at a time: value, and what is said about it."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdr.intake import Code
from bcdr.intake.cells import CellReader, reader_of
from bcdr.intake.intervals import Interval
from bcdr.intake.numbers import ChangePerDay
from bcdr.intake.words import Words
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.columns import APPLICATIONS, SHEETS
from bcdr.model.records import Cell
from bcdr.model.vocabulary import Deployment, Mode, Option, Special, TargetKind

WORDS = Words.of(load_catalogue())


def naive(text: str) -> datetime.datetime:
    """A moment as cells hold it: without a time zone."""
    return datetime.datetime.fromisoformat(text)


def reader(field: str, sheet: str = "Applications") -> CellReader:
    return reader_of(SHEETS[sheet].column(field), WORDS)


def typed(field: str, cell: Cell, sheet: str = "Applications") -> tuple[Any, str]:
    """The value of a cell, and the code of what is said about it."""
    value, fault = reader(field, sheet)(cell)
    return value, fault.code if fault else ""


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        (4, 4, ""),
        ("4 h", 4, ""),
        (0, 0, ""),
        ("near zero", Special.NEAR_ZERO, ""),
        ("Not applicable", Special.NOT_APPLICABLE, ""),
        ("-", None, ""),
        ("N/A", None, Code.AMBIGUOUS_BLANK),
        ("tbd", None, Code.PLACEHOLDER),
        ("soon", None, Code.NOT_A_DURATION),
        (True, None, Code.NOT_A_DURATION),
        ("< 4 h", 4, Code.DURATION_BOUND),
        ("4-8 h", 4, Code.DURATION_RANGE),
        ("> 4 h", 4, Code.DURATION_RANGE),
        ("2 business days", None, Code.DURATION_WORKING_TIME),
        ("Hours", None, Code.DURATION_MAGNITUDE),
        (-1, None, Code.NOT_MEASURED),
        (-4, None, Code.NEGATIVE),
        (432_000, None, Code.DURATION_ABSURD),
        (datetime.time(4, 30), 4.5, ""),
        (datetime.timedelta(hours=36), 36, ""),
        (naive("1900-01-01 12:00"), 36, ""),
        (datetime.date(1900, 1, 1), 24, ""),
        (naive("1899-12-30 04:00"), 4, ""),
        (naive("1900-03-01 00:00"), 61 * 24, ""),
        (datetime.date(2026, 1, 2), None, Code.DURATION_IS_DATE),
        (naive("2026-01-02 00:00"), None, Code.DURATION_IS_DATE),
    ],
)
def test_objectives(cell: Cell, value: object, code: str) -> None:
    assert typed("rto_hours", cell) == (value, code)


def test_what_was_measured_takes_the_careful_end_of_a_range() -> None:
    assert typed("measured_recovery_hours", "4-8 h") == (8, Code.DURATION_RANGE)
    assert typed("measured_recovery_hours", "near zero") == (None, Code.NOT_A_DURATION)
    assert typed("measured_recovery_hours", "not applicable") == (None, "")


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        (500, 500, ""),
        (0, 0, ""),
        ("1,200", 1200, ""),
        ("2 TB", 2000, ""),
        ("n/a", None, Code.AMBIGUOUS_BLANK),
        ("unknown", None, Code.PLACEHOLDER),
        ("-", None, ""),
        ("large", None, Code.NOT_A_NUMBER),
        ("61.2 GiB / 127 GiB", pytest.approx(65.7129996288), Code.SIZE_USED_OF_TOTAL),
        (True, None, Code.NOT_A_NUMBER),
        (float("nan"), None, Code.NOT_A_NUMBER),
        (datetime.date(2026, 1, 2), None, Code.NOT_A_NUMBER),
        (-40, None, Code.NEGATIVE),
        (107_374_182_400_000, None, Code.NUMBER_ABSURD),
    ],
)
def test_sizes(cell: Cell, value: object, code: str) -> None:
    assert typed("data_gb", cell) == (value, code)


def test_counts_are_whole() -> None:
    assert typed("vm_count", 3.0) == (3, "")
    assert typed("vm_count", "3 VMs") == (3, "")
    assert typed("vm_count", 2.5) == (None, Code.NOT_A_NUMBER)
    assert typed("vm_count", "many") == (None, Code.NOT_A_NUMBER)


def test_shares_are_written_in_percent() -> None:
    assert typed("daily_change_share", 7) == (0.07, "")
    assert typed("daily_change_share", "7%") == (0.07, "")
    assert typed("daily_change_share", "7 percent") == (0.07, "")
    assert typed("daily_change_share", 700) == (None, Code.NUMBER_ABSURD)
    assert typed("daily_change_share", "50 GB") == (ChangePerDay(50), "")


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        (12000, 12000, ""),
        ("12,000.00", 12000, ""),
        ("$75,000 / Hour", 75000, ""),
        ("USD 250k", 250_000, ""),
        ("1.5m", 1_500_000, ""),
        ("12000 EUR", 12000, Code.OTHER_CURRENCY),
        ("€ 12.000,50", 12000.5, Code.OTHER_CURRENCY),
        ("high", None, Code.NOT_MONEY),
        ("-5", None, Code.NEGATIVE),
    ],
)
def test_money(cell: Cell, value: object, code: str) -> None:
    assert WORDS.currency == "USD"
    assert typed("downtime_cost_per_hour", cell) == (value, code)


@pytest.mark.parametrize(
    "cell", ["Yes", "y", "TRUE", True, 1, "x", "ja", "Sí", "oui", "はい", "Yes*"]
)
def test_yes(cell: Cell) -> None:
    assert typed("stateful", cell) == (True, "")


@pytest.mark.parametrize("cell", ["No", "n", "False", False, 0, "nein", "non", "não", "いいえ"])
def test_no(cell: Cell) -> None:
    assert typed("stateful", cell) == (False, "")


def test_neither_yes_nor_no_is_not_known() -> None:
    assert typed("stateful", "partly") == (None, Code.NOT_YES_OR_NO)
    assert typed("stateful", "?") == (None, Code.PLACEHOLDER)


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        (datetime.date(2026, 5, 12), datetime.date(2026, 5, 12), ""),
        (naive("2026-05-12 10:00"), datetime.date(2026, 5, 12), ""),
        ("2026-05-12", datetime.date(2026, 5, 12), ""),
        ("2026-05-12T10:15:00.0000000Z", datetime.date(2026, 5, 12), ""),
        ("12.05.2026", datetime.date(2026, 5, 12), ""),
        ("12 May 2026", datetime.date(2026, 5, 12), ""),
        ("25/03/2026 10:15", datetime.date(2026, 3, 25), ""),
        ("03/25/2026", datetime.date(2026, 3, 25), ""),
        ("02/03/2026", datetime.date(2026, 3, 2), Code.DATE_DAY_FIRST),
        (46154, datetime.date(2026, 5, 12), ""),
        (12, None, Code.NOT_A_DATE),
        ("31.02.2026", None, Code.NOT_A_DATE),
        ("Q2 2026", None, Code.DATE_INCOMPLETE),
        ("n/a", None, Code.AMBIGUOUS_BLANK),
    ],
)
def test_dates(cell: Cell, value: object, code: str) -> None:
    assert typed("last_test_date", cell) == (value, code)


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("2 ore", 2), ("entro 4 ore", 4), ("3 giorni", 72), ("30 minuti", 0.5), ("5 timmar", 5),
        ("2 dager", 48), ("4 godz.", 4), ("3 dni", 72), ("8 hodin", 8), ("2小时", 2),
        ("15分钟以内", 0.25), ("1天", 24), ("4 saat", 4),
    ],
)  # fmt: skip
def test_times_in_languages_whose_headers_are_read_in_part(cell: str, hours: float) -> None:
    assert typed("rto_hours", cell)[0] == hours


def test_lists_lose_blanks_and_repeats_unless_positions_count() -> None:
    assert typed("tags", "core; web;; core\nnew") == (("core", "web", "new"), "")
    assert typed("current_target", "Vault;; Azure") == (("Vault", "", "Azure"), "")
    assert typed("tags", 7.0) == (("7",), "")


def test_retention_and_intervals_match_by_position() -> None:
    assert typed("retention_days", "0; ; 4 weeks") == ((0, None, 28), "")
    assert typed("retention_days", 30) == ((30,), "")
    assert typed("retention_days", "long") == ((None,), Code.NOT_A_NUMBER)
    assert typed("current_interval_hours", "continuous; 15 min;") == (
        (Interval(Mode.CONTINUOUS), Interval(Mode.INTERVAL, 0.25), Interval()),
        "",
    )
    assert typed("current_interval_hours", datetime.time(4)) == (
        (Interval(Mode.INTERVAL, 4),),
        "",
    )


def test_choices_are_known_by_code_and_title() -> None:
    assert typed("deployment", "Scale-Set") == (Deployment.SCALE_SET, "")
    assert typed("deployment", "cluster") == (None, Code.CHOICE_UNKNOWN)
    assert typed("kind", "Second Hub", "Targets") == (TargetKind.SECOND_HUB, "")
    assert typed("current_option", "In-guest backup;; no recovery") == (
        (Option.IN_GUEST_BACKUP, None, Option.NO_RECOVERY),
        "",
    )


def test_an_unknown_choice_lists_what_is_allowed() -> None:
    _, fault = reader("deployment")("cluster")

    assert fault is not None
    assert fault.remedy == "Write one of single VM, availability set and scale set."


@pytest.mark.parametrize("cell", ["Mission critical", "mission-critical", "MISSION_CRITICAL"])
def test_criticality_is_known_by_title_and_code(cell: str) -> None:
    assert typed("criticality", cell) == ("mission-critical", "")


def test_criticality_that_is_not_known_is_blank() -> None:
    assert typed("criticality", "purple") == (None, Code.CRITICALITY_UNKNOWN)
    assert typed("criticality", "tbd") == (None, Code.PLACEHOLDER)


def test_text_is_cleaned_of_what_cannot_be_seen() -> None:
    assert typed("application", " Order\u00a0 desk\u200b\x07 ") == ("Order desk", "")
    assert typed("application", 59.0) == ("59", "")
    assert typed("application", "=cmd|' /C calc'!A0") == ("=cmd|' /C calc'!A0", "")
    assert typed("notes", "x" * 40_000) == ("x" * 32_767, Code.TEXT_CLEANED)


def test_values_of_rules_are_numbers_or_lists() -> None:
    assert typed("value", 4, "Rules") == (4.0, "")
    assert typed("value", "1,200", "Rules") == (1200.0, "")
    assert typed("value", "DE; NL", "Rules") == (("DE", "NL"), "")
    assert typed("value", True, "Rules") == (("Yes",), "")


CELLS = st.one_of(
    st.text(max_size=30),
    st.floats(),
    st.integers(-(10**18), 10**18),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@given(CELLS, st.sampled_from(APPLICATIONS.columns))
def test_no_cell_makes_a_reader_fail(cell: Cell, column: Any) -> None:
    value, fault = reader_of(column, WORDS)(cell)

    assert value is not None or fault is None or fault.remedy

"""Rows with the value of every filled cell."""

import datetime
from typing import Any

import pytest

from bcdr.intake import Code
from bcdr.intake.faults import FaultLog
from bcdr.intake.typed import TypedRow, names_in, typed_rows
from bcdr.intake.words import shipped_words
from bcdr.model.records import Cell, ColumnMatch, Record, RecordTable
from bcdr.model.vocabulary import Option, Special

AS_OF = datetime.date(2026, 11, 22)


def table(field: str, *cells: Cell, unit: str = "", family: str = "") -> RecordTable:
    """A table with one column."""
    return RecordTable(
        role="Applications",
        sheet="List",
        header_row=1,
        columns=(ColumnMatch(header=field, letter="C", field=field, unit=unit, confidence=1.0),),
        records=tuple(
            Record(id=f"row-{row}", row=row, cells={field: cell})
            for row, cell in enumerate(cells, start=2)
        ),
        family=family,
    )


def typed(field: str, *cells: Cell, unit: str = "", family: str = "") -> tuple[list[Any], set[str]]:
    """The values of a column, and the codes of what is said about it."""
    log = FaultLog()
    rows = typed_rows(
        table(field, *cells, unit=unit, family=family), shipped_words(), log, as_of=AS_OF
    )
    return [row.get(field) for row in rows], {item.code for item in log.findings()}


def test_a_column_declares_the_unit_of_its_plain_numbers() -> None:
    assert typed("rto_hours", 30, "30", "2 h", unit="minutes") == ([0.5, 0.5, 2], set())
    assert typed("rpo_hours", 432_000, unit="s") == ([120], set())
    assert typed("mtd_hours", 2, unit="days") == ([48], set())
    assert typed("rto_hours", 1, unit="weeks") == ([168], set())
    assert typed("rto_hours", 7_200_000, unit="ms") == ([2], set())
    assert typed("rto_hours", 4, unit="hours") == ([4], set())
    assert typed("current_interval_hours", 15, unit="min")[0][0][0].hours == 0.25
    assert typed("retention_days", 4, unit="weeks") == ([(28,)], set())


def test_the_unit_in_a_cell_counts_before_that_of_its_column() -> None:
    assert typed("rto_hours", "5 minutes", 5, unit="hours") == ([5 / 60, 5], set())
    assert typed("data_gb", "1 GB", 1000, unit="MB") == ([1, 1], set())


def test_plain_numbers_of_working_time_are_not_known() -> None:
    said = {Code.DURATION_WORKING_TIME}

    assert typed("rto_hours", 5, "5", unit="business days") == ([None, None], said)
    assert typed("rto_hours", "5 h", unit="business days") == ([5], set())


def test_one_clear_text_settles_the_decimal_mark_of_its_column() -> None:
    assert typed("data_gb", "1,024", "0,5") == ([1.024, 0.5], set())
    assert typed("data_gb", "1,024", "12.5") == ([1024, 12.5], set())
    assert typed("data_gb", "1,024")[1] == {Code.NUMBER_MARK}


def test_one_clear_date_settles_the_order_of_its_column() -> None:
    days, said = typed("last_test_date", "02/03/2026", "03/25/2026")

    assert days == [datetime.date(2026, 2, 3), datetime.date(2026, 3, 25)]
    assert said == set()


def test_sizes_in_bytes_are_noticed_without_a_unit() -> None:
    values, said = typed("data_gb", 107_374_182_400, 42_949_672_960)

    assert values == [pytest.approx(107.3741824), pytest.approx(42.94967296)]
    assert said == set()


def test_the_register_tells_not_defined_from_zero_and_one_from_one_or_less() -> None:
    values, said = typed("rto_hours", 0, 1, 4, "0 h", "0 (no loss)", family="DORA B_06.01")

    assert values == [None, 1, 4, 0, 0]
    assert said == {Code.NOT_DEFINED, Code.DURATION_BOUND, Code.DURATION_COMMENT}
    assert typed("rto_hours", 0, 1) == ([0, 1], set())


def test_four_kinds_of_nothing_are_four_values() -> None:
    values, _ = typed("rpo_hours", 0, "near zero", "not applicable", "not defined")

    assert values == [0, Special.NEAR_ZERO, Special.NOT_APPLICABLE, None]


def test_not_applicable_for_data_may_mean_that_there_is_none() -> None:
    values, said = typed("rpo_hours", "N/A", "stateless", "N/A (stateless)", "none - stateless")

    assert values == [None, *[Special.NOT_APPLICABLE] * 3]
    assert said == {Code.AMBIGUOUS_BLANK}
    assert typed("rto_hours", "stateless") == ([None], {Code.NOT_A_DURATION})


def test_how_often_copies_are_made_says_how_much_may_be_lost() -> None:
    assert typed("rpo_hours", "Daily", "täglich") == ([24, 24], {Code.DURATION_FREQUENCY})
    assert typed("rto_hours", "Daily") == ([None], {Code.NOT_A_DURATION})


def test_a_cell_of_several_objectives_gives_each_its_own() -> None:
    cell = "rto: 4h,rpo: 5h"

    assert typed("rto_hours", cell) == ([4], set())
    assert typed("rpo_hours", cell) == ([5], set())
    assert typed("mtd_hours", cell) == ([None], set())


def test_what_is_no_objective_says_why() -> None:
    assert typed("rto_hours", "Tier 1")[1] == {Code.DURATION_IS_TIER}
    assert typed("rto_hours", "24x7")[1] == {Code.DURATION_SERVICE_HOURS}
    assert typed("rto_hours", "2 business days")[1] == {Code.DURATION_WORKING_TIME}
    assert typed("rto_hours", "2-Jan")[1] == {Code.DURATION_IS_DATE}
    assert typed("rto_hours", -1)[1] == {Code.NOT_MEASURED}
    assert typed("rto_hours", "0 (atomic rollback)") == ([0], {Code.DURATION_COMMENT})


def test_lists_are_taken_apart_where_the_names_are_known() -> None:
    one = table("depends_on", "Identity, DNS", "Mail")
    names = names_in([table("application", "Identity", "DNS", "Mail")])

    rows = typed_rows(one, shipped_words(), FaultLog(), known_names=names)

    assert [row.get("depends_on") for row in rows] == [("Identity", "DNS"), ("Mail",)]
    assert typed("depends_on", "Identity, DNS") == ([("Identity, DNS",)], set())
    assert typed("regulations", "GDPR, NIS2") == ([("GDPR", "NIS2")], set())
    assert typed("allowed_jurisdictions", "Germany, Italy") == ([("Germany", "Italy")], set())


@pytest.mark.parametrize("word", ["None", "none", "keine", "aucune", "nenhuma", "geen", "なし"])
def test_a_word_for_none_is_an_empty_list_and_no_protection(word: str) -> None:
    assert typed("depends_on", word) == ([()], set())
    assert typed("current_option", word) == ([(Option.NO_RECOVERY,)], set())


def test_marks_for_nothing_are_no_items() -> None:
    assert typed("depends_on", "…", "-") == ([None, None], set())
    assert typed("depends_on", "tbd") == ([None], {Code.PLACEHOLDER})


def test_a_workload_is_known_by_its_application_too() -> None:
    rows = RecordTable(
        role="Applications",
        sheet="List",
        header_row=1,
        columns=(),
        records=(Record(id="a", row=2, cells={"application": "Shop", "workload": "Web"}),),
    )

    assert {"shop", "web", "shop / web", "shop/web"} <= names_in([rows])


def test_an_age_counts_from_the_day_of_the_study() -> None:
    assert typed("last_test_date", 10, unit="days") == (
        [datetime.date(2026, 11, 12)],
        {Code.DATE_FROM_AGE},
    )


def test_the_raw_cell_stays_in_the_record() -> None:
    log = FaultLog()
    (row,) = typed_rows(table("rto_hours", "< 4 h (SLA)"), shipped_words(), log)

    assert isinstance(row, TypedRow)
    assert row.record.cells == {"rto_hours": "< 4 h (SLA)"}
    assert row.values == {"rto_hours": 4}

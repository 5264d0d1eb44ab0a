"""What rows say together."""

import pytest

from bcdr.intake import Code
from tests.intake.books import codes, finding, reading

SHOP = {"application": "Shop"}


def objectives(rto: str, rpo: str, mtd: str = "") -> list[str]:
    """The codes of a row with these objectives."""
    row = {**SHOP, "rto_hours": rto, "rpo_hours": rpo, "mtd_hours": mtd or None}
    return [code for _, code in codes(reading(row))]


@pytest.mark.parametrize(
    ("rto", "rpo", "mtd", "expected"),
    [
        ("4 h", "24 h", "", []),
        ("1 h", "24 h", "", [Code.RPO_ABOVE_RTO]),
        ("15 min", "24 h", "48 h", [Code.RPO_ABOVE_RTO]),
        ("15 min", "12 h", "", []),
        ("0 h", "24 h", "", [Code.RPO_ABOVE_RTO]),
        ("4 h", "48 h", "24 h", [Code.RPO_ABOVE_MTD]),
        ("48 h", "4 h", "24 h", [Code.RTO_ABOVE_MTD]),
        ("4 h", "not applicable", "24 h", []),
        ("near zero", "24 h", "", []),
    ],
)
def test_objectives_that_do_not_fit_are_said(
    rto: str, rpo: str, mtd: str, expected: list[str]
) -> None:
    assert objectives(rto, rpo, mtd) == expected


def test_rows_with_the_same_oddity_are_one_finding() -> None:
    rows = [{"application": name, "rto_hours": 1, "rpo_hours": 24} for name in ("A1", "B2", "C3")]

    found = finding(reading(*rows), Code.RPO_ABOVE_RTO)

    assert found.cell == "C2, C3 and C4"
    assert "24 h, 1 h" in found.problem
    assert "swapped" in found.remedy


def test_a_dependency_that_may_take_longer_is_said() -> None:
    found = reading(
        {**SHOP, "rto_hours": 4, "depends_on": "Directory; Mail"},
        {"application": "Directory", "rto_hours": 24},
        {"application": "Mail", "rto_hours": 2},
    )

    assert codes(found) == [("Applications!C2", Code.DEPENDENCY_SLOWER)]
    assert "Directory (24 h, this row 4 h)" in finding(found, Code.DEPENDENCY_SLOWER).problem


@pytest.mark.parametrize(
    ("own", "other", "is_said"),
    [
        (4, "not applicable", True),
        ("near zero", 1, True),
        (4, None, False),
        (None, 24, False),
        ("not applicable", 24, False),
        (4, 4, False),
    ],
)
def test_special_objectives_are_compared_as_what_they_mean(
    own: object, other: object, is_said: bool
) -> None:
    found = reading(
        {**SHOP, "rto_hours": own, "depends_on": "Directory"},
        {"application": "Directory", "rto_hours": other},
    )

    assert (Code.DEPENDENCY_SLOWER in [code for _, code in codes(found)]) is is_said


def test_a_circle_is_said_once_and_not_as_slower_too() -> None:
    found = reading(
        {**SHOP, "rto_hours": 4, "depends_on": "Desk"},
        {"application": "Desk", "rto_hours": 24, "depends_on": "Shop"},
    )

    assert [code for _, code in codes(found)] == [Code.DEPENDENCY_CIRCLE]


def test_rows_of_one_workload_that_disagree_are_said() -> None:
    found = reading(
        {**SHOP, "rto_hours": 4, "criticality": "high"},
        {**SHOP, "rto_hours": 8, "criticality": "high"},
    )

    assert codes(found) == [
        ("Applications!A3", Code.NAME_TWICE),
        ("Applications!C3", Code.ROWS_DISAGREE),
    ]
    assert "different RTO: 'Shop: 4 and 8'" in finding(found, Code.ROWS_DISAGREE).problem


def test_rows_of_one_workload_that_agree_are_only_twice() -> None:
    found = reading({**SHOP, "rto_hours": 4}, {**SHOP, "rto_hours": "240 min"})

    assert [code for _, code in codes(found)] == [Code.NAME_TWICE]


def test_names_that_differ_by_a_slip_are_said_and_not_merged() -> None:
    found = reading(
        {"application": "Payments", "owner": "Ana Moreno"},
        {"application": "Paymnets", "owner": "Ana Moremo"},
    )

    assert codes(found) == [
        ("Applications!A3", Code.NAMES_ALIKE),
        ("Applications!B3", Code.NAMES_ALIKE),
    ]
    assert found.counts["applications"] == 2


def test_parts_of_one_application_are_compared_with_one_another_only() -> None:
    found = reading(
        {"application": "Shop", "workload": "Database"},
        {"application": "Shop", "workload": "Databse"},
        {"application": "Desk", "workload": "Databasee"},
    )

    assert codes(found) == [("Applications!B3", Code.NAMES_ALIKE)]


def test_names_that_differ_in_case_count_as_one_and_say_so() -> None:
    found = reading(
        {"application": "Shop", "workload": "Web"}, {"application": "SHOP", "workload": "Mail"}
    )

    assert codes(found) == [("Applications!A3", Code.NAME_SPELLINGS)]
    assert found.counts["applications"] == 1


@pytest.mark.parametrize(
    ("cells", "is_said"),
    [
        ({"data_gb": 20_000_000}, True),
        ({"data_gb": 20_000}, False),
        ({"memory_gb": 8192, "vcpu": 4}, True),
        ({"memory_gb": 64, "vcpu": 4}, False),
        ({"data_gb": 0, "stateful": "Yes"}, True),
        ({"data_gb": 0, "stateful": "No"}, False),
        ({"vcpu": 1_000_000}, True),
    ],
)
def test_sizes_nobody_has_are_said_and_kept(cells: dict[str, object], is_said: bool) -> None:
    found = reading({**SHOP, **cells})

    assert ([code for _, code in codes(found)] == [Code.SIZE_ABSURD]) is is_said
    assert found.portfolio is not None
    assert all(
        getattr(found.portfolio.workloads[0], field) == value
        for field, value in cells.items()
        if field != "stateful"
    )


def test_the_vms_of_the_sheet_vms_are_looked_at_too() -> None:
    found = reading(SHOP, VMs=[{"vm": "a", "application": "Shop", "memory_gb": 8192, "vcpu": 2}])

    assert ("VMs!D2", Code.SIZE_ABSURD) in codes(found)

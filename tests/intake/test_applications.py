"""Rows of an application and of its workloads."""

from bcdr.intake import Code
from tests.intake.books import codes, finding, portfolio, reading


def test_an_application_without_parts_is_one_workload() -> None:
    (workload,) = portfolio({"application": "Shop", "rto_hours": "4 h"}).workloads

    assert (workload.id, workload.title, workload.rto_hours) == ("shop", "Shop", 4)


def test_the_own_row_of_an_application_gives_its_workloads_what_they_leave_blank() -> None:
    found = portfolio(
        {"application": "Shop", "owner": "Ana", "rto_hours": "4 h", "rpo_hours": "1 h"},
        {"application": "Shop", "workload": "Web", "rto_hours": "2 h"},
        {"application": "SHOP ", "workload": "Database", "rpo_hours": "soon"},
    )

    assert [
        (item.title, item.owner, item.rto_hours, item.rpo_hours) for item in found.workloads
    ] == [
        ("Shop / Web", "Ana", 2, 1),
        # What was written and could not be read is not replaced by what the application says.
        ("Shop / Database", "Ana", 4, None),
    ]


def test_what_an_own_row_cannot_give_is_reported() -> None:
    found = reading(
        {"application": "Shop", "data_gb": 500, "vm_count": 3, "tags": "core"},
        {"application": "Shop", "workload": "Web"},
    )

    assert codes(found) == [("Applications!A2", Code.OWN_ROW_NOT_USED)]
    assert "Data (GB) and VMs" in finding(found, Code.OWN_ROW_NOT_USED).problem
    assert found.portfolio is not None
    assert found.portfolio.workloads[0].data_gb is None
    assert found.portfolio.workloads[0].tags == ("core",)


def test_a_row_without_an_application_is_left_out_and_reported() -> None:
    found = reading({"application": "Shop"}, {"owner": "Ana"}, {"owner": "Ben"})

    assert codes(found) == [("Applications!A3 and A4", Code.ROW_WITHOUT_NAME)]
    assert (found.counts["workloads"], found.counts["rows_skipped"]) == (1, 2)


def test_rows_of_one_name_are_kept_and_reported() -> None:
    found = reading({"application": "Shop"}, {"application": "shop"}, {"application": "Desk"})

    assert codes(found) == [
        ("Applications!A3", Code.NAME_TWICE),
        ("Applications!A3", Code.NAME_SPELLINGS),
    ]
    assert found.portfolio is not None
    assert [item.id for item in found.portfolio.workloads] == ["shop", "shop-2", "desk"]
    assert {item.application for item in found.portfolio.workloads} == {"Shop", "Desk"}


def test_a_list_without_a_single_application_is_not_usable() -> None:
    found = reading({"application": None, "owner": "Ana"})

    assert not found.is_usable
    assert codes(found)[-1] == ("Applications", Code.NO_ROWS)

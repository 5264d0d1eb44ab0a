"""A row becomes a workload, and its columns are compared."""

import datetime

from bcdr.intake import Code
from bcdr.model.vocabulary import Deployment, Special
from tests.intake.books import codes, finding, reading, workload


def test_every_filled_cell_reaches_its_workload() -> None:
    found = workload(
        workload="Database",
        owner="Ana",
        criticality="Mission critical",
        rto_hours=4,
        rpo_hours="near zero",
        mtd_hours="Not applicable",
        data_gb="1,200",
        vm_count=2,
        stateful="Yes",
        deployment="single VM",
        regulations="GDPR; NIS2",
        last_test_date="2026-05-12",
        notes="as is",
    )

    assert (found.title, found.owner, found.criticality) == (
        "Order desk / Database",
        "Ana",
        "mission-critical",
    )
    assert (found.rto_hours, found.rpo_hours, found.mtd_hours) == (
        4,
        Special.NEAR_ZERO,
        Special.NOT_APPLICABLE,
    )
    assert (found.data_gb, found.vm_count, found.stateful) == (1200, 2, True)
    assert found.deployment is Deployment.SINGLE_VM
    assert found.regulations == ("GDPR", "NIS2")
    assert found.last_test_date == datetime.date(2026, 5, 12)
    assert found.notes == "as is"


def test_a_blank_stays_none() -> None:
    found = workload()

    assert (found.rto_hours, found.stateful, found.data_gb, found.os) == (None,) * 4


def test_rto_beyond_the_end_of_what_is_tolerable_is_reported() -> None:
    found = reading(
        {"application": "Shop", "rto_hours": "2 d", "mtd_hours": "1 d"},
        {"application": "Desk", "rto_hours": "1 d", "mtd_hours": "1 d"},
        {"application": "Mail", "rto_hours": "not applicable", "mtd_hours": "1 d"},
    )

    assert codes(found) == [("Applications!B2", Code.RTO_ABOVE_MTD)]


def test_a_test_that_lies_ahead_is_reported() -> None:
    found = reading(
        {"application": "Shop", "last_test_date": datetime.date(2027, 1, 1)},
        {"application": "Desk", "last_test_date": datetime.date(2026, 6, 1)},
    )

    assert codes(found) == [("Applications!B2", Code.DATE_IN_FUTURE)]
    assert "'2027-01-01'" in finding(found, Code.DATE_IN_FUTURE).problem

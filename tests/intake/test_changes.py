"""Changed data a day becomes a share of the data."""

import pytest

from bcdr.intake import Code
from tests.intake.books import codes, finding, portfolio, reading, workload

SHOP = {"application": "Shop"}


def test_an_amount_a_day_is_a_share_of_the_rows_data() -> None:
    assert workload(data_gb=500, daily_change_share="50 GB/day").daily_change_share == 0.1
    assert workload(data_gb="1 TB", daily_change_share="50 GB").daily_change_share == 0.05
    assert workload(data_gb=500, daily_change_share="0 GB").daily_change_share == 0


def test_the_size_may_come_from_the_vms() -> None:
    found = portfolio(
        {**SHOP, "daily_change_share": "10 GB"},
        VMs=[{"vm": "a", "application": "Shop", "data_gb": 60},
             {"vm": "b", "application": "Shop", "data_gb": 40}],
    )  # fmt: skip

    assert found.workloads[0].daily_change_share == pytest.approx(0.1)


def test_an_amount_without_a_size_is_not_known() -> None:
    found = reading({**SHOP, "daily_change_share": "50 GB"})

    assert codes(found) == [("Applications!B2", Code.CHANGE_WITHOUT_SIZE)]
    assert found.portfolio is not None
    assert found.portfolio.workloads[0].daily_change_share is None


def test_more_change_than_data_is_not_taken() -> None:
    found = reading({**SHOP, "data_gb": 10, "daily_change_share": "50 GB"})

    assert "more than all data" in finding(found, Code.NUMBER_ABSURD).problem
    assert found.portfolio is not None
    assert found.portfolio.workloads[0].daily_change_share is None

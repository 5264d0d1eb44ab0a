"""The table of expected penalties: its lines come to the totals of the study."""

import pandas as pd
import pytest

from bcdr.study import Study, run_study
from tests.report.portfolios import SETTINGS, portfolio, workload


@pytest.fixture(scope="module")
def study() -> Study:
    """A study of one workload that is protected, and one that is not."""
    return run_study(
        portfolio([workload("Shop"), workload("Desk", current=(), rpo_hours=1.0)]), SETTINGS
    )


@pytest.fixture(scope="module")
def lines(study: Study) -> pd.DataFrame:
    """The table of its penalties."""
    return study.penalty_table()


def test_the_lines_come_to_the_expected_penalties(study: Study, lines: pd.DataFrame) -> None:
    sums = lines.groupby("assignment")["amount_per_year"].sum()
    assert sums["today"] == pytest.approx(study.today_expected_penalty_per_year)
    assert sums["planned"] == pytest.approx(study.expected_penalty_per_year)


def test_every_line_is_events_times_hours_times_rates(lines: pd.DataFrame) -> None:
    each = lines["downtime_cost_per_hour"] * lines["down_hours"]
    each += lines["data_loss_cost_per_hour"] * lines["lost_hours"]
    assert list(lines["events_per_year"] * each) == pytest.approx(list(lines["amount_per_year"]))


def test_what_never_comes_back_counts_until_it_is_replaced(
    study: Study, lines: pd.DataFrame
) -> None:
    gone = lines[
        (lines["workload_id"] == "Desk")
        & (lines["assignment"] == "today")
        & (lines["scenario"] == "site-loss")
    ].iloc[0]
    assert gone["down_hours"] == study.catalogue.scenario("site-loss").replacement_hours
    assert gone["lost_hours"] == study.catalogue.value("total-loss-hours")

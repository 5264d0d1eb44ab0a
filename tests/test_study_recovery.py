"""The phases of a recovery add up to the time the study says."""

import datetime

import pytest

from bcdr.intake import read_workbook
from bcdr.study import Study, study_reading
from bcdr.study_recovery import DEPENDENCIES, PHASES, recoveries
from tests.ui.workbooks import five_applications, workbook

AS_OF = datetime.date(2026, 11, 22)


def study_of(content: bytes) -> Study:
    return study_reading(read_workbook(content, name="x.xlsx", as_of=AS_OF))


@pytest.fixture(scope="module")
def study() -> Study:
    return study_of(five_applications())


@pytest.mark.parametrize("workload_id", ["order-desk--database", "payroll"])
def test_the_phases_add_up_to_the_recovery_time(study: Study, workload_id: str) -> None:
    outcomes = {
        one.scenario: one.recovery_planning_hours
        for one in study.workload(workload_id).planned.outcomes
    }
    found = recoveries(study, workload_id, "recommended")
    assert found
    for one in found:
        assert sum(one.phases) == pytest.approx(one.hours)
        assert one.hours == pytest.approx(outcomes[one.scenario], rel=0.02)
        assert len(one.phases) == len(PHASES)
        assert min(one.phases) >= 0


def test_what_has_no_protection_has_no_recovery(study: Study) -> None:
    assert recoveries(study, "archive", "today") == ()


def test_the_wait_for_a_dependency_is_a_part_of_its_own() -> None:
    columns = ["Application", "RTO", "RPO", "Data (GB)", "Depends on"]
    rows = [("Shop", "4 h", "24 h", 10, "Archive"), ("Archive", "5 d", "24 h", 90_000, "")]
    found = recoveries(study_of(workbook(rows, columns)), "shop", "recommended")
    waits = [one.phases[PHASES.index(DEPENDENCIES)] for one in found]
    assert max(waits) > 1.0


def test_an_unknown_workload_is_told(study: Study) -> None:
    with pytest.raises(LookupError, match="There is no workload 'nobody'"):
        recoveries(study, "nobody", "today")

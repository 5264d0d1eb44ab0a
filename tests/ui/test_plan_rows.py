"""Rows of the plan: what a workload's numbers rest on."""

from typing import Any

import pytest

from bcdr.ui.plan_rows import planned_rows


def row(hours: float | None) -> dict[str, Any]:
    return {
        "workload_id": "a",
        "title": "A",
        "owner": None,
        "strategy": "",
        "recovery_planning_hours": hours,
        "loss_hours": None,
        "evidence": "modelled",
        "outlay_per_year": 0.0,
        "is_to_build": False,
    }


@pytest.mark.parametrize(("hours", "expected"), [(4.0, "modelled"), (None, "")])
def test_only_a_time_that_is_there_says_what_it_rests_on(
    hours: float | None, expected: str
) -> None:
    (planned,) = planned_rows([row(hours)], [], {})
    assert planned.evidence == expected

"""Shapes of real lists are recognised: their fields, their traps and how they lie on the sheet."""

from pathlib import Path

import pytest

from tests.intake.shape_cases import Outcome, load, outcome_of, report

HERE = Path(__file__).parent


@pytest.fixture(
    scope="module",
    params=[
        "header_cases.json", "own_shapes.json", "further_shapes.json", "tool_and_form_shapes.json",
    ],
)  # fmt: skip
def outcomes(request: pytest.FixtureRequest) -> list[Outcome]:
    found = [outcome_of(case) for case in load(HERE / request.param)]
    print(report(found))
    return found


def test_at_least_97_percent_of_the_fields_are_mapped_as_a_person_would(
    outcomes: list[Outcome],
) -> None:
    wanted = sum(item.wanted for item in outcomes)
    wrong = sum(len(item.wrong) for item in outcomes)

    assert (wanted - wrong) / wanted >= 0.97, report(outcomes)


def test_no_trap_is_taken(outcomes: list[Outcome]) -> None:
    assert [trap for item in outcomes for trap in item.traps] == []


def test_every_layout_is_right(outcomes: list[Outcome]) -> None:
    assert [item.source for item in outcomes if not item.layout_fits] == []


def test_every_column_has_a_reason(outcomes: list[Outcome]) -> None:
    columns = [c for item in outcomes for p in item.proposals for c in p.columns]

    assert [c for c in columns if not c.reason or len(c.samples) > 3] == []

"""The column Regulations: usual names are known, others are a finding with the nearest one."""

import pytest

from bcdr.intake import Code
from tests.intake.books import codes, finding, reading


@pytest.mark.parametrize(
    "named",
    ["DORA", "nis-2", "GDPR; HIPAA", "DSGVO", "DORA (EU) 2022/2554", "FedRAMP High", "none", "-"],
)
def test_usual_names_and_titles_of_regimes_are_known(named: str) -> None:
    assert codes(reading({"application": "Shop", "regulations": named})) == []


def test_a_regime_nobody_knows_is_said_with_the_nearest_one() -> None:
    found = reading(
        {"application": "Shop", "regulations": "GDPR; DOORA"},
        {"application": "Till", "regulations": "House rules"},
    )

    assert codes(found) == [
        ("Applications!B2", Code.REGIME_UNKNOWN),
        ("Applications!B3", Code.REGIME_UNKNOWN),
    ]
    near, far = (item for item in found.findings if item.code == Code.REGIME_UNKNOWN)
    assert near.problem.startswith("'DOORA' is not a regime whose clauses are known")
    assert near.remedy == "Is 'DORA' meant? Write it the same way."
    assert "sheet Rules" in far.remedy
    assert found.portfolio is not None
    assert found.portfolio.workloads[0].regulations == ("GDPR", "DOORA")


def test_a_regime_is_written_once_for_an_application_and_holds_for_its_workloads() -> None:
    found = reading(
        {"application": "Shop", "regulations": "DOORA"},
        {"application": "Shop", "workload": "Web"},
        {"application": "Shop", "workload": "Database"},
    )

    assert finding(found, Code.REGIME_UNKNOWN).problem.startswith("'DOORA'")

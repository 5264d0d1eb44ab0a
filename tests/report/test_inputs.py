"""The sheets of the contract in the plan: reading them gives what was studied."""

import datetime
import io
from dataclasses import fields, replace

import pytest

from bcdr.intake import read_workbook
from bcdr.intake.reading import Reading
from bcdr.model.columns import SHEETS
from bcdr.model.portfolio import CurrentProtection, PolicyRule, Workload
from bcdr.model.vocabulary import Mode, Option, Special
from bcdr.report.content import Report
from bcdr.report.excel import write_excel, write_workbook
from bcdr.study import run_study
from tests.report.portfolios import AS_OF, DAILY, LANDSCAPE, SETTINGS, portfolio, workload


def read_again(workloads: list[Workload]) -> Reading:
    """What is read from the workbook of a plan for these workloads."""
    written = io.BytesIO()
    write_excel(run_study(portfolio(workloads), SETTINGS), written)
    return read_workbook(written.getvalue(), name="plan.xlsx", as_of=AS_OF)


@pytest.fixture(scope="module")
def sample_again(report: Report) -> Reading:
    """What is read from the workbook of the sample's plan."""
    written = io.BytesIO()
    write_workbook(report, written, as_of=AS_OF)
    return read_workbook(written.getvalue(), name="plan.xlsx", as_of=AS_OF)


def test_headers_are_those_of_the_contract(report: Report) -> None:
    for table in report.inputs:
        expected = [column.header for column in SHEETS[table.id].columns]
        assert [column.title for column in table.columns] == expected


def test_workloads_of_the_sample_are_read_back_as_they_were(
    sample: Reading, sample_again: Reading
) -> None:
    assert sample.portfolio is not None
    assert sample_again.portfolio is not None
    before, after = sample.portfolio.workloads, sample_again.portfolio.workloads
    assert len(before) == len(after) == 120
    for one, other in zip(before, after, strict=True):
        changed = [f.name for f in fields(one) if getattr(one, f.name) != getattr(other, f.name)]
        assert not changed, (one.id, changed)


def test_all_else_of_the_sample_is_read_back_as_it_was(
    sample: Reading, sample_again: Reading
) -> None:
    assert sample_again.portfolio == sample.portfolio
    assert sample_again.settings == sample.settings
    assert sample_again.catalogue == sample.catalogue


def test_reading_the_plan_raises_no_error(sample_again: Reading) -> None:
    assert not sample_again.has_errors


AWKWARD = [
    workload("Shares", daily_change_share=0.03125, peak_change_mb_per_s=0.1),
    workload("One percent", daily_change_share=0.01),
    workload("Seconds", rto_hours=1 / 360, rpo_hours=1 / 3, mtd_hours=0.7),
    workload("Nobody", rto_hours=Special.NOT_APPLICABLE, rpo_hours=Special.NOT_APPLICABLE),
    workload("At once", rto_hours=Special.NEAR_ZERO, rpo_hours=0.0),
    workload("Blank", rto_hours=None, rpo_hours=None, mtd_hours=None, current=(), owner=None),
    workload("No and unknown", stateful=False, static_ip=True, site_to_site_vpn=None),
    workload("Lists", tags=("core", "web"), allowed_jurisdictions=("DE", "NL")),
    workload(
        "Two protections",
        current=(
            CurrentProtection(
                option=Option.NATIVE_REPLICATION, target="Hub South", mode=Mode.CONTINUOUS
            ),
            DAILY,
        ),
    ),
    workload(
        "Half known",
        current=(
            CurrentProtection(option=Option.IN_GUEST_BACKUP, target=None),
            CurrentProtection(option=None, target="Vault", mode=Mode.INTERVAL, interval_hours=0.25),
        ),
    ),
    workload(
        "Unprotected",
        current=(CurrentProtection(option=Option.NO_RECOVERY, target=None, mode=Mode.NONE),),
    ),
    workload("Tested", last_test_date=datetime.date(2026, 5, 12), measured_recovery_hours=2.5),
    workload("0123", owner="007", notes="  "),
    workload("\u53d7\u6ce8\u7ba1\u7406", owner="\u05e9\u05dc\u05d5\u05dd"),
]


@pytest.fixture(scope="module")
def awkward_again() -> Reading:
    """What is read from the workbook of a plan for awkward workloads."""
    return read_again(AWKWARD)


@pytest.mark.parametrize("number", range(len(AWKWARD)), ids=[one.id for one in AWKWARD])
def test_awkward_values_are_read_back_as_they_were(number: int, awkward_again: Reading) -> None:
    assert awkward_again.portfolio is not None
    before, after = AWKWARD[number], awkward_again.portfolio.workloads[number]
    for field in fields(before):
        one, other = getattr(before, field.name), getattr(after, field.name)
        if field.name == "notes":
            assert str(other).strip() == str(one).strip()
        else:
            assert other == (pytest.approx(one, rel=1e-12) if isinstance(one, float) else one), (
                field.name
            )


def test_the_landscape_is_read_back_as_it_was(awkward_again: Reading) -> None:
    assert awkward_again.portfolio is not None
    assert awkward_again.portfolio.landscape == LANDSCAPE


def test_what_is_only_assumed_is_not_written_as_given() -> None:
    bare = read_workbook(
        b"Application,RTO,RPO,Data (GB)\nOrder desk,4 h,1 h,500\n", name="apps.csv", as_of=AS_OF
    )
    assert bare.portfolio is not None
    assert all(target.is_assumed for target in bare.portfolio.landscape.targets)
    written = io.BytesIO()
    write_excel(run_study(bare.portfolio, bare.settings, bare.catalogue), written)
    again = read_workbook(written.getvalue(), name="plan.xlsx", as_of=AS_OF)
    assert again.portfolio == bare.portfolio
    assert again.catalogue == bare.catalogue


def test_what_clauses_look_at_is_read_back_as_it_was() -> None:
    vault = replace(
        LANDSCAPE.targets[0],
        distance_km=95.5,
        has_own_risk_profile=True,
        full_interval_hours=168.0,
    )
    rules = (
        PolicyRule(name="Far", parameter="site_distance_km", operator=">=", value=200.0),
        PolicyRule(name="Half-yearly", parameter="test_interval_months", operator="<=", value=6.0),
        PolicyRule(name="Quick", parameter="rto_hours", operator="<=", value=0.25),
        PolicyRule(name="Away", parameter="offsite", operator="in", value=("yes",)),
        PolicyRule(name="Apart", parameter="isolation", operator="contains",
                   value=("physical+logical",)),
        PolicyRule(name="Home", parameter="residency", operator="in", value=("EEA", "CH")),
    )  # fmt: skip
    given = replace(
        portfolio([workload("Shop", regulations=("DORA", "GDPR"))]),
        landscape=replace(LANDSCAPE, targets=(vault, LANDSCAPE.targets[1])),
        rules=rules,
    )
    settings = replace(SETTINGS, entity_types=("trading-venue", "essential-entity"))
    written = io.BytesIO()
    write_excel(run_study(given, settings), written)
    again = read_workbook(written.getvalue(), name="plan.xlsx", as_of=AS_OF)
    assert again.portfolio is not None
    assert again.portfolio.landscape == given.landscape
    assert again.portfolio.rules == rules
    assert again.portfolio.workloads[0].regulations == ("DORA", "GDPR")
    assert again.settings.entity_types == settings.entity_types

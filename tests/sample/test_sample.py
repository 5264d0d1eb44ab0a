"""The committed sample is what its script makes, and is the organisation it claims to be."""

import datetime
from pathlib import Path
from typing import Final

import pytest
from openpyxl import Workbook, load_workbook

from bcdr.evaluate.rules import RULES
from bcdr.intake import Code, Reading, read_workbook
from bcdr.model.columns import SHEETS
from bcdr.model.portfolio import Portfolio
from bcdr.model.vocabulary import Severity, TargetKind
from bcdr.study import Study, run_study
from tests.sample.make_sample import SAMPLE_PATH, write_sample

APPLICATION_COUNT: Final = 60
WORKLOAD_COUNT: Final = 120
AS_OF: Final = datetime.date(2026, 11, 22)

MESSY_CELLS: Final = {
    (Code.DURATION_BOUND, "Pilot and tug booking", "rto_hours"),
    (Code.NOT_A_DURATION, "Claims handling", "rto_hours"),
    (Code.DURATION_WORKING_TIME, "Procurement / Application", "rpo_hours"),
    (Code.NEGATIVE, "Print services", "data_gb"),
    (Code.NOT_YES_OR_NO, "Public web site / Content store", "stateful"),
    (Code.AMBIGUOUS_BLANK, "Fleet telematics / Receiver", "max_round_trip_ms"),
    (Code.CHOICE_UNKNOWN, "Rail interchange", "current_option"),
    (Code.TARGET_UNKNOWN, "Rail interchange", "current_target"),
    (Code.DATE_INCOMPLETE, "Treasury / Application", "last_test_date"),
    (Code.DEPENDENCY_UNKNOWN, "Pilot and tug booking", "depends_on"),
    (Code.NAME_SPELLINGS, "Berth planning / Database", "application"),
    (Code.RPO_ABOVE_MTD, "Directory / Certificate authority", "rpo_hours"),
}
"""What is wrong or odd on purpose, each in a cell of its own."""

BETWEEN_ROWS: Final = [
    Code.DEPENDENCY_CIRCLE,
    Code.DEPENDENCY_SLOWER,
    Code.RPO_ABOVE_RTO,
    Code.TOTAL_ROW,
]
"""What is said of several rows together."""

WHERE_REFUSED: Final = {
    "not-supported": ("Gate automation / Gate controller", "running-vm-snapshot@Harbour vault:24h"),
    "option-target-mismatch": (
        "Gate automation / Gate controller",
        "native-replication@Bergedorf vault:continuous",
    ),
    "needs-planned-downtime": (
        "Gate automation / Gate controller",
        "stopped-vm-snapshot@Harbour vault:24h",
    ),
    "ephemeral-instances": ("Track and trace / Web site", "in-guest-backup@Harbour vault:24h"),
    "stateful-active-active": (
        "Gate automation / Gate controller",
        "active-active@Hub South:continuous",
    ),
    "no-native-replication": (
        "Gate automation / Gate controller",
        "native-replication@Hub South:continuous",
    ),
    "guest-os-unsupported": ("Weighbridge", "guest-replication@Hub South:continuous"),
    "disk-too-large": (
        "File services Hamburg / Drawings",
        "guest-replication@Hub South:continuous",
    ),
    "residency": (
        "Customs interface Germany / Database",
        "native-replication@Hub South:continuous",
    ),
    "corporate-policy": (
        "File services Hamburg / Drawings",
        "in-guest-backup@Skagerrak Cloud:24h",
    ),
    "latency": ("Gate automation / Gate controller", "guest-replication@Hub South:continuous"),
    "link-too-slow": ("Video evidence / Recordings", "in-guest-backup@Skagerrak Cloud:24h"),
    "target-too-small": (
        "Freight analytics / Data warehouse",
        "application-data-backup@Harbour vault:24h",
    ),
    "no-recovery-place": (
        "Freight analytics / Data warehouse",
        "guest-replication@Hub South:continuous",
    ),
    "input-missing": ("Travel expenses", "guest-replication@Hub South:continuous"),
    "no-recovery-not-accepted": ("Gate automation / Gate controller", "no-recovery"),
}
"""For every blocker, a workload and a strategy that it refuses."""


@pytest.fixture(scope="module")
def sample() -> Workbook:
    return load_workbook(SAMPLE_PATH)


def _cells(book: Workbook) -> dict[str, tuple[object, str]]:
    return {
        f"{page.title}!{cell.coordinate}": (cell.value, cell.number_format)
        for page in book.worksheets
        for line in page.iter_rows()
        for cell in line
    }


def _column(book: Workbook, sheet: str, header: str) -> list[object]:
    lines = list(book[sheet].iter_rows(values_only=True))
    place = lines[0].index(header)
    return [line[place] for line in lines[1:]]


def test_committed_sample_is_what_the_script_makes(sample: Workbook, tmp_path: Path) -> None:
    write_sample(tmp_path / "made.xlsx")
    made = load_workbook(tmp_path / "made.xlsx")
    assert made.sheetnames == sample.sheetnames
    assert _cells(made) == _cells(sample), "Run `python -m tests.sample.make_sample`."


def test_making_it_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        write_sample(tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_all_sheets_of_the_contract_are_there_in_order(sample: Workbook) -> None:
    assert sample.sheetnames == list(SHEETS)


@pytest.mark.parametrize("name", list(SHEETS))
def test_headers_are_those_of_the_contract(sample: Workbook, name: str) -> None:
    headers = [cell.value for cell in sample[name][1]]
    contract = [column.header for column in SHEETS[name].columns]
    assert headers == [header for header in contract if header in headers]
    assert name != "Applications" or headers == contract


def test_it_has_sixty_applications_of_a_hundred_and_twenty_workloads(sample: Workbook) -> None:
    names = _column(sample, "Applications", "Application")
    parts = _column(sample, "Applications", "Workload")
    *rows, total = [
        (str(name).strip().casefold(), workload)
        for name, workload in zip(names, parts, strict=True)
    ]
    assert total == ("total", None)
    with_parts = {name for name, workload in rows if workload}
    workloads = [row for row in rows if row[1] or row[0] not in with_parts]
    assert len({name for name, _ in rows}) == APPLICATION_COUNT
    assert len(workloads) == WORKLOAD_COUNT
    assert len(set(workloads)) == WORKLOAD_COUNT


def test_two_hubs_stand_on_two_sites_in_two_countries(sample: Workbook) -> None:
    for header in ("Hub", "Site", "Region", "Jurisdiction"):
        assert len(set(_column(sample, "Hubs", header))) == 2


def test_seven_targets_are_of_every_supported_kind(sample: Workbook) -> None:
    kinds = _column(sample, "Targets", "Kind")
    assert sorted(map(str, kinds)) == sorted(set(TargetKind) - {TargetKind.IN_RACK})


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_workbook(SAMPLE_PATH, as_of=AS_OF)


@pytest.fixture(scope="module")
def portfolio(reading: Reading) -> Portfolio:
    assert reading.portfolio is not None
    return reading.portfolio


def test_findings_are_the_messy_cells_and_what_rows_say_together_and_nothing_else(
    reading: Reading, portfolio: Portfolio
) -> None:
    table = next(table for table in reading.tables if table.role == "Applications")
    titles = {workload.id: workload.title for workload in portfolio.workloads}
    cells = {
        table.cell_name(record, column.field): (titles.get(record.id, ""), column.field)
        for record in table.records
        for column in table.columns
        if column.field
    }
    assert {finding.sheet for finding in reading.findings} == {"Applications"}
    found = {(item.code, *cells[item.cell]) for item in reading.findings if item.cell in cells}
    others = sorted(item.code for item in reading.findings if item.cell not in cells)
    assert found == MESSY_CELLS
    assert others == BETWEEN_ROWS


def test_names_spelled_differently_are_one_application(portfolio: Portfolio) -> None:
    assert len({workload.application for workload in portfolio.workloads}) == APPLICATION_COUNT
    assert len(portfolio.workloads) == WORKLOAD_COUNT
    for title in ("Berth planning / Database", "Yard planning / Database"):
        assert title in {workload.title for workload in portfolio.workloads}


@pytest.fixture(scope="module")
def study(reading: Reading, portfolio: Portfolio) -> Study:
    return run_study(portfolio, reading.settings, reading.catalogue)


@pytest.fixture(scope="module")
def blockers(study: Study) -> dict[tuple[str, str], set[str]]:
    """Return the codes of all blockers of the workloads named above, by title and strategy."""
    wanted = {title for title, _ in WHERE_REFUSED.values()}
    return {
        (workload.title, result.strategy.id): {
            reason.code for reason in result.reasons if reason.severity is Severity.BLOCKER
        }
        for workload in study.portfolio.workloads
        if workload.title in wanted
        for result in study.workload(workload.id, detail="all").ranked
    }


def test_no_blocker_is_left_out() -> None:
    assert set(WHERE_REFUSED) == {rule.code for rule in RULES if rule.severity is Severity.BLOCKER}


@pytest.mark.parametrize("code", list(WHERE_REFUSED))
def test_every_blocker_occurs(code: str, blockers: dict[tuple[str, str], set[str]]) -> None:
    assert code in blockers[WHERE_REFUSED[code]]


@pytest.mark.parametrize("code", ["not-supported", "corporate-policy", "link-too-slow"])
def test_what_exists_today_is_shown_with_the_reasons_against_it(code: str, study: Study) -> None:
    reasons = (
        reason
        for result in study.workloads("none")
        for reason in result.today.reasons
        if reason.severity is Severity.BLOCKER
    )
    assert code in {reason.code for reason in reasons}

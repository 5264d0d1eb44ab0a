"""What the tests of reports share: the sample studied once, and its report in every form."""

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from bcdr.intake import read_workbook
from bcdr.intake.reading import Reading
from bcdr.model.review import SourceFile
from bcdr.report.content import Report, build_content
from bcdr.report.excel import write_workbook
from bcdr.report.html import html_page
from bcdr.resources import data_folder
from bcdr.study import Study, run_study, study_reading
from tests.report.portfolios import AS_OF, SETTINGS, hostile


@pytest.fixture(scope="session")
def sample() -> Reading:
    """The sample portfolio as it is read."""
    return read_workbook(data_folder() / "sample-portfolio.xlsx", as_of=AS_OF)


@pytest.fixture(scope="session")
def study(sample: Reading) -> Study:
    """The study of the sample portfolio."""
    return study_reading(sample, source=SourceFile.of(data_folder() / "sample-portfolio.xlsx"))


@pytest.fixture(scope="session")
def report(study: Study) -> Report:
    """What the report on the sample says."""
    return build_content(study)


@pytest.fixture(scope="session")
def workbook_file(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the sample, on disk."""
    path = tmp_path_factory.mktemp("report") / "plan.xlsx"
    write_workbook(report, path, as_of=AS_OF)
    return path


@pytest.fixture(scope="session")
def workbook(workbook_file: Path) -> Workbook:
    """The workbook of the sample, read back with its formulas."""
    return openpyxl.load_workbook(workbook_file)


@pytest.fixture(scope="session")
def page(report: Report) -> str:
    """The page of the sample."""
    return html_page(report)


@pytest.fixture(scope="session")
def hostile_study() -> Study:
    """The study of a portfolio in which every name is hostile."""
    return run_study(hostile(), SETTINGS)


@pytest.fixture(scope="session")
def hostile_report(hostile_study: Study) -> Report:
    """What the report on hostile names says."""
    return build_content(hostile_study)


@pytest.fixture(scope="session")
def hostile_workbook(hostile_report: Report) -> Workbook:
    """The workbook of hostile names, read back with its formulas."""
    written = io.BytesIO()
    write_workbook(hostile_report, written, as_of=AS_OF)
    written.seek(0)
    return openpyxl.load_workbook(written)

"""The command `bcdr compare`: a plan that came back, or two workbooks."""

import json
from pathlib import Path

import openpyxl
import pytest

from bcdr.cli import main
from bcdr.report.excel import write_excel
from bcdr.study import run_study
from tests.report.portfolios import SETTINGS, portfolio, workload

DAY = ["--as-of", "2026-11-22"]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan as it is sent out."""
    path = tmp_path / "plan.xlsx"
    write_excel(run_study(portfolio([workload("Shop")]), SETTINGS), path)
    return path


@pytest.fixture
def filled(plan: Path) -> Path:
    """The plan with a stricter RTO and RPO, as it comes back."""
    book = openpyxl.load_workbook(plan)
    sheet = book["Applications"]
    for cell in sheet[3]:
        if cell.value in {"RTO", "RPO"}:
            sheet.cell(4, cell.column).value = "1 h"
    path = plan.with_name("filled.xlsx")
    book.save(path)
    return path


def test_a_plan_that_came_back_is_compared_with_what_it_said(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", str(filled), *DAY]) == 0
    said = capsys.readouterr().out
    assert "Inputs changed: 2" in said
    assert "  Applications: RTO of Shop: 2 d to 1 h" in said
    assert "  Shop, recommendation: " in said
    assert "      Behind it: RTO of Shop: 2 d to 1 h; RPO of Shop: 24 h to 1 h" in said


def test_two_files_are_compared_with_one_another(
    plan: Path, filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", str(plan), str(filled), *DAY]) == 0
    assert "Inputs changed: 2" in capsys.readouterr().out
    assert main(["compare", str(plan), str(plan), *DAY]) == 0
    assert capsys.readouterr().out == "Nothing changed.\n"


def test_changes_are_written_as_json_and_as_a_sheet(filled: Path, tmp_path: Path) -> None:
    out, book = tmp_path / "changes.json", tmp_path / "next.xlsx"
    assert main(["compare", str(filled), *DAY, "--json", str(out), "-o", str(book)]) == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    assert (found["schema"], found["kind"]) == (1, "changes")
    assert [one["field"] for one in found["inputs"]] == ["RTO", "RPO"]
    sheet = openpyxl.load_workbook(book)["What changed"]
    assert sheet["A1"].value == "What changed"
    shown = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    assert {"RTO", "2 d", "1 h"} <= shown


def test_the_next_plan_of_one_that_came_back_says_what_changed(
    plan: Path, filled: Path, tmp_path: Path
) -> None:
    following = tmp_path / "following.xlsx"
    assert main(["assess", str(filled), *DAY, "-o", str(following)]) == 0
    assert "What changed" in openpyxl.load_workbook(following).sheetnames
    assert main(["assess", str(plan), *DAY, "-o", str(following)]) == 0
    assert "What changed" not in openpyxl.load_workbook(following).sheetnames


def test_a_file_that_kept_nothing_asks_for_the_earlier_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("Application", "RTO"))
    sheet.append(("Payroll", "24 h"))
    book.save(path)
    assert main(["compare", str(path), *DAY]) == 2
    assert "Name the earlier workbook as well" in capsys.readouterr().err
    assert main(["compare", str(path), str(tmp_path / "none.xlsx"), *DAY]) == 2
    assert "there is no file" in capsys.readouterr().err

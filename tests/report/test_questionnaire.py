"""Questions to the owners: what is asked, how it looks, and that the answers come home."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from bcdr.cli import main
from bcdr.intake.files import read_files
from bcdr.model.portfolio import Workload
from bcdr.model.questionnaire import QUESTION_HEADINGS
from bcdr.report import questionnaire
from bcdr.report.questionnaire import write_questionnaire
from bcdr.report.questions import NO_OWNER, Question, by_owner, questions
from bcdr.resources import data_folder
from bcdr.study import Study
from tests.factories import current, portfolio, workload
from tests.factories import study as study_of
from tests.machine import LIBREOFFICE, saved_by
from tests.report.portfolios import AS_OF

SAMPLE = data_folder() / "sample-portfolio.xlsx"
ANSWER = 4


@pytest.fixture(scope="module")
def asked(study: Study) -> tuple[Question, ...]:
    return questions(study)


def written(asked: tuple[Question, ...]) -> Workbook:
    target = io.BytesIO()
    write_questionnaire(asked, target)
    return openpyxl.load_workbook(io.BytesIO(target.getvalue()))


def of(given: Workload) -> list[str]:
    return [one.column.field for one in questions(study_of(portfolio(given)))]


def test_what_is_blank_and_matters_is_asked() -> None:
    known = workload(current=(current(),), owner="Ana")
    assert "rto_hours" not in of(known)
    blank = workload(current=(current(),), owner="Ana", rto_hours=None, criticality=None)
    assert {"rto_hours", "criticality"} <= set(of(blank))


def test_what_leaves_something_unknown_is_asked_before_what_is_assumed(
    asked: tuple[Question, ...],
) -> None:
    for found in by_owner(asked).values():
        weights = [one.unknown_weight for one in found]
        assert weights == sorted(weights, reverse=True)


def test_who_is_named_is_asked_and_what_nobody_answers_for_stands_last() -> None:
    given = portfolio(
        workload("B", owner=None, vm_count=None), workload("A", owner="Ana", vm_count=None)
    )
    assert list(by_owner(questions(study_of(given)))) == ["Ana", NO_OWNER]


def test_what_holds_for_the_whole_application_is_asked_once() -> None:
    given = portfolio(
        *(workload("Shop", part, owner="Ana", downtime_cost_per_hour=None) for part in ("a", "b"))
    )
    found = [
        one for one in questions(study_of(given)) if one.column.field == "downtime_cost_per_hour"
    ]
    assert [one.rows for one in found] == [("Shop / a", "Shop / b")]


def test_a_question_says_unit_example_and_what_it_changes() -> None:
    given = portfolio(workload(owner="Ana", rto_hours=None, criticality=None))
    found = next(one for one in questions(study_of(given)) if one.column.field == "rto_hours")
    assert found.form == "a time span, such as 4 h, 30 min or 2 d"
    assert found.example == "4 h"
    assert found.why.startswith("It decides whether recovery comes in time")


def test_every_person_has_a_sheet_and_only_answers_can_be_written(
    asked: tuple[Question, ...],
) -> None:
    book = written(asked)
    owners = list(by_owner(asked))
    assert [name for name in book.sheetnames if name in owners] == owners
    sheet = book[owners[0]]
    assert sheet.protection.sheet
    assert not sheet.cell(4, ANSWER).protection.locked
    assert sheet.cell(4, ANSWER - 1).protection.locked
    assert [sheet.column_dimensions[name].hidden for name in "HIJ"] == [True, True, True]


def test_answers_that_are_on_a_list_have_a_drop_down(asked: tuple[Question, ...]) -> None:
    book = written(asked)
    for owner, found in by_owner(asked).items():
        rules = book[owner].data_validations.dataValidation
        offered = {str(cell) for rule in rules for cell in rule.sqref}
        wanted = {f"D{row}" for row, one in enumerate(found, start=4) if one.words}
        assert {cell for part in offered for cell in part.split()} == wanted


def test_names_of_people_and_applications_are_never_formulas() -> None:
    given = portfolio(workload("=1+1", owner="=2+2", vm_count=None))
    book = written(questions(study_of(given)))
    sheet = book["=2+2"]
    assert sheet["A4"].data_type == "s"
    assert sheet["A4"].value == "=1+1"


def test_questions_beyond_what_people_answer_are_left_out_and_counted(
    asked: tuple[Question, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questionnaire, "MOST_ASKED", 2)
    owner, found = next(iter(by_owner(asked).items()))
    sheet = written(found)[owner]
    assert sheet.max_row == 5
    assert f"{len(found) - 2} questions of less weight" in str(sheet["A2"].value)


def test_nothing_to_ask_is_said() -> None:
    assert written(()).worksheets[0]["A1"].value == "There is nothing to ask."


def test_answers_come_home_also_after_libreoffice_saved_them(
    asked: tuple[Question, ...], tmp_path: Path
) -> None:
    book = written(asked)
    given: set[tuple[str, str]] = set()
    values: dict[str, Any] = {
        "rto_hours": "6 h",
        "rpo_hours": "30 min",
        "data_gb": 640,
        "criticality": "Minor",
    }
    values |= {"downtime_cost_per_hour": 1250, "stateful": "Yes"}
    for owner, found in by_owner(asked).items():
        for row, one in enumerate(found, start=4):
            if one.sheet == "Applications" and one.column.field in values:
                book[owner].cell(row, ANSWER).value = values[one.column.field]
                given |= {(id_, one.column.field) for id_ in one.rows}
    book.save(tmp_path / "answers.xlsx")
    libreoffice = LIBREOFFICE.path()
    assert libreoffice is not None, LIBREOFFICE.remedy()
    saved = saved_by(libreoffice, tmp_path / "answers.xlsx", "ods", tmp_path)
    before = read_files([SAMPLE], as_of=AS_OF)
    after = read_files([SAMPLE, saved], as_of=AS_OF)
    assert after.portfolio is not None
    assert {one.code for one in after.findings} <= {one.code for one in before.findings}
    wanted: dict[str, Any] = {
        "rto_hours": 6.0,
        "rpo_hours": 0.5,
        "data_gb": 640.0,
        "criticality": "minor",
    }
    wanted |= {"downtime_cost_per_hour": 1250.0, "stateful": True}
    workloads = {one.id: one for one in after.portfolio.workloads}
    assert len(given) > 20
    assert all(getattr(workloads[id_], field) == wanted[field] for id_, field in given)


def test_the_command_asks_one_person(tmp_path: Path) -> None:
    target = tmp_path / "questions.xlsx"
    assert main(["ask", str(SAMPLE), "--owner", "Lotte Visser", "-o", str(target)]) == 0
    assert "Lotte Visser" in openpyxl.load_workbook(target).sheetnames


def test_the_command_names_who_can_be_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", str(SAMPLE), "--owner", "Nobody", "-o", str(tmp_path / "q.xlsx")]) == 2
    assert "Aylin Demir" in capsys.readouterr().err


def test_the_headings_that_are_read_stand_on_every_sheet(asked: tuple[Question, ...]) -> None:
    book = written(asked)
    for owner in by_owner(asked):
        assert set(QUESTION_HEADINGS.values()) <= {cell.value for cell in book[owner][3]}


def test_the_findings_are_written_by_the_command(tmp_path: Path) -> None:
    target = tmp_path / "findings.xlsx"
    assert main(["check", str(SAMPLE), "--findings", str(target)]) == 1
    assert openpyxl.load_workbook(target).sheetnames[0] == "Findings"

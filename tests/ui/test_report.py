"""The Report page and the files: built on demand, and holding what they promise."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from bcdr.intake import read_workbook
from bcdr.report.content import build_content
from bcdr.study import Study, run_study
from bcdr.ui.exports import EXPORTS, Contents
from tests.ui.conftest import NOW
from tests.ui.running import faults, show, title, words
from tests.ui.workbooks import five_applications


@pytest.fixture(scope="module")
def study() -> Study:
    reading = read_workbook(five_applications(), name="five.xlsx", as_of=NOW.date())
    assert reading.portfolio is not None
    return run_study(reading.portfolio, reading.settings, reading.catalogue)


def built(study: Study, id_: str) -> bytes:
    contents = Contents(study, build_content(study))
    return next(export for export in EXPORTS if export.id == id_).build(contents)


def labels(app: AppTest) -> list[str]:
    return [element.proto.label for element in app.get("download_button")]


def test_no_file_is_built_before_it_is_asked_for(five: AppTest) -> None:
    show(five, "report")
    assert faults(five) == []
    assert title(five) == "Take the plan away"
    assert labels(five) == []


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.id)
def test_each_file_is_built_by_one_click_and_then_handed_over(five: AppTest, export) -> None:
    show(five, "report")
    five.button(key=f"build-{export.id}").click().run()
    assert faults(five) == []
    assert len(labels(five)) == 1
    assert labels(five)[0].startswith("Download (")


def test_a_built_file_is_dropped_when_the_review_changes(five: AppTest) -> None:
    show(five, "report")
    five.button(key="build-csv").click().run()
    show(five, "application")
    next(one for one in five.text_input if one.label == "RTO").set_value("3 d").run()
    show(five, "report")
    assert labels(five) == []


def test_the_page_says_what_is_in_the_files(five: AppTest) -> None:
    said = words(show(five, "report"))
    for part in ("Summary", "Plan", "Coverage", "Gaps", "Reasons"):
        assert f"\n{part}\n" in said


def test_a_scope_does_not_narrow_the_files_and_the_page_says_so(five: AppTest) -> None:
    five.multiselect(key="owner").set_value(["Bo"]).run()
    show(five, "report")
    assert [info.value for info in five.info] == [
        "The files hold the whole portfolio, whatever scope is chosen."
    ]


def test_the_workbook_opens_and_holds_the_plan(study: Study) -> None:
    book = load_workbook(io.BytesIO(built(study, "excel")))
    assert {"Summary", "Plan", "Applications"} <= set(book.sheetnames)


def test_the_page_needs_no_network(study: Study) -> None:
    page = built(study, "html").decode()
    assert page.startswith("<!DOCTYPE html>")
    assert 'src="http' not in page


def test_the_json_is_of_schema_1(study: Study) -> None:
    said = json.loads(built(study, "json"))
    assert (said["schema"], said["kind"]) == (1, "study")
    assert len(said["workloads"]) == 6


def test_the_csv_has_a_row_per_workload(study: Study) -> None:
    rows = list(csv.reader(io.StringIO(built(study, "csv").decode("utf-8-sig"))))
    assert len(rows) == 7


def test_file_names_say_what_and_when(study: Study) -> None:
    assert [export.file_name(study) for export in EXPORTS] == [
        f"protection-plan-2026-11-22.{ending}" for ending in ("xlsx", "html", "json", "csv")
    ]

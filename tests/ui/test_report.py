"""The Report page and the files: built on demand, and holding what they promise."""

import csv
import io
import json
import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from bcdr.intake import read_tables, read_workbook
from bcdr.model.records import Record, RecordTable
from bcdr.model.review import SourceFile
from bcdr.report.blocks import Text
from bcdr.report.content import build_content
from bcdr.study import Study, run_study
from bcdr.ui.export_request import ExportRequest, contents_of
from bcdr.ui.exports import EXPORTS, Contents
from tests.ui.conftest import NOW
from tests.ui.running import button, faults, finished, review_id, show, title, words
from tests.ui.workbooks import five_applications


@pytest.fixture(scope="module")
def study() -> Study:
    reading = read_workbook(five_applications(), name="five.xlsx", as_of=NOW.date())
    assert reading.portfolio is not None
    return run_study(reading.portfolio, reading.settings, reading.catalogue)


def built(study: Study, id_: str) -> bytes:
    return file_of(Contents(study=study, report=build_content(study)), id_)


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
    finished(five.button(key=f"build-{export.id}").click().run())
    assert faults(five) == []
    assert len(labels(five)) == 1
    assert labels(five)[0].startswith("Download (")


def test_a_built_file_is_dropped_when_the_review_changes(five: AppTest) -> None:
    show(five, "report")
    finished(five.button(key="build-csv").click().run())
    assert labels(five)
    show(five, "workshop")
    next(one for one in five.text_input if one.label == "RTO").set_value("3 d").run()
    show(five, "report")
    assert labels(five) == []


def test_the_page_says_what_is_in_the_files(five: AppTest) -> None:
    show(five, "report")
    five.session_state["parts_open"] = True
    said = words(five.run())
    for part in ("Summary", "Plan", "Coverage", "Reasons"):
        assert f"\n{part}\n" in said


def test_what_is_in_the_files_can_be_stopped_and_asked_for_again(five: AppTest) -> None:
    show(five, "report")
    five.session_state["parts_open"] = True
    five.session_state["stopped"] = f"{review_id(five)}:0:report:"
    assert "This was stopped." in words(five.run())
    assert five.button(key="build-excel")
    said = words(button(five, "Put it together now").click().run())
    assert "\nReasons\n" in said
    assert faults(five) == []


def test_making_a_file_can_be_cancelled(five: AppTest) -> None:
    show(five, "report")
    five.button(key="build-excel").click().run()
    cancel = next(one for one in five.button if (one.key or "").startswith("cancel-excel"))
    cancel.click().run()
    assert faults(five) == []
    assert five.button(key="build-excel").label == "Prepare the xlsx file"


def test_the_page_says_what_a_scope_does_to_the_files(five: AppTest) -> None:
    five.multiselect(key="owner").set_value(["Bo"]).run()
    show(five, "report")
    assert "the workloads in scope" in five.info[0].value


def request(**changes: object) -> ExportRequest:
    tables = read_tables(five_applications(), "five.xlsx").tables
    asked = ExportRequest(review_id="r", revision=3, source=None, tables=tables, as_of=NOW.date())
    return replace(asked, **changes)


def scoped_to(ids: frozenset[str]) -> Contents:
    return contents_of(request(scope="Owner Bo", ids=ids))


def file_of(contents: Contents, id_: str) -> bytes:
    return next(export for export in EXPORTS if export.id == id_).build(contents)


def test_a_request_comes_back_from_its_text() -> None:
    source = SourceFile(name="five.xlsx", size_bytes=3, sha256="ab")
    asked = request(source=source, scope="Owner Bo", ids=frozenset({"payroll"}))
    assert ExportRequest.from_text(asked.text()) == asked
    assert ExportRequest.from_text(request().text()) == request()


def test_a_scope_narrows_every_list_of_the_files_and_says_so() -> None:
    bos = frozenset({"payroll", "archive"})
    contents = scoped_to(bos)
    assert "Owner Bo: 2 workloads of 6" in contents.report.subtitle
    assert set(contents.report.table("plan").values("title")) == {"Payroll", "Archive"}
    inputs = {table.id: table for table in contents.report.inputs}
    assert set(inputs["Applications"].values("id")) == bos
    for section in contents.report.sections:
        for table in section.tables:
            shown = {cell for row in table.rows for cell in row}
            assert "Order desk / Database" not in shown, table.id
    said = json.loads(file_of(contents, "json"))
    assert {one["id"] for one in said["workloads"]} == bos
    assert said["scope"] == sorted(bos)


def test_a_scoped_workbook_has_the_live_cost_of_its_workloads() -> None:
    contents = scoped_to(frozenset({"payroll", "archive"}))
    book = load_workbook(io.BytesIO(file_of(contents, "excel")))
    assert {"Cost", "Cost lines", "Cost per target", "Price list"} <= set(book.sheetnames)
    named = book.defined_names["total_outlay_per_year"].attr_text
    assert str(book["Cost"][named.partition("!")[2].replace("$", "")].value).startswith("=")
    plan = contents.report.table("plan")
    outlay = sum(plan.values("outlay_per_year"))
    assert outlay + fixed_costs(contents) == pytest.approx(contents.study.outlay_per_year)


def fixed_costs(contents: Contents) -> float:
    table = contents.report.table("target-cost")
    rows = zip(table.values("assignment"), table.values("fixed_cost_per_year"), strict=True)
    return sum(amount for when, amount in rows if when == "With the plan")


def test_a_scoped_page_tells_the_story_of_its_workloads() -> None:
    page = file_of(scoped_to(frozenset({"payroll", "archive"})), "html").decode()
    assert "The review in short" in page
    assert "of 2 workloads meet" in page
    assert "In scope, Owner Bo: 2 workloads of 6." in page
    assert "Order desk" not in page


def test_notes_go_into_the_files_by_page() -> None:
    records = (
        Record(id="Coverage", row=0, cells={"text": "**Look** here\n\n- twice"}),
        Record(id="Workshop: payroll", row=0, cells={"text": "Ask Bo"}),
        Record(id="Workshop: sandbox", row=0, cells={"text": "Out of scope"}),
    )
    notes = RecordTable(role="Page notes", sheet="", header_row=0, columns=(), records=records)
    asked = request(scope="Owner Bo", ids=frozenset({"payroll"}))
    contents = contents_of(replace(asked, tables=(*asked.tables, notes)))
    section = contents.report.section("notes")
    said = [block.text for block in section.blocks if isinstance(block, Text)][1:]
    assert said == ["Coverage: **Look** here", "- twice", "Workshop, Payroll: Ask Bo"]


def test_the_archive_has_a_file_per_table(study: Study) -> None:
    with zipfile.ZipFile(io.BytesIO(built(study, "tables"))) as archive:
        assert {"plan.csv", "coverage.csv", "copies.csv"} <= set(archive.namelist())


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
        f"protection-plan-2026-11-22.{ending}" for ending in ("xlsx", "html", "json", "csv", "zip")
    ]

"""The parts of a workbook: every one has a type, every relationship leads somewhere."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from defusedxml import ElementTree

from bcdr.report.excel import write_excel
from bcdr.study import run_study
from tests.machine import saved_by
from tests.report.portfolios import (
    AS_OF,
    HOSTILE_NAMES,
    SETTINGS,
    hostile,
    portfolio,
    workload,
)

TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def package(workbook_file: Path) -> Iterator[zipfile.ZipFile]:
    """The parts of the workbook of the sample."""
    with zipfile.ZipFile(workbook_file) as found:
        yield found


def test_no_part_is_there_twice(package: zipfile.ZipFile) -> None:
    names = package.namelist()
    assert len(names) == len({name.lower() for name in names})
    assert package.testzip() is None


def test_every_part_has_a_type_and_every_type_a_part(package: zipfile.ZipFile) -> None:
    types = ElementTree.fromstring(package.read("[Content_Types].xml"))
    endings = {one.get("Extension") for one in types.iter(f"{TYPES}Default")}
    parts = {one.get("PartName").lstrip("/") for one in types.iter(f"{TYPES}Override")}
    names = set(package.namelist()) - {"[Content_Types].xml"}
    assert parts <= names
    assert {name for name in names - parts if name.rpartition(".")[2] not in endings} == set()


def test_every_relationship_leads_to_a_part(package: zipfile.ZipFile) -> None:
    names, followed = set(package.namelist()), 0
    for name in (one for one in names if one.endswith(".rels")):
        folder = posixpath.dirname(posixpath.dirname(name))
        ids = []
        for link in ElementTree.fromstring(package.read(name)).iter(f"{LINKS}Relationship"):
            assert link.get("TargetMode") != "External", name
            target = str(link.get("Target"))
            path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            assert posixpath.normpath(path).lstrip("/") in names, (name, target)
            ids.append(link.get("Id"))
            followed += 1
        assert len(ids) == len(set(ids))
    assert followed > 30


def test_the_elements_of_every_sheet_stand_in_the_order_of_the_schema(
    package: zipfile.ZipFile,
) -> None:
    order = (
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData"),
        *("sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter"),
        *("sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr"),
        *("conditionalFormatting", "dataValidations", "hyperlinks", "printOptions"),
        *("pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks"),
        *("customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing"),
        *("legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls"),
        *("webPublishItems", "tableParts", "extLst"),
    )
    sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) > 30
    for name in sheets:
        tags = [
            order.index(child.tag.removeprefix(MAIN))
            for child in ElementTree.fromstring(package.read(name))
        ]
        assert tags == sorted(tags), name


def test_cells_of_a_sheet_are_in_order_and_have_styles_that_exist(
    package: zipfile.ZipFile,
) -> None:
    styles = ElementTree.fromstring(package.read("xl/styles.xml"))
    count = len(styles.find(f"{MAIN}cellXfs"))
    for name in (one for one in package.namelist() if one.startswith("xl/worksheets/sheet")):
        row_before = 0
        for row in ElementTree.fromstring(package.read(name)).iter(f"{MAIN}row"):
            number = int(row.get("r"))
            assert number > row_before, name
            row_before = number
            assert all(int(cell.get("s", 0)) < count for cell in row)


def test_only_functions_of_excel_2010_are_used(package: zipfile.ZipFile) -> None:
    functions: set[str] = set()
    for name in (one for one in package.namelist() if one.startswith("xl/worksheets/sheet")):
        for formula in ElementTree.fromstring(package.read(name)).iter(f"{MAIN}f"):
            without_words = re.sub(r'"[^"]*"', "", str(formula.text))
            functions.update(re.findall(r"([A-Z][A-Z0-9.]*)\(", without_words))
    assert "SUMPRODUCT" in functions
    assert functions <= {
        *("SUM", "SUMIFS", "SUMPRODUCT", "INDEX", "MATCH", "IF", "IFERROR", "AND"),
        *("ISNUMBER", "N", "ROUND", "MAX", "MIN"),
    }


@pytest.mark.parametrize(
    "kind", ["names of all kinds", "one application", "no gap", "nothing but gaps"]
)
def test_libreoffice_opens_plans_of_all_kinds_without_an_error(
    kind: str, libreoffice: Path, tmp_path: Path
) -> None:
    given = {
        "names of all kinds": hostile(),
        "one application": portfolio([workload("Order desk")]),
        "no gap": portfolio([workload("Order desk", rto_hours=5000.0, rpo_hours=5000.0,
                                      mtd_hours=9000.0)]),
        "nothing but gaps": portfolio([workload(f"App {n}", current=()) for n in range(4)]),
    }[kind]  # fmt: skip
    study = run_study(given, SETTINGS)
    write_excel(study, tmp_path / "plan.xlsx")
    saved = saved_by(libreoffice, tmp_path / "plan.xlsx", "xlsx", tmp_path / "out")
    book = openpyxl.load_workbook(saved, data_only=True)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "e", (sheet.title, cell.coordinate, cell.value)
    name = book.defined_names["total_outlay_per_year"].attr_text.rpartition("!")[2]
    assert book["Cost"][name.replace("$", "")].value == pytest.approx(study.outlay_per_year)
    if kind == "names of all kinds":
        shown = {str(cell.value) for (cell,) in book["Plan"].iter_rows(max_col=1)}
        assert {"x" * 250, HOSTILE_NAMES[-4], HOSTILE_NAMES[-3], "=cmd|' /C calc'!A0"} <= shown


def test_two_thousand_applications_fit_into_one_workbook() -> None:
    written = io.BytesIO()
    given = portfolio([workload(f"Application {number}") for number in range(2000)])
    write_excel(run_study(given, SETTINGS), written)
    book = openpyxl.load_workbook(written, read_only=True)
    ids = [row[0] for row in book["Plan"].iter_rows(min_row=6, max_col=1, values_only=True)]
    assert len(ids) == 2000
    assert AS_OF.isoformat() in str(book["Summary"]["A2"].value)

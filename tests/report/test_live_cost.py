"""The cost of a plan as LibreOffice computes it: the engine's numbers, also at other prices."""

from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bcdr.evaluate.assess import assess
from bcdr.intake import read_workbook
from bcdr.report.content import Medium, Report
from bcdr.report.excel import write_workbook
from bcdr.report.formulas import lines_of_list
from bcdr.report.sections.cost import OUTLAY_NAME, PENALTY_NAME
from bcdr.study import Study, run_study
from tests.machine import saved_by
from tests.report.portfolios import AS_OF


@dataclass(frozen=True)
class Computed:
    """A workbook as LibreOffice computed it, and the file it was made from."""

    book: Workbook
    source: Path

    def named(self, name: str) -> float:
        """The value of a cell by its name."""
        sheet, _, cell = self.book.defined_names[name].attr_text.partition("!")
        value = self.book[sheet.strip("'")][cell.replace("$", "")].value
        assert isinstance(value, (int, float))
        return float(value)

    def column(self, sheet: str, key: str) -> list[object]:
        """The values under a heading of a list, or of the first table of a page."""
        return column_of(self.book[sheet], key)


def column_of(sheet: Worksheet, heading: str) -> list[object]:
    """The cells below a heading, down to the first blank one."""
    for row in sheet.iter_rows(max_row=40):
        for cell in row:
            if cell.value == heading:
                found = []
                for (below,) in sheet.iter_rows(
                    min_row=cell.row + 1, min_col=cell.column, max_col=cell.column
                ):
                    if below.value is None:
                        break
                    found.append(below.value)
                return found
    raise LookupError(heading)


def set_price(sheet: Worksheet, price: str, *, value: float | None, discount: float | None) -> None:
    """Write a price or a discount as a person would."""
    heads = {cell.value: cell.column for cell in sheet[3]}
    row = next(cell.row for (cell,) in sheet.iter_rows(max_col=1) if cell.value == price)
    if value is not None:
        sheet.cell(row, heads["Value"]).value = value
    sheet.cell(row, heads["Discount (%)"]).value = discount


def computed(libreoffice: Path, source: Path, folder: Path) -> Computed:
    saved = saved_by(libreoffice, source, "xlsx", folder)
    return Computed(openpyxl.load_workbook(saved, data_only=True), saved)


@pytest.fixture(scope="module")
def emptied(
    report: Report, libreoffice: Path, tmp_path_factory: pytest.TempPathFactory
) -> Computed:
    """The workbook of the sample without any stored result, computed anew."""
    folder = tmp_path_factory.mktemp("computed")
    write_workbook(report, folder / "written.xlsx", as_of=AS_OF)
    book = openpyxl.load_workbook(folder / "written.xlsx")
    book.save(folder / "bare.xlsx")
    return computed(libreoffice, folder / "bare.xlsx", folder / "out")


@pytest.fixture(scope="module")
def repriced(
    workbook_file: Path, libreoffice: Path, tmp_path_factory: pytest.TempPathFactory
) -> Computed:
    """The workbook of the sample with another price, two discounts and another fixed cost."""
    folder = tmp_path_factory.mktemp("repriced")
    book = openpyxl.load_workbook(workbook_file)
    set_price(book["Prices"], "staff", value=110.0, discount=20)
    set_price(book["Prices"], "standby-azure", value=None, discount=12.5)
    targets = book["Targets"]
    heads = {cell.value: cell.column for cell in targets[3]}
    for (cell,) in targets.iter_rows(min_row=4, max_row=12, max_col=1):
        if targets.cell(cell.row, heads["Fixed cost per year"]).value:
            targets.cell(cell.row, heads["Fixed cost per year"]).value = 77_000
    book.save(folder / "repriced.xlsx")
    return computed(libreoffice, folder / "repriced.xlsx", folder / "out")


def test_the_named_totals_are_those_of_the_study(emptied: Computed, study: Study) -> None:
    assert emptied.named(OUTLAY_NAME) == pytest.approx(study.outlay_per_year)
    assert emptied.named(PENALTY_NAME) == pytest.approx(study.expected_penalty_per_year)


def test_every_formula_gives_what_the_report_holds(emptied: Computed, report: Report) -> None:
    compared = 0
    for section in report.sections:
        if len(section.tables) != 1:
            continue
        table = section.tables[0].shown_on(Medium.WORKBOOK)
        lines = lines_of_list(section, table, section.title)
        for column in (one for one in table.columns if one.formula):
            letter = lines.letters[column.key]
            cells = emptied.book[section.title][
                f"{letter}{lines.first_row}:{letter}{lines.last_row}"
            ]
            for (cell,), expected in zip(cells, table.values(column.key), strict=True):
                compared += 1
                assert cell.value == (
                    pytest.approx(expected, rel=1e-9, abs=1e-6)
                    if isinstance(expected, (int, float))
                    else expected
                ), (section.title, cell.coordinate)
    assert compared > 3_000


def test_no_line_of_cost_is_lost_on_the_way_to_the_totals(emptied: Computed) -> None:
    assert emptied.column("Cost", "Largest difference (USD per year)") == [0, 0]


def test_no_cell_holds_an_error(emptied: Computed, repriced: Computed) -> None:
    for book in (emptied.book, repriced.book):
        errors = [
            f"{sheet.title}!{cell.coordinate}: {cell.value}"
            for sheet in book
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "e"
        ]
        assert errors == []


def test_a_price_a_discount_and_a_fixed_cost_change_every_total_as_in_the_engine(
    repriced: Computed, study: Study
) -> None:
    again = read_workbook(repriced.source, as_of=AS_OF)
    assert again.portfolio is not None
    other = run_study(again.portfolio, again.settings, again.catalogue)
    # The workbook prices the plan it holds; the engine would also choose anew at these prices.
    planned = assess(other.evaluation, study.planned.arrays)
    today = other.today
    assert planned.total_outlay_per_year != pytest.approx(study.outlay_per_year, rel=0.01)
    assert repriced.named(OUTLAY_NAME) == pytest.approx(planned.total_outlay_per_year)
    totals = repriced.column("Cost", "Total outlay (USD per year)")
    assert totals == pytest.approx([today.total_outlay_per_year, planned.total_outlay_per_year])
    written = repriced.column("Cost", "Total outlay, when written (USD per year)")
    assert written == pytest.approx([study.today_outlay_per_year, study.outlay_per_year])
    per_workload = column_of(repriced.book["Cost per workload"], "Change (USD per year)")
    assert per_workload == pytest.approx(list(planned.outlay_per_year - today.outlay_per_year))
    per_target = repriced.column("Cost per target", "Total (USD per year)")
    assert per_target[1::2] == pytest.approx(
        list(planned.targets.outlay_per_year + planned.targets.fixed_cost_per_year)
    )


def test_a_price_read_again_is_what_is_paid(repriced: Computed) -> None:
    prices = {one.id: one for one in read_workbook(repriced.source, as_of=AS_OF).catalogue.prices}
    assert prices["staff"].value == pytest.approx(88.0)
    assert (prices["staff"].list_price, prices["staff"].discount_percent) == (110.0, 20.0)
    assert prices["standby-hub"].origin == "assumed"

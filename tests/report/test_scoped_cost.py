"""The cost of a scope as LibreOffice computes it: the engine's sums, also at other prices."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from bcdr.evaluate.assess import Assessment
from bcdr.model.landscape import Landscape
from bcdr.report.excel import write_excel
from bcdr.report.sections.cost import OUTLAY_NAME, PENALTY_NAME
from bcdr.study import Study, run_study
from bcdr.study_scoped import study_of_scope
from tests.report.portfolios import DAILY, LANDSCAPE, SETTINGS, portfolio, workload
from tests.report.test_live_cost import Computed, computed

FIXED, OTHER_FIXED = 10_000.0, 25_000.0
ROWS = [1, 2]
HEADINGS = ("Total outlay (USD per year)", "Expected penalty (USD per year)")


@pytest.fixture(scope="module")
def study() -> Study:
    """Four workloads and one target, a vault with a fixed cost."""
    given = portfolio(
        workload(f"App {n}", data_gb=100.0 * n, current=(DAILY,), owner=f"Owner {n}")
        for n in range(1, 5)
    )
    vault = replace(LANDSCAPE.targets[0], fixed_cost_per_year=FIXED)
    return run_study(replace(given, landscape=Landscape(LANDSCAPE.hubs, (vault,))), SETTINGS)


def sums(assessment: Assessment) -> tuple[float, float]:
    """Outlay and expected penalty of the rows in scope, worked out from the arrays.

    The one fixed cost is divided by GB: those of the rows over those of all.
    """
    stored = assessment.costs.stored_gb.sum(axis=1)
    share = stored[ROWS].sum() / stored.sum()
    fixed = assessment.targets.fixed_cost_per_year.sum() * share
    return (
        float(assessment.outlay_per_year[ROWS].sum() + fixed),
        float(assessment.expected_penalty_per_year[ROWS].sum()),
    )


@pytest.fixture(scope="module")
def written(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scoped") / "scoped.xlsx"
    ids = {study.portfolio.workloads[row].id for row in ROWS}
    write_excel(study_of_scope(study, ids, "Owner 2 or Owner 3"), path)
    return path


@pytest.fixture(scope="module")
def emptied(written: Path, libreoffice: Path) -> Computed:
    """The workbook without any stored result, computed anew."""
    openpyxl.load_workbook(written).save(written.with_name("bare.xlsx"))
    return computed(libreoffice, written.with_name("bare.xlsx"), written.parent / "out")


@pytest.fixture(scope="module")
def repriced(written: Path, libreoffice: Path) -> Computed:
    """The workbook with another fixed cost of the vault."""
    book = openpyxl.load_workbook(written)
    targets = book["Targets"]
    heads = {cell.value: cell.column for cell in targets[3]}
    targets.cell(4, heads["Fixed cost per year"]).value = OTHER_FIXED
    book.save(written.with_name("repriced.xlsx"))
    return computed(libreoffice, written.with_name("repriced.xlsx"), written.parent / "other")


def test_the_totals_are_the_sums_of_the_engine(emptied: Computed, study: Study) -> None:
    today, planned = sums(study.today), sums(study.planned)
    assert emptied.named(OUTLAY_NAME) == pytest.approx(planned[0])
    assert emptied.named(PENALTY_NAME) == pytest.approx(planned[1])
    for heading, of_today, of_plan in zip(HEADINGS, today, planned, strict=True):
        assert emptied.column("Cost", heading) == pytest.approx([of_today, of_plan])


def test_no_line_is_lost_and_no_cell_holds_an_error(emptied: Computed, repriced: Computed) -> None:
    for one in (emptied, repriced):
        assert one.column("Cost", "Largest difference (USD per year)") == [0, 0]
        cells = (cell for sheet in one.book for row in sheet.iter_rows() for cell in row)
        assert [cell.coordinate for cell in cells if cell.data_type == "e"] == []


def test_another_fixed_cost_is_paid_for_in_part(repriced: Computed, study: Study) -> None:
    outlay = float(study.planned.outlay_per_year[ROWS].sum())
    fixed = sums(study.planned)[0] - outlay
    assert fixed > 0
    assert repriced.named(OUTLAY_NAME) == pytest.approx(outlay + fixed * OTHER_FIXED / FIXED)


def test_what_stands_outside_the_scope_adds_up_to_the_whole(
    emptied: Computed, study: Study
) -> None:
    sheet = emptied.book["Cost"]
    rows = {row[0].value: [cell.value for cell in row if cell.value is not None] for row in sheet}
    whole = rows["With the plan: whole portfolio"]
    assert whole[-2:] == pytest.approx([study.outlay_per_year, study.expected_penalty_per_year])
    inside, outside = rows["With the plan: in scope"], rows["With the plan: outside the scope"]
    assert [a + b for a, b in zip(inside[1:], outside[1:], strict=True)] == pytest.approx(whole[1:])

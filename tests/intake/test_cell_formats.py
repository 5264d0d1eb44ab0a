"""Number formats that say more than their number are told from those that do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdr.intake.cell_formats import FormatRuns, has_meaning, styles_with_meaning
from bcdr.intake.package import inspect
from tests.intake.books import with_part
from tests.intake.test_package import SHEET, SMALL, sheet_xml

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STYLES = f"""<styleSheet xmlns="{NAMESPACE}">
<numFmts><numFmt numFmtId="164" formatCode="0 &quot;hours&quot;"/>
<numFmt numFmtId="165" formatCode="0.000"/></numFmts>
<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/></cellXfs>
</styleSheet>"""


@pytest.mark.parametrize(
    "code",
    ['0 "hours"', '0" GB"', r"0\h", "0%", "0.00%;[Red]-0.00%", "[h]:mm", "[mm]:ss", "$#,##0",
     '#,##0.00 "kr"', "#,##0 [$€-407]", "[$EUR] 0", "¥#,##0", 'General" h"', '0.0,," M"'],
)  # fmt: skip
def test_units_currencies_percent_and_elapsed_time_have_meaning(code: str) -> None:
    assert has_meaning(code)


@pytest.mark.parametrize(
    "code",
    ["General", "0", "0.00", "#,##0_);[Red](#,##0)", "h:mm", "yyyy-mm-dd", "d-mmm", "@", "",
     "[$-407]d. mmmm yyyy", 'yyyy"年"m"月"', "0.00E+00", '0" - "', "# ?/?", "[Blue]0"],
)  # fmt: skip
def test_digits_dates_and_colours_have_none(code: str) -> None:
    assert not has_meaning(code)


def test_styles_are_found_by_their_place_among_those_of_cells() -> None:
    assert styles_with_meaning(STYLES.encode()) == {"1": '0 "hours"', "3": "0%"}


@pytest.mark.parametrize("styles", [None, b"", b"<styleSheet", b"\xff", b"<styleSheet/>"])
def test_styles_that_cannot_be_read_say_nothing(styles: bytes | None) -> None:
    assert styles_with_meaning(styles) == {}


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_only_numbers_with_such_a_style_are_noted(prefix: str, quote: str) -> None:
    xml = sheet_xml(
        '<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="3"/><c r="C1" s="3"></c></row>'
        '<row r="2"><c r="A2" s="1"><v>4</v></c><c r="B2" s="2"><v>1</v></c>'
        '<c r="AA2" t="n" s="3"><v>0.5</v></c><c r="AB2" s="31"><v>1</v></c></row>'
    ).replace('"', quote)
    xml = xml.replace("</", f"</{prefix}").replace("<c", f"<{prefix}c").replace("<v", f"<{prefix}v")
    content = with_part(with_part(SMALL, SHEET, xml), "xl/styles.xml", STYLES)

    found = inspect(content, "list.xlsx").number_formats

    assert dict(found["Applications"]) == {(1, 0): '0 "hours"', (1, 26): "0%"}


def test_cells_below_each_other_are_one_run() -> None:
    runs = FormatRuns((row, 2, "0%") for row in (5, 3, 4, 9))

    assert runs.runs(2) == ((3, 5, "0%"), (9, 9, "0%"))
    assert (len(runs), runs.get((6, 2)), runs.get((3, 1))) == (4, None, None)


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 12), st.integers(0, 3)), st.sampled_from(["0%", '0" h"'])
    )
)
def test_runs_hold_exactly_the_cells_they_were_made_of(cells: dict[tuple[int, int], str]) -> None:
    assert dict(FormatRuns((row, column, code) for (row, column), code in cells.items())) == cells

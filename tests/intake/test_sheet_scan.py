"""Cells are placed as a lenient reader places them, and refused where they are too far."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdr.intake import Code, limits
from bcdr.intake.letters import number_to_letters
from bcdr.intake.refusals import RefusedFileError
from bcdr.intake.sheet_scan import SheetScan
from tests.intake.test_package import sheet_xml


def scanned(xml: str, *, is_exact: bool = False) -> SheetScan:
    scan = SheetScan("List", {"3": "0%"}, is_exact=is_exact)
    scan.look_at(sheet_xml(xml).encode())
    return scan


@pytest.mark.parametrize(
    ("xml", "row", "column"),
    [
        ('<row r="7"><c><v>1</v></c><c><v>1</v></c></row>', 7, 2),
        ('<row r="7"><c r="C7"><v>1</v></c><c><v>1</v></c></row><row><c><v>1</v></c></row>', 8, 4),
        ("<row><c r='b9'><v>1</v></c></row>", 9, 2),
        ('<x:row><y:c r="D5"><v>1</v></y:c></x:row>', 5, 4),
        ('<row><c\nr="D5"\ts="1"><v>1</v></c></row>', 5, 4),
        ('<row><c r="A1" r="E6"><v>1</v></c></row>', 6, 5),
        ('<row><c r="C000000000004"><v>1</v></c></row>', 4, 3),
        ('<row r="3"><c r="XFD1048576" s="1"/><c x:r="Z9"><v>1</v></c></row>', 3, 16385),
    ],
)
def test_cells_written_in_unusual_ways_are_followed(xml: str, row: int, column: int) -> None:
    if column > 702:
        with pytest.raises(RefusedFileError, match="far outside any list"):
            scanned(xml)
        return
    scan = scanned(xml)

    assert (scan.last_row, scan.last_column) == (row, column)


def test_the_place_is_kept_from_usual_cells_to_unusual_ones() -> None:
    scan = SheetScan("List", {})
    scan.look_at(sheet_xml('<row r="1"><c r="A150000"><v>1</v></c>').encode())
    scan.look_at(b"</row><row><c><v>1</v></c>" * 50_000)

    with pytest.raises(RefusedFileError, match="cell A200001") as caught:
        scan.look_at(b"</row><row><c><v>1</v></c>")

    assert (caught.value.code, caught.value.cell) == (Code.FILE_UNSAFE, "A200001")


@pytest.mark.parametrize("tag", ['<c r="{}" s="1"/>', '<c r="{}" s="1"></c>'])
def test_cells_without_a_value_reach_nowhere(tag: str) -> None:
    scan = scanned(f"<row>{tag.format('AAA1')}{tag.format('A1048576')}</row>", is_exact=True)

    assert scan.area == 0


@given(
    st.sets(st.tuples(st.integers(1, 300_000), st.integers(1, 900)), min_size=1, max_size=12),
    st.sampled_from(
        ['<c r="{}"><v>1</v></c>', "<c r='{}'><v>1</v></c>", '<c s="3" r="{}"><f/></c>']
    ),
)
def test_no_far_cell_is_missed_and_no_near_one_refused(
    cells: set[tuple[int, int]], tag: str
) -> None:
    xml = "".join(tag.format(f"{number_to_letters(column)}{row}") for row, column in cells)
    is_far = any(row > 200_000 or column > 702 for row, column in cells)

    try:
        scan, exact = scanned(xml), scanned(xml, is_exact=True)
    except RefusedFileError:
        assert is_far
    else:
        assert not is_far
        assert exact.last_row == max(row for row, _ in cells) <= scan.last_row
        assert exact.last_column == max(column for _, column in cells) <= scan.last_column


@given(st.text(alphabet="<>/cvfxr:= \"'s3A1n\n", max_size=200))
def test_whatever_stands_there_is_looked_at(text: str) -> None:
    scan = SheetScan("List", {"3": "0%"})
    scan.look_at(text.encode())

    assert scan.last_row <= 200_000


def test_the_shapes_of_usual_cells_agree_with_the_limits() -> None:
    # Their patterns hold these numbers as digits and letters: A to AX, ZZ, 199999 and 9999.
    assert limits.CELLS == 50 * limits.ROWS
    assert (limits.ROWS, limits.COLUMNS) == (200_000, 702)
    assert limits.COLUMNS * 9_999 <= limits.CELLS

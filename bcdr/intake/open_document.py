"""Number formats of an OpenDocument spreadsheet that say more than their number."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from bcdr.intake import limits
from bcdr.intake.cell_formats import FormatRuns, has_meaning

_NAMESPACES: Final = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE: Final = _NAMESPACES % "table"
_OFFICE: Final = _NAMESPACES % "office"
_STYLE: Final = _NAMESPACES % "style"
_NUMBER: Final = _NAMESPACES % "datastyle"
_MOST_CELLS: Final = 1_000_000
_NUMBERS: Final = frozenset({"float", "percentage", "currency"})


def formats_of_document(content: bytes | None, styles: bytes | None) -> dict[str, FormatRuns]:
    """Return the formats with meaning for each sheet, written as Excel writes them.

    These are the parts `content.xml` and `styles.xml`; where the first is too large to be built
    up, or cannot be read, there are no formats.
    """
    root, more = _parsed(content), _parsed(styles)
    if root is None:
        return {}
    codes = _codes_of_styles(root, more)
    found = {}
    for table in root.iter(f"{_TABLE}table"):
        cells = [cell for cell, _ in zip(_cells(table, codes), range(_MOST_CELLS), strict=False)]
        if cells:
            found[table.get(f"{_TABLE}name", "")] = FormatRuns(cells)
    return found


def _parsed(part: bytes | None) -> Element | None:
    if part is None:
        return None
    try:
        return fromstring(part)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None


def _codes_of_styles(*roots: Element | None) -> dict[str, str]:
    """Return the format code of each cell style whose numbers are followed by a text."""
    texts = {
        style.get(f"{_STYLE}name", ""): "".join(_code_pieces(style))
        for root in roots
        if root is not None
        for style in root.iter(f"{_NUMBER}number-style")
    }
    return {
        style.get(f"{_STYLE}name", ""): code
        for root in roots
        if root is not None
        for style in root.iter(f"{_STYLE}style")
        if (code := texts.get(style.get(f"{_STYLE}data-style-name", ""))) and has_meaning(code)
    }


def _code_pieces(style: Element) -> Iterator[str]:
    for piece in style:
        if piece.tag == f"{_NUMBER}number":
            yield "0"
        elif piece.tag == f"{_NUMBER}text" and piece.text:
            yield '"' + piece.text.replace('"', "") + '"'


def _cells(table: Element, codes: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield row and column from 0 and the format code of each number with one."""
    defaults = list(_default_styles(table))
    row = 0
    for element in table.iter(f"{_TABLE}table-row"):
        rows = _repeated(element, "number-rows-repeated")
        for column, cell in _numbers_of_row(element):
            default = defaults[column] if column < len(defaults) else ""
            code = _code(cell, codes, default)
            if code:
                yield from (
                    (row + down, column, code) for down in range(min(rows, limits.ROWS - row))
                )
        row += rows
        if row >= limits.ROWS:
            return


def _numbers_of_row(row: Element) -> Iterator[tuple[int, Element]]:
    column = 0
    for cell in row:
        columns = _repeated(cell, "number-columns-repeated")
        if cell.get(f"{_OFFICE}value-type") in _NUMBERS:
            for right in range(min(columns, limits.COLUMNS - column)):
                yield column + right, cell
        column += columns
        if column >= limits.COLUMNS:
            return


def _default_styles(table: Element) -> Iterator[str]:
    """Yield the style that cells of each column have unless they name one."""
    count = 0
    for column in table.iter(f"{_TABLE}table-column"):
        columns = min(_repeated(column, "number-columns-repeated"), limits.COLUMNS - count)
        yield from [column.get(f"{_TABLE}default-cell-style-name", "")] * columns
        count += columns


def _code(cell: Element, codes: dict[str, str], default: str) -> str:
    kind = cell.get(f"{_OFFICE}value-type")
    if kind == "percentage":
        return "0%"
    if kind == "currency":
        currency = cell.get(f"{_OFFICE}currency", "")
        return f"0.00 [${currency}]" if currency.isalpha() else ""
    return codes.get(cell.get(f"{_TABLE}style-name", default), "")


def _repeated(element: Element, name: str) -> int:
    said = element.get(f"{_TABLE}{name}", "1")
    return max(1, int(said)) if said.isdecimal() and len(said) < 10 else 1

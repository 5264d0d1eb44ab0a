"""Units, percent and currency of an OpenDocument sheet are found where its cells are."""

import pytest

from bcdr.intake.open_document import formats_of_document

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of}:1.0"'
    for name, of in (
        *(("office", "office"), ("table", "table"), ("style", "style")),
        ("number", "datastyle"),
    )
)
STYLES = (
    '<number:number-style style:name="N1"><number:number/><number:text> hours</number:text>'
    '</number:number-style><number:number-style style:name="N2"><number:number/>'
    '</number:number-style><style:style style:name="unit" style:data-style-name="N1"/>'
    '<style:style style:name="plain" style:data-style-name="N2"/>'
)


def document(table: str) -> bytes:
    body = f'<table:table table:name="List">{table}</table:table>'
    return f"<office:document-content {NAMES}>{body}</office:document-content>".encode()


def formats(table: str) -> dict[tuple[int, int], str]:
    styles = f"<office:document-styles {NAMES}>{STYLES}</office:document-styles>".encode()
    return dict(formats_of_document(document(table), styles)["List"])


def cell(kind: str, **attributes: str) -> str:
    others = " ".join(
        f'{name.replace("_", ":", 1)}="{value}"' for name, value in attributes.items()
    )
    return f'<table:table-cell office:value-type="{kind}" {others.replace("_", "-")}/>'


def row(*cells: str, times: str = "1") -> str:
    inside = "".join(cells)
    return f'<table:table-row table:number-rows-repeated="{times}">{inside}</table:table-row>'


def test_each_kind_of_number_is_placed_where_it_stands() -> None:
    found = formats(
        row(cell("string", table_style_name="unit"), times="2")
        + row(
            cell("float", table_style_name="plain"),
            cell("float", table_style_name="unit", table_number_columns_repeated="2"),
            cell("percentage"),
            cell("currency", office_currency="EUR"),
        )
    )

    assert found == {
        (2, 1): '0" hours"',
        (2, 2): '0" hours"',
        (2, 3): "0%",
        (2, 4): "0.00 [$EUR]",
    }


def test_a_column_gives_its_style_to_cells_without_one() -> None:
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:default-cell-style-name="unit"/>'
    )

    assert formats(columns + row(*[cell("float")] * 4)) == {(0, 2): '0" hours"'}


@pytest.mark.parametrize("times", ["999999999", "99999999999999999999", "-5", "x"])
def test_numbers_of_repeats_are_not_believed(times: str) -> None:
    table = row(cell("percentage", table_number_columns_repeated=times), times=times)
    found = formats_of_document(document(table), None)

    assert 0 < len(found["List"]) <= 1_000_000


@pytest.mark.parametrize(
    "content", [None, b"", b"<x", b"\xff", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"]
)
def test_what_cannot_be_read_says_nothing(content: bytes | None) -> None:
    assert formats_of_document(content, content) == {}

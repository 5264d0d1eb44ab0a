"""Writes tables as HTML: captions, headings with scope, words beside symbols."""

from collections.abc import Sequence
from itertools import groupby

from bcdr.model.vocabulary import Coverage
from bcdr.report.blocks import CellKind, CellValue, Column, Medium, Table
from bcdr.report.cell_words import NUMBER_KINDS, cell_words, heading_words
from bcdr.report.html_notes import linked
from bcdr.report.markup import Markup, element
from bcdr.report.symbols import SYMBOLS, Colours


def html_table(table: Table) -> Markup:
    """Return a table with caption, or the sentence that says why it has no rows."""
    if not table.rows:
        return element(
            "p",
            element("strong", f"{table.title}: "),
            table.empty,
            attributes={"id": f"table-{table.id}", "class": "nothing"},
        )
    table = table.shown_on(Medium.PAGE)
    body = [
        _row(
            row,
            table.columns,
            table.heading_columns,
            is_total=table.has_total and number == len(table.rows),
        )
        for number, row in enumerate(table.rows, start=1)
    ]
    shown = element(
        "table",
        element("caption", table.title),
        element("thead", *_heads(table.columns)),
        element("tbody", *body),
        attributes={"id": f"table-{table.id}"},
    )
    return element(
        "div",
        shown,
        attributes={
            "class": "scroll",
            "tabindex": "0",
            "role": "region",
            "aria-label": table.title,
        },
    )


def state_rules() -> str:
    """Return the style rules of the states of coverage, on paper and screens, light and dark."""
    light = "".join(_rule(state, one.light) for state, one in SYMBOLS.items())
    dark = "".join(_rule(state, one.dark) for state, one in SYMBOLS.items())
    return f"{light}@media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n"


def _rule(state: Coverage, colours: Colours) -> str:
    return (
        f"td.{state}, tbody tr:hover td.{state} "
        f"{{ background: {colours.fill}; color: {colours.ink}; }}\n"
    )


def _heads(columns: Sequence[Column]) -> list[Markup]:
    rows = []
    if any(column.group for column in columns):
        rows.append(
            element(
                "tr",
                *(
                    _group(name, len(list(found)))
                    for name, found in groupby(columns, lambda column: column.group)
                ),
            )
        )
    rows.append(
        element(
            "tr",
            *(
                element(
                    "th",
                    heading_words(column),
                    attributes={
                        "scope": "col",
                        "class": _kind_of_heading(column),
                        "data-quantity": column.quantity or None,
                        "title": column.note or None,
                    },
                )
                for column in columns
            ),
        )
    )
    return rows


def _kind_of_heading(column: Column) -> str | None:
    if column.kind is CellKind.SYMBOL:
        return "symbol"
    return "number" if column.kind in NUMBER_KINDS else None


def _group(name: str, size: int) -> Markup:
    if not name:
        return element("td", attributes={"colspan": str(size), "class": "no-group"})
    return element(
        "th", name, attributes={"scope": "colgroup", "colspan": str(size), "class": "group"}
    )


def _row(
    values: Sequence[CellValue], columns: Sequence[Column], heading_columns: int, *, is_total: bool
) -> Markup:
    cells = [
        _cell(value, column, is_heading=place < heading_columns)
        for place, (value, column) in enumerate(zip(values, columns, strict=True))
    ]
    return element("tr", *cells, attributes={"class": "total" if is_total else None})


def _cell(value: CellValue, column: Column, *, is_heading: bool) -> Markup:
    if value is not None and column.kind in {CellKind.COVERAGE, CellKind.SYMBOL}:
        return _state(Coverage(str(value)), is_symbol=column.kind is CellKind.SYMBOL)
    words = cell_words(value, column)
    direction = None if words.isascii() else "auto"
    if is_heading:
        kind = "number" if column.kind in NUMBER_KINDS else None
        return element("th", words, attributes={"scope": "row", "class": kind, "dir": direction})
    if column.kind not in NUMBER_KINDS:
        kind = "prose" if column.kind is CellKind.LONG_TEXT else None
        if column.key == "source":
            words = linked(words)
        return element("td", words, attributes={"class": kind, "dir": direction})
    return element(
        "td", words, attributes={"class": "number instead" if isinstance(value, str) else "number"}
    )


def _state(state: Coverage, *, is_symbol: bool) -> Markup:
    shown = SYMBOLS[state]
    if not is_symbol:
        return element("td", shown.label, attributes={"class": f"state {state}"})
    return element(
        "td",
        element("span", shown.symbol, attributes={"aria-hidden": "true"}),
        element("span", shown.title, attributes={"class": "hidden"}),
        attributes={"class": f"symbol {state}", "title": shown.title},
    )

"""Figures and facts of the catalogue as rows to edit: what is written stands over the default."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bcdr.model.catalogue import Catalogue
from bcdr.model.columns import ASSUMPTIONS, FACT_PARAMETERS, PRICES, RULES, SCENARIOS, Column, Kind
from bcdr.model.durations import write_duration
from bcdr.model.entries import Fact
from bcdr.model.records import Cell, Record
from bcdr.model.review import PRESENT, REMOVED, ROW_FIELD, Edit, ReviewState, is_empty, same_cell
from bcdr.ui.grid import Grid, cell_text, typed_cell
from bcdr.ui.rows import Author, records_of

TITLE: Final = "title"
ORIGIN: Final = "origin"
_TITLE_COLUMN: Final = Column(field=TITLE, header="What it is", kind=Kind.TEXT, help="")
_ORIGIN_COLUMN: Final = Column(
    field=ORIGIN,
    header="Origin",
    kind=Kind.TEXT,
    help="Given: this review says it. Assumed: the default stands.",
)
# Rows made here have ids that no row of a file has.
_OWN: Final = "own-"
_FIXED: Final = (TITLE, ORIGIN, "unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySheet:
    """Entries of one kind: the sheet their overrides stand on, its column that names them.

    `given` are cells that a new override has beside its name; a value is added where there is one.
    """

    sheet: str
    key: str
    columns: tuple[Column, ...]
    has_value: bool = True
    given: tuple[tuple[str, str], ...] = ()

    @property
    def fixed(self) -> tuple[str, ...]:
        """Return the columns that nobody edits."""
        return (*_FIXED, "id")


def _columns(fields: Sequence[Column], *names: str) -> tuple[Column, ...]:
    known = {column.field: column for column in fields}
    return (_TITLE_COLUMN, *(known[name] for name in names), _ORIGIN_COLUMN)


FIGURES: Final = EntrySheet(
    sheet=ASSUMPTIONS.name,
    key="assumption",
    columns=_columns(ASSUMPTIONS.columns, "value", "low", "high", "unit", "source", "date"),
)
PRICE_LIST: Final = EntrySheet(
    sheet=PRICES.name,
    key="price",
    columns=_columns(PRICES.columns, "value", "unit", "currency", "source", "date"),
)
SCENARIO_LIST: Final = EntrySheet(
    sheet=SCENARIOS.name,
    key="scenario",
    columns=_columns(
        SCENARIOS.columns,
        *("in_scope", "binding_for", "frequency_per_year", "noticed_after_hours", "repair_hours"),
        *("source", "date"),
    ),
    has_value=False,
)
FACTS: Final = EntrySheet(
    sheet=RULES.name,
    key="parameter",
    columns=_columns(RULES.columns, "value", "source", "date"),
    given=(("operator", "in"),),
)


def figures(catalogue: Catalogue) -> tuple[Record, ...]:
    """Return assumptions, phases of recovery and facts with a figure."""
    return (
        *(
            _record(one, one.title, {"value": one.value, "low": one.low, "high": one.high})
            for one in catalogue.assumptions
        ),
        *(
            _record(one, f"Phase: {one.title}",
                    {"value": one.likely, "low": one.low, "high": one.high})
            for one in catalogue.phases
        ),
        *(
            _record(one, one.statement, {"value": one.value})
            for one in catalogue.facts
            if one.value is not None
        ),
    )  # fmt: skip


def prices(catalogue: Catalogue) -> tuple[Record, ...]:
    """Return the price list."""
    return tuple(
        _record(one, f"{one.title} ({one.group})", {"value": one.value, "currency": one.currency})
        for one in catalogue.prices
    )


def scenarios(catalogue: Catalogue) -> tuple[Record, ...]:
    """Return the scenarios."""
    tiers = {tier.id: tier.title for tier in catalogue.tiers}
    return tuple(
        _record(
            one,
            one.title,
            {
                "in_scope": one.in_scope,
                "binding_for": "; ".join(tiers.get(id_, id_) for id_ in one.binding_for) or "none",
                "frequency_per_year": one.frequency_per_year,
                "noticed_after_hours": _hours(one.noticed_after_hours),
                "repair_hours": _hours(one.repair_hours),
            },
        )
        for one in catalogue.scenarios
    )


def facts(catalogue: Catalogue) -> tuple[Record, ...]:
    """Return the dated facts that have words or an answer."""
    return tuple(
        _record(one, one.statement, {"value": _answer(one)})
        for one in catalogue.facts
        if one.id in FACT_PARAMETERS
    )


def overridden(review: ReviewState, sheet: EntrySheet, ids: Sequence[str]) -> tuple[str, ...]:
    """Return which entries of these this review overrides."""
    rows = _rows(review, sheet)
    return tuple(id_ for id_ in ids if id_ in rows)


def entry_edits(
    review: ReviewState,
    sheet: EntrySheet,
    shown: Grid,
    typed: Mapping[tuple[int, str], str],
    author: Author,
) -> tuple[Edit, ...]:
    """Return what was typed over entries as edits of the rows that override them.

    A new override has the name of its entry, and its value as well where another cell was typed.
    """
    rows = _rows(review, sheet)
    wanted: dict[int, dict[str, Cell]] = {}
    for (position, field), text in typed.items():
        wanted.setdefault(position, {})[field] = typed_cell(text)
    found: list[Edit] = []
    for position, typed_cells in wanted.items():
        id_ = shown.rows[position]
        row = rows.get(id_)
        cells = typed_cells
        if row is None:
            value = cell_text(shown.cells[position].get("value"))
            cells = {**_of_new(sheet, id_, value), **typed_cells}
        found += (
            _edit(sheet, row.id if row else f"{_OWN}{id_}", field, row, cell, author)
            for field, cell in cells.items()
            if not same_cell(row.get(field) if row else None, cell)
        )
    return tuple(found)


def reset_edits(
    review: ReviewState, sheet: EntrySheet, id_: str, author: Author
) -> tuple[Edit, ...]:
    """Return the edits after which the default of an entry stands again.

    A row of the file is removed; one that was made here is emptied, and may be filled again.
    """
    row = _rows(review, sheet).get(id_)
    if row is None:
        return ()
    if not row.id.startswith(_OWN):
        return (
            Edit(
                table=sheet.sheet,
                row_id=row.id,
                field=ROW_FIELD,
                before=PRESENT,
                after=REMOVED,
                who=author.who,
                when=author.when,
            ),
        )
    return tuple(_edit(sheet, row.id, field, row, None, author) for field in row.cells)


def _rows(review: ReviewState, sheet: EntrySheet) -> Mapping[str, Record]:
    """Return the rows that override entries, by the id of the entry."""
    return {
        cell_text(record.get(sheet.key)).strip(): record
        for record in records_of(review, sheet.sheet)
        if not is_empty(record.get(sheet.key))
    }


def _of_new(sheet: EntrySheet, id_: str, value: str) -> dict[str, Cell]:
    """Return what a new override has besides what was typed."""
    cells: dict[str, Cell] = {sheet.key: id_, **dict(sheet.given)}
    if sheet.sheet == RULES.name:
        cells["rule"] = id_
    if sheet.has_value:
        cells["value"] = value
    return cells


def _edit(
    sheet: EntrySheet, row_id: str, field: str, row: Record | None, after: Cell, author: Author
) -> Edit:
    return Edit(
        table=sheet.sheet,
        row_id=row_id,
        field=field,
        before=row.get(field) if row else None,
        after=after,
        who=author.who,
        when=author.when,
    )


def _record(entry: Any, title: str, cells: Mapping[str, Cell]) -> Record:
    shared: dict[str, Cell] = {
        TITLE: title,
        "unit": getattr(entry, "unit", ""),
        "source": entry.source,
        "date": entry.date,
        ORIGIN: str(getattr(entry, "origin", "")),
    }
    return Record(id=entry.id, row=0, cells={**shared, **cells})


def _hours(hours: float | None) -> str:
    return "" if hours is None else write_duration(hours)


def _answer(fact: Fact) -> str:
    if fact.answer is not None:
        return "Yes" if fact.answer else "No"
    return "; ".join(fact.words)

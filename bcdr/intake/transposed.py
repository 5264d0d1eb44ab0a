"""Turns forms and rows of attributes round, so that each thing is one row of a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bcdr.intake.field_scores import header_scores
from bcdr.intake.header_rows import Area, is_marks_row
from bcdr.intake.text import clean_text, name_key
from bcdr.model.header_vocabulary import load_header_vocabulary
from bcdr.model.recognition import Layout
from bcdr.model.records import Cell

LEAST_LABELS: Final = 3
_COLUMNS_LOOKED_AT: Final = 5
_ROWS_LOOKED_AT: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table made of a form: its first row are headers.

    `places` are the rows (numbers from 1) of the sheet that the columns were, `numbers` the rows
    or columns of the sheet that the rows were; `label_columns` the columns that were labels.
    """

    layout: Layout
    rows: list[list[Cell]]
    places: tuple[str, ...]
    numbers: tuple[int, ...]
    label_columns: tuple[int, ...]


def grid_of_form(rows: Sequence[Sequence[Cell]], area: Area, header_fields: int) -> Grid | None:
    """Return the table that a form is, None if the area is no form.

    `header_fields` is how many fields the best row of the area names: labels must name more.
    """
    best = _label_column(rows, area)
    if best is None:
        return None
    column, labels = best
    fields = {field for _, _, field in labels}
    if len(fields) < LEAST_LABELS or len(fields) <= header_fields + (header_fields > 1):
        return None
    values = _value_columns(rows, area, column, labels)
    if not values:
        return None
    if len(values) == 1 and len({field for *_, field in labels}) < len(labels) * 0.7:
        repeated = _repeated(rows, area, column, values[0], labels)
        if repeated is not None:
            return repeated
    last = max(at for at, _, _ in labels)
    first = min(at for at, _, _ in labels)
    kept = [
        at
        for at in range(first, last + 1)
        if column < len(rows[at]) and clean_text(rows[at][column])
    ]
    if len(values) > 1:
        kept = _with_names(rows, area, column, values, kept)
    table: list[list[Cell]] = [[clean_text(_cell(rows, at, column)) for at in kept]]
    for value in values:
        cells = [rows[at][value] if value < len(rows[at]) else "" for at in kept]
        table.append([_without_marks(cell) for cell in cells])
    return Grid(
        layout=Layout.TRANSPOSED,
        rows=table,
        places=tuple(str(at + 1) for at in kept),
        numbers=tuple(value + 1 for value in values),
        label_columns=(column + 1,),
    )


def _with_names(
    rows: Sequence[Sequence[Cell]],
    area: Area,
    column: int,
    values: Sequence[int],
    kept: Sequence[int],
) -> list[int]:
    """Return the rows of a form of several things with that of their names, if it has no label.

    A title above the things is no label of theirs.
    """

    def filled(at: int) -> list[str]:
        return [text for value in values if (text := clean_text(_cell(rows, at, value)))]

    start = next((at for at in kept if filled(at)), kept[0])
    kept = [at for at in kept if at >= start]
    for at in range(start - 1, max(area.top, start - 3) - 1, -1):
        names = filled(at)
        if not names:
            continue
        heads = {name_key(name).strip(":. ") for name in names}
        is_named = len(names) == len(values) == len(heads) and not heads & (_HELP | _VALUE_HEADS)
        is_blank = not clean_text(_cell(rows, at, column))
        return [at, *kept] if is_named and is_blank else kept
    return kept


def _cell(rows: Sequence[Sequence[Cell]], at: int, column: int) -> Cell:
    return rows[at][column] if column < len(rows[at]) else ""


def grid_of_attributes(rows: Sequence[Sequence[Cell]], area: Area, header_at: int) -> Grid | None:
    """Return the table of rows with a thing, an attribute and a value, None if it is none."""
    header = rows[header_at]
    places: dict[str, int] = {}
    for position in range(area.left, min(area.right + 1, len(header))):
        text = header[position]
        for score in header_scores(text) if isinstance(text, str) else ():
            if score.field in ("attribute", "attribute_value", "application", "workload"):
                places.setdefault(score.field, position)
    thing = places.get("application", places.get("workload"))
    attribute, value = places.get("attribute"), places.get("attribute_value")
    if thing is None or attribute is None or value is None or thing == attribute:
        return None
    title = str(header[thing])
    things: dict[str, dict[str, Cell]] = {}
    numbers: dict[str, int] = {}
    names: dict[str, None] = {}
    for at in range(header_at + 1, area.bottom + 1):
        row = rows[at]
        if max(thing, attribute, value) >= len(row):
            continue
        key, label = clean_text(row[thing]), clean_text(row[attribute])
        if not key or not label:
            continue
        numbers.setdefault(key, at + 1)
        names.setdefault(label)
        things.setdefault(key, {})[label] = row[value]
    fields = {header_scores(name)[0].field for name in names if header_scores(name)}
    if len(fields) < 2 or not things:
        return None
    table: list[list[Cell]] = [[title, *names]]
    table += [[key, *(cells.get(name, "") for name in names)] for key, cells in things.items()]
    return Grid(
        layout=Layout.LONG,
        rows=table,
        places=tuple(f"attribute {n}" for n in range(1, len(table[0]) + 1)),
        numbers=tuple(numbers.values()),
        label_columns=(attribute + 1,),
    )


def _label_column(
    rows: Sequence[Sequence[Cell]], area: Area
) -> tuple[int, list[tuple[int, str, str]]] | None:
    """Return the column whose cells name most fields, with row, label and field of each."""
    best: tuple[int, list[tuple[int, str, str]]] | None = None
    last = min(area.bottom, area.top + _ROWS_LOOKED_AT)
    for column in range(area.left, min(area.left + _COLUMNS_LOOKED_AT, area.right) + 1):
        labels: list[tuple[int, str, str]] = []
        filled = 0
        for at in range(area.top, last + 1):
            cell = rows[at][column] if column < len(rows[at]) else ""
            if not isinstance(cell, str) or not cell.strip():
                filled += cell not in ("", None) and not isinstance(cell, str)
                continue
            filled += 1
            scores = header_scores(cell)
            if scores and scores[0].score >= 0.6 and scores[0].field not in _HEADS:
                labels.append((at, cell, scores[0].field))
        if len(labels) < LEAST_LABELS or len(labels) < 0.3 * filled:
            continue
        if best is None or len({f for *_, f in labels}) > len({f for *_, f in best[1]}):
            best = (column, labels)
    return best


_HEADS: Final = frozenset({"attribute", "attribute_value"})
"""What stands above the labels of a form, not among them."""


def _value_columns(
    rows: Sequence[Sequence[Cell]],
    area: Area,
    column: int,
    labels: Sequence[tuple[int, str, str]],
) -> list[int]:
    """Return the columns right of the labels that hold values: no marks, examples or help."""
    vocabulary = load_header_vocabulary().rows
    found: list[int] = []
    first = min(at for at, _, _ in labels)
    for value in range(column + 1, area.right + 1):
        cells = [rows[at][value] for at, _, _ in labels if value < len(rows[at])]
        filled = [cell for cell in cells if clean_text(cell)]
        head = [
            name_key(clean_text(rows[at][value])).strip(":. ")
            for at in range(max(area.top, first - 2), first)
            if value < len(rows[at])
        ]
        if any(word in vocabulary.examples or word in _HELP for word in head):
            continue
        is_named = any(word in _VALUE_HEADS for word in head)
        if not filled or is_marks_row(filled, vocabulary.required):
            continue
        texts = [clean_text(cell) for cell in filled]
        is_help = sum(len(text.split()) > 6 for text in texts) > 0.5 * len(texts)
        if is_help and not is_named and found:
            continue
        found.append(value)
    return found


_HELP: Final = frozenset(
    [
        "description",
        "guidance",
        "help",
        "notes",
        "instructions",
        "explanation",
        "definition",
        "comment",
        "comments",
        "hint",
        "required",
        "optional",
        "beschreibung",
        "hilfe",
        "erläuterung",
        "aide",
        "explication",
        "descripción",
        "ayuda",
        "toelichting",
        "unit",
        "einheit",
        "format",
        "説明",
        "example",
        "examples",
        "sample",
        "source",
    ]
)
_VALUE_HEADS: Final = frozenset(
    {"value", "values", "answer", "answers", "response", "wert", "antwort", "valeur", "réponse"}
    | {"valor", "respuesta", "waarde", "値", "回答"}
)


def _repeated(
    rows: Sequence[Sequence[Cell]],
    area: Area,
    column: int,
    value: int,
    labels: Sequence[tuple[int, str, str]],
) -> Grid | None:
    """Return the table of forms one below the other, each beginning with the same label."""
    start = name_key(labels[0][1])
    names: dict[str, None] = {}
    things: list[dict[str, Cell]] = []
    numbers: list[int] = []
    for at in range(labels[0][0], area.bottom + 1):
        row = rows[at]
        label = clean_text(row[column]) if column < len(row) else ""
        if not label:
            continue
        if name_key(label) == start:
            things.append({})
            numbers.append(at + 1)
        if things:
            names.setdefault(label)
            things[-1][label] = row[value] if value < len(row) else ""
    if len(things) < 2:
        return None
    table: list[list[Cell]] = [list(names)]
    table += [[cells.get(name, "") for name in names] for cells in things]
    return Grid(
        layout=Layout.LONG,
        rows=table,
        places=tuple(f"attribute {n}" for n in range(1, len(names) + 1)),
        numbers=tuple(numbers),
        label_columns=(column + 1,),
    )


def _without_marks(cell: Cell) -> Cell:
    words = load_header_vocabulary().rows.required
    return "" if isinstance(cell, str) and is_marks_row([cell], words) else cell

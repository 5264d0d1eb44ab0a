"""Tells the rows of a table that hold records from totals, legends, marks and empty ones."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from bcdr.intake.header_rows import is_marks_row, is_second_header
from bcdr.intake.text import clean_text, name_key
from bcdr.model.header_vocabulary import RowWords, load_header_vocabulary
from bcdr.model.recognition import SkipKind, SkippedRows
from bcdr.model.records import Cell

EXAMPLE_MARK: Final = "example"
"""What the ID cell of the template's example row holds."""

REASONS: Final[Mapping[SkipKind, str]] = {
    SkipKind.TITLE: "text above the header",
    SkipKind.BAND: "a heading over several columns or rows",
    SkipKind.REQUIRED: "marks such as Required in place of values",
    SkipKind.TYPES: "the kinds of the columns in place of values",
    SkipKind.SECOND_HEADER: "the headers again in other words",
    SkipKind.REPEATED_HEADER: "the header again",
    SkipKind.TOTAL: "a total of other rows",
    SkipKind.SUMMARY: "a summary",
    SkipKind.LEGEND: "a legend or glossary below the rows",
    SkipKind.FOOTNOTE: "a note below the rows",
    SkipKind.NUMBERED_EMPTY: "a number or zeros, but no name and no text",
    SkipKind.EXAMPLE: "an example",
    SkipKind.WITHOUT_NAME: "no name",
}
_FOOTNOTE: Final = re.compile(
    r"\s*(?:[*†‡§¹²³※]|\(?\d\)|\[\d\]|note\b|source\b|legend\b|hinweis\b|nota\b|noot\b)",
    re.IGNORECASE,
)
_DEFINITION: Final = re.compile(
    r"\s*(?:rto|rpo|mtd|mtpd|mao|bia|sla|dr|tier \d|wrt)\s*(?:[:=\u2013\u2014-])\s*\S",
    re.IGNORECASE,
)
_TOTAL_START: Final = re.compile(
    r"(?:grand |sub)?totals?\b.{0,24}|summe\b.{0,24}|gesamt\b.{0,24}|suma\b.{0,16}", re.IGNORECASE
)
_NOTHING: Final = frozenset({"0", "0.0", "-", "#div/0!", "#n/a", "#ref!", "#value!", "n/a", "no"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRules:
    """What decides about the rows of a table; positions are column indexes from 0.

    `names` are the columns that name a row, `needs_name` tells that a row without one is left
    out. `fields` are (position, field) of the used columns.
    """

    header: Sequence[Cell]
    names: tuple[int, ...]
    positions: tuple[int, ...]
    fields: tuple[tuple[int, str], ...]
    left: int
    right: int
    needs_name: bool
    is_contract: bool
    id_position: int | None = None
    example: tuple[tuple[int, str], ...] = ()


@dataclass(slots=True)
class RowsFound:
    """The rows of a table by what they are; row numbers count from 1."""

    record_count: int = 0
    blank_count: int = 0
    skipped: dict[SkipKind, list[int]] = field(default_factory=dict)

    def skip(self, kind: SkipKind, row: int) -> None:
        """Note a row that is left out."""
        self.skipped.setdefault(kind, []).append(row)

    def as_tuple(self) -> tuple[SkippedRows, ...]:
        """Return the skipped rows of each kind as ranges."""
        return tuple(
            SkippedRows(kind=kind, rows=ranges(rows), reason=REASONS[kind])
            for kind, rows in self.skipped.items()
        )


def find_rows(rows: Sequence[Sequence[Cell]], first: int, last: int, rules: RowRules) -> RowsFound:
    """Return what each row from `first` to `last` (indexes from 0) of a table is."""
    found = RowsFound()
    in_legend = False
    since_header = 0
    header_keys = _keys(rules.header, rules)
    for at in range(first, last + 1):
        row = rows[at]
        width = len(row)
        cells = [
            row[p] for p in rules.positions if p < width and row[p] is not None and row[p] != ""
        ]
        filled = [c for c in cells if not (isinstance(c, str) and c.isspace())]
        if not filled:
            outside = [c for c in row[rules.left : rules.right + 1] if clean_text(c)]
            if outside and not rules.is_contract and _is_legend_start(outside):
                in_legend = True
            found.blank_count += 1
            continue
        since_header += 1
        kind = _kind_of(row, filled, rules, header_keys, since_header, in_legend)
        if kind is SkipKind.LEGEND:
            in_legend = True
        elif kind is None or kind not in _WITHIN_LEGEND:
            in_legend = False
        if kind is None:
            found.record_count += 1
        else:
            found.skip(kind, at + 1)
            found.blank_count += kind is SkipKind.NUMBERED_EMPTY
    return found


_WITHIN_LEGEND: Final = frozenset({SkipKind.LEGEND, SkipKind.FOOTNOTE})


def _kind_of(
    row: Sequence[Cell],
    filled: Sequence[Cell],
    rules: RowRules,
    header_keys: Mapping[int, str],
    since_header: int,
    in_legend: bool,
) -> SkipKind | None:
    """Return why a row holds no record, None if it holds one."""
    words = _words()
    name = next((t for p in rules.names if p < len(row) and (t := clean_text(row[p]))), "")
    key = name_key(name).rstrip(":").strip()
    if _is_example(row, rules):
        return SkipKind.EXAMPLE
    if _is_repeated(row, rules, header_keys):
        return SkipKind.REPEATED_HEADER
    if key in words.totals_set:
        return SkipKind.TOTAL
    if rules.is_contract:
        return _contract_kind(row, filled, rules)
    kind = _kind_below_header(row, filled, rules, words) if since_header <= 3 else None
    if kind is None and _is_total(row, name, filled, rules, words):
        kind = SkipKind.TOTAL
    if kind is None and len(rules.positions) > 2 and len(filled) <= 2:
        kind = _kind_at_end(key, filled, words, in_legend, since_header)
    return kind if kind is not None or name else _kind_without_name(filled, rules)


def _kind_without_name(filled: Sequence[Cell], rules: RowRules) -> SkipKind | None:
    """Return why a row without a name holds no record."""
    if len(filled) == 1 and isinstance(filled[0], str) and len(rules.positions) > 2:
        return SkipKind.FOOTNOTE if len(filled[0]) > 30 else SkipKind.WITHOUT_NAME
    if not rules.names:
        return None
    if all(_says_nothing(cell) for cell in filled):
        return SkipKind.NUMBERED_EMPTY
    return SkipKind.WITHOUT_NAME if rules.needs_name else None


def _contract_kind(row: Sequence[Cell], filled: Sequence[Cell], rules: RowRules) -> SkipKind | None:
    position = rules.id_position
    if position is not None and len(filled) == 1 and position < len(row):
        return SkipKind.NUMBERED_EMPTY if clean_text(row[position]) else None
    return None


def _kind_below_header(
    row: Sequence[Cell], filled: Sequence[Cell], rules: RowRules, words: "_Words"
) -> SkipKind | None:
    if is_marks_row(filled, words.rows.required):
        return SkipKind.REQUIRED
    if len(filled) > 1 and is_marks_row(filled, words.rows.types):
        return SkipKind.TYPES
    if is_second_header(
        row[: rules.right + 1], rules.header[: rules.right + 1], rules.fields
    ) and not any(isinstance(cell, (int, float)) for cell in filled):
        return SkipKind.SECOND_HEADER
    first = name_key(clean_text(filled[0])).rstrip(":. ")
    return SkipKind.EXAMPLE if first in words.examples_set and len(filled) > 1 else None


def _kind_at_end(
    key: str,
    filled: Sequence[Cell],
    words: "_Words",
    in_legend: bool,
    since_header: int,
) -> SkipKind | None:
    texts = [clean_text(cell) for cell in filled]
    is_head = key in words.legends_set or name_key(texts[0]).rstrip(":") in words.legends_set
    if is_head or in_legend or any(_DEFINITION.match(text) for text in texts):
        return SkipKind.LEGEND
    if len(filled) == 1 and since_header > 1:
        is_marked = _FOOTNOTE.match(texts[0]) and len(texts[0]) > 12
        return SkipKind.FOOTNOTE if is_marked or len(texts[0].split()) > 9 else None
    return None


def _is_total(
    row: Sequence[Cell], name: str, filled: Sequence[Cell], rules: RowRules, words: "_Words"
) -> bool:
    if not name:
        first = next((t for c in row[rules.left : rules.right + 1] if (t := clean_text(c))), "")
        return name_key(first).rstrip(":") in words.totals_set
    if not _TOTAL_START.fullmatch(name) or len(filled) < 2:
        return False
    return sum(isinstance(cell, str) and bool(cell.strip()) for cell in filled) <= 1


def _is_repeated(row: Sequence[Cell], rules: RowRules, header_keys: Mapping[int, str]) -> bool:
    """Return whether the used cells of a row are the very headers of their columns."""
    position = rules.names[0] if rules.names else (rules.positions or (0,))[0]
    cell = row[position] if position < len(row) else ""
    if not isinstance(cell, str) or name_key(cell) != header_keys.get(position):
        return False
    filled = [(p, row[p]) for p in rules.positions if p < len(row) and clean_text(row[p])]
    return all(name_key(clean_text(cell)) == header_keys.get(p) for p, cell in filled)


def _is_example(row: Sequence[Cell], rules: RowRules) -> bool:
    position = rules.id_position
    if position is None or position >= len(row):
        return False
    if name_key(clean_text(row[position])) != EXAMPLE_MARK:
        return False
    return bool(rules.example) and all(
        p < len(row) and name_key(clean_text(row[p])) == name_key(text) for p, text in rules.example
    )


def _is_legend_start(cells: Sequence[Cell]) -> bool:
    return name_key(clean_text(cells[0])).rstrip(":") in _words().legends_set


def _says_nothing(cell: Cell) -> bool:
    """Return whether a cell is a number of a template row, an error or a mark for nothing."""
    if isinstance(cell, (int, float)):
        return True
    text = clean_text(cell).casefold()
    return text in _NOTHING or text.rstrip(".").isdigit() or is_marks_row([cell], ("yes", "no"))


def _keys(header: Sequence[Cell], rules: RowRules) -> dict[int, str]:
    return {p: name_key(clean_text(header[p])) for p in rules.positions if p < len(header)}


def ranges(rows: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return ascending numbers as ranges of first and last.

    >>> ranges([3, 4, 5, 9])
    ((3, 5), (9, 9))
    """
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    rows: RowWords
    totals_set: frozenset[str]
    legends_set: frozenset[str]
    examples_set: frozenset[str]


@cache
def _words() -> _Words:
    rows = load_header_vocabulary().rows
    return _Words(
        rows=rows,
        totals_set=frozenset(map(name_key, rows.totals)),
        legends_set=frozenset(map(name_key, rows.legends)),
        examples_set=frozenset(map(name_key, rows.examples)),
    )

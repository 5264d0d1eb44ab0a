"""Looks through a whole column once: what its cells together say that one alone leaves open."""

import datetime
import re
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Final

from bcdr.intake.context import DEFAULT_SEPARATORS, ColumnContext, Scale
from bcdr.intake.criticality import scale_direction_of, scale_of_unit
from bcdr.intake.lists import separators_of
from bcdr.intake.text import clean_text
from bcdr.intake.words import yes_or_no
from bcdr.model.columns import Column, Kind
from bcdr.model.figures import nothing_remark
from bcdr.model.quantities import decimal_mark_in
from bcdr.model.records import Cell

_NUMERIC: Final = frozenset({Kind.NUMBER, Kind.COUNT, Kind.SHARE, Kind.MONEY, Kind.DAYS})
_LISTED: Final = frozenset({Kind.LIST, Kind.CHOICES})
_DAY_AND_MONTH: Final = re.compile(r"(?<![\d/-])(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}(?!\d)")
_CHANGE_UNIT: Final = re.compile(
    r"(?<![A-Za-z])([KMGT]i?B)(?:\s*(/\s*s(?:ec)?|ps|per second))?(?![A-Za-z])", re.IGNORECASE
)
_BYTES_FROM: Final = 1e8
"""A typical size above this cannot be GB: a hundred petabytes in one row."""


def decimal_mark_of(cells: Iterable[Cell], *, are_amounts: bool = False) -> str:
    """Return the decimal mark that the texts of a column use, empty where they leave it open.

    Texts that show it beyond doubt decide: `0,5` and `1.200,50` for the comma. Several different
    texts of the form `1,200` speak for the point, one alone does not. Amounts of money never have
    three decimals, so that there `1.200` leaves it open.
    """
    certain: Counter[str] = Counter()
    likely: Counter[str] = Counter()
    marked = {c for c in cells if isinstance(c, str) and ("," in c or "." in c)}
    for text in marked:
        mark, is_certain = decimal_mark_in(text)
        if mark:
            (certain if is_certain else likely)[mark] += 1
    if certain:
        (first, count), *others = certain.most_common(2)
        return first if not others or others[0][1] < count else ""
    return "." if likely["."] > 1 and not are_amounts else ""


def day_first_of(cells: Iterable[Cell]) -> bool | None:
    """Return whether the dates of a column are written day first, None where nothing tells."""
    votes = {
        int(match[1]) > 12
        for cell in cells
        if isinstance(cell, str)
        for match in _DAY_AND_MONTH.finditer(cell)
        if (int(match[1]) > 12) is not (int(match[2]) > 12)
    }
    return votes.pop() if len(votes) == 1 else None


def size_unit_of(cells: Iterable[Cell]) -> str:
    """Return `B` where the plain numbers of a column of sizes can only be bytes, else nothing."""
    sizes = sorted(
        float(cell)
        for cell in cells
        if isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell > 0
    )
    return "B" if sizes and sizes[len(sizes) // 2] >= _BYTES_FROM else ""


def change_unit_of(header: str) -> str:
    """Return the unit of changed data that a header names, empty where it names percent or none.

    >>> change_unit_of("Daily change (GB)"), change_unit_of("Churn MB/s"), change_unit_of("Churn %")
    ('GB', 'MB/s', '')
    """
    match = _CHANGE_UNIT.search(header)
    if match is None or "%" in header:
        return ""
    return f"{match[1]}/s" if match[2] else match[1]


def context_of(
    column: Column,
    cells: Collection[Cell],
    *,
    header: str = "",
    unit: str = "",
    family: str = "",
    known: Collection[str] = (),
    as_of: datetime.date | None = None,
) -> ColumnContext:
    """Return what holds for every cell of a column, from its distinct cells and what is declared.

    `header` and `unit` are the column's as it was recognised, `known` the names (by `name_key`)
    that its lists may hold.
    """
    declared = "" if unit == column.unit else unit
    kind = column.kind
    if kind is Kind.SHARE and not declared:
        declared = change_unit_of(header)
    if kind is Kind.NUMBER and column.unit == "GB" and not declared:
        declared = size_unit_of(cells)
    return ColumnContext(
        unit=declared,
        family=family,
        decimal_mark=decimal_mark_of(cells, are_amounts=kind is Kind.MONEY)
        if kind in _NUMERIC
        else None,
        is_day_first=day_first_of(cells) if kind is Kind.DATE else None,
        separators=_separators(column, cells, known),
        scale=_scale(cells, declared) if kind is Kind.CRITICALITY else None,
        holds_only_answers=kind is Kind.CRITICALITY and _are_answers(cells),
        as_of=as_of,
    )


def _separators(column: Column, cells: Collection[Cell], known: Collection[str]) -> str:
    if column.kind not in _LISTED:
        return DEFAULT_SEPARATORS
    found = separators_of(cells, known)
    # No country's name or code has a comma in it.
    is_of_places = column.field == "allowed_jurisdictions" and "," not in found
    return f"{found}," if is_of_places else found


def _scale(cells: Collection[Cell], declared: str) -> Scale | None:
    return scale_of_unit(declared) or scale_direction_of(cells)


def _are_answers(cells: Collection[Cell]) -> bool:
    """Return whether a column says nothing but yes, no and marks for nothing."""
    texts = [clean_text(cell) for cell in cells]
    answers = {yes_or_no(text) for text in texts if nothing_remark(text) is None}
    # A column of 1 and 0 may as well be a scale.
    holds_numbers = any(char.isdigit() for text in texts for char in text)
    return bool(answers) and None not in answers and not holds_numbers

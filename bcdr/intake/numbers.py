"""Reads cells with numbers: sizes, rates, counts and shares, each in the unit of its column."""

import math
import re
from dataclasses import dataclass
from typing import Any, Final

from bcdr.intake import limits
from bcdr.intake.codes import Code
from bcdr.intake.context import NO_CONTEXT, ColumnContext
from bcdr.intake.durations import NOT_MEASURED, blank_mark
from bcdr.intake.faults import Fault
from bcdr.intake.text import clean_text
from bcdr.model.figures import (
    Remark,
    bare_figure,
    between,
    without_bounds,
)
from bcdr.model.quantities import (
    UNIT_FACTORS,
    Quantity,
    decimal_mark_in,
    parse_quantity,
    unit_factor,
)
from bcdr.model.records import Cell

_SIMPLE: Final = re.compile(r"(\d{1,15}(?:\.(?:\d{1,2}|\d{4,9}))?) ?([A-Za-z%/]*)", re.ASCII)
"""Most cells by far: figures that no mark makes doubtful, with or without a unit."""
_USED_OF_TOTAL: Final = re.compile(
    r"([^/]*\d[^/]*?)\s*(?:/|\bof\b|\bvon\b|\bde\b)\s*([^/]*\d[^/]*)"
)
_RANGE: Final = re.compile(
    rf"(\d[\d.,' ]*?)\s*([^\W\d]*)\s*(?:{between('range-between')})\s*(\d[\d.,' ]*)\s*(\D*)",
    re.IGNORECASE,
)
_PER_DAY: Final = re.compile(
    r"\s*(?:/|per|pro|par|por|al|a|je)?\s*(?:day|d|daily|tag|täglich|jour|j|día|dia|dag|日)$",
    re.IGNORECASE,
)
_TRAILING: Final = re.compile(
    r"\s+(?:used|in use|ram|memory|disk|storage|free|"
    r"total|allocated|provisioned|belegt|genutzt|gesamt|utilisé|usado)$",
    re.IGNORECASE,
)
_OF_A_WHOLE: Final = frozenset({"memory_gb", "largest_disk_gb"})
"""Fields of which a cell `used / total` gives the total."""


@dataclass(frozen=True, slots=True)
class ChangePerDay:
    """Changed data in GB a day, which becomes a share once the size of the row is known."""

    gigabytes: float


def number_cell(
    cell: Cell, *, unit: str, field: str = "", context: ColumnContext = NO_CONTEXT
) -> tuple[float | None, Fault | None]:
    """Return a number in the unit of its column; a range gives its larger end."""
    number, fault = _number(cell, unit, field, context)
    if number is None:
        return None, fault
    if number < 0:
        return None, _NEGATIVE
    if number == 0 and context.is_export and unit in ("GB", "vCPU"):
        return None, NOT_MEASURED
    return (None, _ABSURD) if number > limits.LARGEST_NUMBER else (number, fault)


def count_cell(
    cell: Cell, *, unit: str, context: ColumnContext = NO_CONTEXT
) -> tuple[int | None, Fault | None]:
    """Return a whole number."""
    number, fault = number_cell(cell, unit=unit, context=context)
    if number is None:
        return None, fault
    return (int(number), fault) if float(number).is_integer() else (None, _NOT_WHOLE)


def share_cell(cell: Cell, *, context: ColumnContext = NO_CONTEXT) -> tuple[Any, Fault | None]:
    """Return a share from 0 to 1; the cell holds percent, with or without the sign.

    A size a day (`50 GB/day`, or a plain number in a column of GB) gives a `ChangePerDay`; a rate
    of the busiest moments (`4 MB/s`) gives none, since it is another quantity.
    """
    size = _size_per_day(cell, context)
    if size is not None:
        return size
    if _is_rate(cell, context):
        return None, _IS_RATE
    number, fault = number_cell(cell, unit="%", context=context)
    if number is None:
        return None, fault
    return (number / 100, fault) if number <= 100 else (None, _SHARE_ABSURD)


def _size_per_day(cell: Cell, context: ColumnContext) -> tuple[Any, Fault | None] | None:
    declared = _PER_DAY.sub("", context.unit).strip()
    is_of_sizes = bool(declared) and unit_factor(declared, "GB") is not None
    if isinstance(cell, str):
        bare = _PER_DAY.sub("", bare_figure(clean_text(cell), keeps_case=True).text)
        quantity = parse_quantity(without_bounds(bare)[0], decimal_mark=context.decimal_mark or "")
        if quantity is None:
            return None
        own = quantity.unit and unit_factor(quantity.unit, "GB") is not None
        if not own and (quantity.unit or not is_of_sizes):
            return None
        factor = unit_factor(quantity.unit or declared, "GB") or 1.0
        number = quantity.number * factor
    elif is_of_sizes and isinstance(cell, (int, float)) and not isinstance(cell, bool):
        number = float(cell) * (unit_factor(declared, "GB") or 1.0)
    else:
        return None
    if not math.isfinite(number) or number < 0:
        return None, _NEGATIVE if number < 0 else NOT_A_NUMBER
    return ChangePerDay(number), None


def _is_rate(cell: Cell, context: ColumnContext) -> bool:
    spelled = context.unit
    if isinstance(cell, str):
        quantity = parse_quantity(bare_figure(clean_text(cell), keeps_case=True).text)
        if quantity is None:
            return False
        spelled = quantity.unit or spelled
    return bool(spelled) and any(
        unit_factor(spelled, unit) is not None for unit in ("MB/s", "Mbit/s")
    )


def _number(
    cell: Cell, unit: str, field: str, context: ColumnContext
) -> tuple[float | None, Fault | None]:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if cell == -1:
            return None, NOT_MEASURED
        number = _converted(Quantity(float(cell), ""), unit, context)
        return (
            (number, None) if number is not None and math.isfinite(cell) else (None, NOT_A_NUMBER)
        )
    if not isinstance(cell, str):
        return None, NOT_A_NUMBER
    text = clean_text(cell)
    simple = _SIMPLE.fullmatch(text)
    if simple:
        number = _converted(Quantity(float(simple[1]), simple[2]), unit, context)
        if number is not None:
            return number, None
    blank = blank_mark(text)
    return blank if blank is not None else _of_text(text, unit, field, context)


def _of_text(
    text: str, unit: str, field: str, context: ColumnContext
) -> tuple[float | None, Fault | None]:
    bare, remark = without_bounds(bare_figure(text, keeps_case=True).text)
    mark = context.decimal_mark or ""
    number = _read(bare, unit, mark, context)
    if number is not None:
        if context.decimal_mark == "" and decimal_mark_in(bare) == (".", False):
            return number, _MARK
        return number, _BOUND if remark in (Remark.BOUND, Remark.LOWER_BOUND) else None
    parts = _USED_OF_TOTAL.fullmatch(bare) if unit in ("GB", "TB") else None
    if parts:
        total = parse_quantity(parts[2], decimal_mark=mark)
        used = _read(parts[1], unit, mark, context, total.unit if total else "")
        whole = _read(parts[2], unit, mark, context)
        if used is not None and whole is not None and used <= whole:
            return (whole, _TOTAL_OF_BOTH) if field in _OF_A_WHOLE else (used, _USED_OF_BOTH)
    ends = _RANGE.fullmatch(bare)
    if ends:
        high = _read(f"{ends[3]} {ends[4]}", unit, mark, context)
        if high is not None:
            return high, _RANGE_HIGH
    return None, NOT_A_NUMBER


def _read(
    text: str, unit: str, mark: str, context: ColumnContext, unit_behind: str = ""
) -> float | None:
    quantity = parse_quantity(_TRAILING.sub("", text), decimal_mark=mark)
    if quantity is None:
        return None
    if unit_behind and not quantity.unit:
        quantity = Quantity(quantity.number, unit_behind)
    return _converted(quantity, unit, context)


def _converted(quantity: Quantity, unit: str, context: ColumnContext) -> float | None:
    """Return a quantity in the unit of the contract; without its own it has the column's."""
    spelled = quantity.unit or context.unit
    if not spelled:
        return quantity.number
    factor = unit_factor(spelled, unit) if unit in UNIT_FACTORS else None
    if factor is None:
        # What a column declares but nothing converts does not change its plain numbers.
        return None if quantity.unit else quantity.number
    return quantity.number * factor


NOT_A_NUMBER: Final = Fault(
    code=Code.NOT_A_NUMBER,
    problem="{value} is not a number of this column's unit; it is read as blank.",
    many="{values} are not numbers of this column's unit; they are read as blank.",
    remedy="Write a plain number, or one with its unit, such as 500 GB.",
)
_NEGATIVE: Final = Fault(
    code=Code.NEGATIVE,
    problem="{value} is negative; it is read as blank.",
    many="{values} are negative; they are read as blank.",
    remedy="Write the number, or leave the cell blank if it is not known.",
)
_ABSURD: Final = Fault(
    code=Code.NUMBER_ABSURD,
    problem="{value} is too large to be true; it is read as blank.",
    many="{values} are too large to be true; they are read as blank.",
    remedy="Check the unit: a column in GB may hold bytes.",
)
_NOT_WHOLE: Final = Fault(
    code=Code.NOT_A_NUMBER,
    problem="{value} is not a whole number; it is read as blank.",
    many="{values} are not whole numbers; they are read as blank.",
    remedy="Write a whole number.",
)
_SHARE_ABSURD: Final = Fault(
    code=Code.NUMBER_ABSURD,
    problem="{value} would be more than 100%; it is read as blank.",
    many="{values} would be more than 100%; they are read as blank.",
    remedy="Write the percentage of the data that changes in a day, such as 4.",
)
_IS_RATE: Final = Fault(
    code=Code.CHANGE_IS_RATE,
    problem="{value} is a rate in the busiest moments, not how much changes in a day; it is read "
    "as blank.",
    many="{values} are rates in the busiest moments, not how much changes in a day; they are read "
    "as blank.",
    remedy="Write it under Peak change (MB/s), and the share that changes in a day here.",
)
_BOUND: Final = Fault(
    code=Code.NUMBER_BOUND,
    problem="{value} is a bound; the figure in it is taken.",
    many="{values} are bounds; the figures in them are taken.",
    remedy="Nothing to do if that is right.",
)
_RANGE_HIGH: Final = Fault(
    code=Code.NUMBER_RANGE,
    problem="{value} is a range; its larger end is taken.",
    many="{values} are ranges; the larger end of each is taken.",
    remedy="Write the one value that holds.",
)
_MARK: Final = Fault(
    code=Code.NUMBER_MARK,
    problem="the mark before the last three digits of {value} may set thousands apart or be "
    "decimal; a comma is read as the first, a point as the second.",
    many="the marks before the last three digits of {values} may set thousands apart or be "
    "decimal; a comma is read as the first, a point as the second.",
    remedy="Write the number without marks between its digits to be sure, such as 1024.",
)
_USED_OF_BOTH: Final = Fault(
    code=Code.SIZE_USED_OF_TOTAL,
    problem="{value} gives what is used and the whole; what is used is taken.",
    many="{values} give what is used and the whole; what is used is taken.",
    remedy="Nothing to do if that is right.",
)
_TOTAL_OF_BOTH: Final = Fault(
    code=Code.SIZE_USED_OF_TOTAL,
    problem="{value} gives what is used and the whole; the whole is taken.",
    many="{values} give what is used and the whole; the whole is taken.",
    remedy="Nothing to do if that is right.",
)

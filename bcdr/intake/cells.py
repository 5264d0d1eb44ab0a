"""Reads one cell as what its column holds: value, and what is to be said about it."""

import datetime
import math
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, TypeAlias

from bcdr.intake import limits
from bcdr.intake.choices import choice_cell, choices_cell, criticality_cell
from bcdr.intake.codes import Code
from bcdr.intake.durations import AMBIGUOUS, NOT_A_DURATION, PLACEHOLDER, as_hours, duration_cell
from bcdr.intake.faults import Fault
from bcdr.intake.intervals import Interval, interval_of
from bcdr.intake.text import clean_text
from bcdr.intake.words import Words, yes_or_no
from bcdr.model.columns import Column, Kind
from bcdr.model.quantities import parse_in_unit, parse_number, parse_quantity
from bcdr.model.records import Cell
from bcdr.model.units import Remark, parse_duration

Typed: TypeAlias = tuple[Any, Fault | None]
"""A value of the column's kind (None where there is none), and the fault or remark."""

CellReader: TypeAlias = Callable[[Cell], Typed]

_OBJECTIVES: Final = frozenset({"rto_hours", "rpo_hours", "mtd_hours"})
_POSITIONAL: Final = frozenset({"current_target"})
_MONEY_SIGNS: Final[Mapping[str, str]] = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_MONEY_CODE: Final = re.compile(r"\b(USD|EUR|GBP|CHF|JPY|SEK|NOK|DKK|PLN|CZK|AUD|CAD|BRL|INR)\b")
_PER: Final = re.compile(r"\s*(?:/|per|p\.?)\s*(?:hour|hr|h|std\.?|stunde|year|yr|y|a|jahr)\.?$")


def reader_of(column: Column, words: Words) -> CellReader:
    """Return the function that reads a filled cell of a column."""
    simple: dict[Kind, CellReader] = {
        Kind.TEXT: text_cell,
        Kind.LIST: partial(list_cell, keeps_blanks=column.field in _POSITIONAL),
        Kind.DURATIONS: intervals_cell,
        Kind.NUMBER: partial(number_cell, unit=column.unit),
        Kind.COUNT: partial(count_cell, unit=column.unit),
        Kind.SHARE: share_cell,
        Kind.MONEY: partial(money_cell, currency=words.currency),
        Kind.YES_NO: yes_no_cell,
        Kind.DATE: date_cell,
        Kind.DAYS: days_cell,
        Kind.CRITICALITY: partial(criticality_cell, words=words),
        Kind.CHOICE: partial(choice_cell, column=column, words=words),
        Kind.CHOICES: partial(choices_cell, column=column, words=words),
        Kind.VALUE: value_cell,
    }
    if column.kind is not Kind.DURATION:
        return simple[column.kind]
    if column.field in _OBJECTIVES:
        return partial(duration_cell, is_objective=True)
    return _hours_cell


def _hours_cell(cell: Cell) -> Typed:
    value, fault = duration_cell(cell, is_objective=False)
    hours, special_fault = as_hours(value)
    return hours, fault or special_fault


def text_cell(cell: Cell) -> Typed:
    """Return clean text; a mark such as N/A stays what it is."""
    text = clean_text(cell)
    if len(text) > limits.CELL_LENGTH:
        return text[: limits.CELL_LENGTH], _CLEANED
    return text, None


def list_cell(cell: Cell, *, keeps_blanks: bool = False) -> Typed:
    """Return the items of a list; blank items stay where positions count."""
    items = tuple(item.strip() for item in split_list(cell))
    if not keeps_blanks:
        items = tuple(dict.fromkeys(item for item in items if item))
    return items, None


def split_list(cell: Cell) -> list[str]:
    """Return the items between semicolons or line breaks, cleaned."""
    if not isinstance(cell, str):
        return [clean_text(cell)]
    return [clean_text(item) for item in re.split(r"[;\n]", cell.strip().strip("\n"))]


def number_cell(cell: Cell, *, unit: str) -> Typed:
    """Return a number in the unit of its column."""
    number, fault = _number(cell, unit)
    if number is None:
        return None, fault
    if number < 0:
        return None, _NEGATIVE
    return (None, _ABSURD) if number > limits.LARGEST_NUMBER else (number, None)


def count_cell(cell: Cell, *, unit: str) -> Typed:
    """Return a whole number."""
    number, fault = number_cell(cell, unit=unit)
    if number is None:
        return None, fault
    return (int(number), None) if float(number).is_integer() else (None, _NOT_WHOLE)


def share_cell(cell: Cell) -> Typed:
    """Return a share from 0 to 1; the cell holds percent, with or without the sign."""
    number, fault = number_cell(cell, unit="%")
    if number is None:
        return None, fault
    return (number / 100, None) if number <= 100 else (None, _SHARE_ABSURD)


def days_cell(cell: Cell) -> Typed:
    """Return a list of numbers of days, None where an item is blank."""
    if not isinstance(cell, str):
        number, fault = number_cell(cell, unit="days")
        return (() if number is None else (number,)), fault
    found: list[float | None] = []
    first_fault: Fault | None = None
    for item in split_list(cell):
        number, fault = number_cell(item, unit="days") if item else (None, None)
        found.append(number)
        first_fault = first_fault or fault
    return tuple(found), first_fault


def intervals_cell(cell: Cell) -> Typed:
    """Return a list of intervals between copies."""
    items: list[Cell] = list(split_list(cell)) if isinstance(cell, str) else [cell]
    found: list[Interval] = []
    first_fault: Fault | None = None
    for item in items:
        interval, fault = interval_of(item)
        found.append(interval)
        first_fault = first_fault or fault
    return tuple(found), first_fault


def money_cell(cell: Cell, *, currency: str) -> Typed:
    """Return an amount in the currency of the price sheet, with a remark if it names another."""
    if not isinstance(cell, str):
        return number_cell(cell, unit="")
    text = clean_text(cell)
    code = _MONEY_CODE.search(text.upper())
    sign = next((named for mark, named in _MONEY_SIGNS.items() if mark in text), "")
    named = code[1] if code else sign
    bare = _PER.sub("", text.casefold())
    for mark in (*_MONEY_SIGNS, *((named.casefold(),) if named else ())):
        bare = bare.replace(mark, " ")
    factor = 1.0
    for letter, size in (("k", 1e3), ("m", 1e6)):
        shorter = re.sub(rf"(?<=\d)\s*{letter}$", "", bare.strip())
        if shorter != bare.strip():
            bare, factor = shorter, size
    number, fault = number_cell(bare, unit="")
    if number is None:
        return None, fault
    return number * factor, _OTHER_CURRENCY if named and named != currency else None


def yes_no_cell(cell: Cell) -> Typed:
    """Return yes or no."""
    if isinstance(cell, bool):
        return cell, None
    text = clean_text(cell)
    answer = yes_or_no(text)
    if answer is not None:
        return answer, None
    blank = _blank_mark(text)
    return None, blank[1] if blank else _NOT_YES_NO


def date_cell(cell: Cell) -> Typed:
    """Return a date: of a date cell, ISO text, `14.02.2025`, `02/03/2026` or Excel's number."""
    if isinstance(cell, datetime.datetime):
        return cell.date(), None
    if isinstance(cell, datetime.date):
        return cell, None
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if not 20_000 <= cell <= 80_000:
            return None, _NOT_A_DATE
        return datetime.date(1899, 12, 30) + datetime.timedelta(days=int(cell)), None
    return _date_of_text(clean_text(cell))


def value_cell(cell: Cell) -> Typed:
    """Return a number, or the items of a list, as a rule or setting needs them."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float, str)):
        return (clean_text(cell),), None
    if isinstance(cell, (int, float)):
        return float(cell), None
    number = parse_number(cell)
    return (number, None) if number is not None else list_cell(cell)


def _number(cell: Cell, unit: str) -> tuple[float | None, Fault | None]:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return (float(cell), None) if math.isfinite(cell) else (None, NOT_A_NUMBER)
    if not isinstance(cell, str):
        return None, NOT_A_NUMBER
    text = clean_text(cell)
    if unit:
        number = parse_in_unit(text, unit)
    else:
        quantity = parse_quantity(text)
        number = quantity.number if quantity and not quantity.unit else None
    if number is not None:
        return number, None
    blank = _blank_mark(text)
    return None, blank[1] if blank else NOT_A_NUMBER


def _blank_mark(text: str) -> tuple[None, Fault | None] | None:
    """Return what a mark for nothing means (`-`, `n/a`, `tbd`), None if it is not one."""
    parsed = parse_duration(text)
    if parsed.remark is Remark.AMBIGUOUS_BLANK:
        return None, AMBIGUOUS
    if parsed.remark is Remark.PLACEHOLDER:
        return None, PLACEHOLDER
    return (None, None) if parsed.value is None and parsed.remark is Remark.NONE else None


def _date_of_text(text: str) -> Typed:
    iso = re.match(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?$", text)
    if iso:
        return _date_of(int(iso[1]), int(iso[2]), int(iso[3]), None)
    dotted = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?: .*)?", text)
    if dotted:
        return _date_of(int(dotted[3]), int(dotted[2]), int(dotted[1]), None)
    slashed = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?: .*)?", text)
    if slashed:
        first, second, year = int(slashed[1]), int(slashed[2]), int(slashed[3])
        if second > 12:
            return _date_of(year, first, second, None)
        remark = _DAY_FIRST if first <= 12 and first != second else None
        return _date_of(year, second, first, remark)
    for form in ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y"):
        try:
            return datetime.datetime.strptime(text, form).date(), None  # noqa: DTZ007  a day
        except ValueError:
            continue
    blank = _blank_mark(text)
    return None, blank[1] if blank else _NOT_A_DATE


def _date_of(year: int, month: int, day: int, remark: Fault | None) -> Typed:
    try:
        return datetime.date(year, month, day), remark
    except ValueError:
        return None, _NOT_A_DATE


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
_OTHER_CURRENCY: Final = Fault(
    code=Code.OTHER_CURRENCY,
    problem="{value} names another currency than the price sheet; the figure is taken as it is.",
    many="{values} name another currency than the price sheet; the figures are taken as they are.",
    remedy="Write the amount in the currency of the price sheet, or give all prices in yours on a "
    "sheet Prices.",
)
_NOT_YES_NO: Final = Fault(
    code=Code.NOT_YES_OR_NO,
    problem="{value} is neither yes nor no; it is read as not known.",
    many="{values} are neither yes nor no; they are read as not known.",
    remedy="Write Yes or No, or leave the cell blank.",
)
_NOT_A_DATE: Final = Fault(
    code=Code.NOT_A_DATE,
    problem="{value} is not a date; it is read as blank.",
    many="{values} are not dates; they are read as blank.",
    remedy="Write the day as 2026-05-12.",
)
_DAY_FIRST: Final = Fault(
    code=Code.DATE_DAY_FIRST,
    problem="{value} is read with the day first.",
    many="{values} are read with the day first.",
    remedy="Write the day as 2026-05-12 to be sure.",
)
_CLEANED: Final = Fault(
    code=Code.TEXT_CLEANED,
    problem=f"the text is longer than {limits.CELL_LENGTH:,} characters; the rest is cut off.",
    many=f"the texts are longer than {limits.CELL_LENGTH:,} characters; the rest is cut off.",
    remedy="Shorten it.",
)

__all__ = ["NOT_A_DURATION", "CellReader", "Typed", "reader_of"]

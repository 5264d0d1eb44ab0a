"""Reads one cell as what its column holds: value, and what is to be said about it."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final, TypeAlias

from bcdr.intake import limits
from bcdr.intake.choices import choice_cell, choices_cell
from bcdr.intake.codes import Code
from bcdr.intake.context import DEFAULT_SEPARATORS, NO_CONTEXT, ColumnContext
from bcdr.intake.criticality import criticality_cell, tier_of, tier_time
from bcdr.intake.dates import date_cell
from bcdr.intake.durations import NOT_A_DURATION, as_hours, blank_mark, duration_cell
from bcdr.intake.faults import Fault
from bcdr.intake.intervals import Interval, interval_of
from bcdr.intake.lists import split_list
from bcdr.intake.money import money_cell
from bcdr.intake.numbers import count_cell, number_cell, share_cell
from bcdr.intake.text import clean_text
from bcdr.intake.words import Words, yes_or_no
from bcdr.model.columns import Column, Kind
from bcdr.model.quantities import parse_number
from bcdr.model.records import Cell
from bcdr.model.value_words import WORDS, word_form
from bcdr.model.vocabulary import Duration

Typed: TypeAlias = tuple[Any, Fault | None]
"""A value of the column's kind (None where there is none), and the fault or remark."""

CellReader: TypeAlias = Callable[[Cell], Typed]

OBJECTIVES: Final = frozenset({"rto_hours", "rpo_hours", "mtd_hours"})
_POSITIONAL: Final = frozenset({"current_target"})
_MAY_BE_NONE: Final = frozenset(
    {"depends_on", "tags", "regulations", "allowed_jurisdictions", "serves", "supported_options"}
)


def reader_of(column: Column, words: Words, context: ColumnContext = NO_CONTEXT) -> CellReader:
    """Return the function that reads a filled cell of a column, given what holds for all of it."""
    simple: dict[Kind, CellReader] = {
        Kind.TEXT: text_cell,
        Kind.LIST: partial(
            list_cell,
            keeps_blanks=column.field in _POSITIONAL,
            may_be_none=column.field in _MAY_BE_NONE,
            separators=context.separators,
        ),
        Kind.DURATIONS: partial(intervals_cell, context=context),
        Kind.NUMBER: partial(number_cell, unit=column.unit, field=column.field, context=context),
        Kind.COUNT: partial(count_cell, unit=column.unit, context=context),
        Kind.SHARE: partial(share_cell, context=context),
        Kind.MONEY: partial(money_cell, currency=words.currency, unit=column.unit, context=context),
        Kind.YES_NO: yes_no_cell,
        Kind.DATE: partial(date_cell, context=context),
        Kind.DAYS: partial(days_cell, context=context),
        Kind.CRITICALITY: partial(criticality_cell, words=words, context=context),
        Kind.CHOICE: partial(choice_cell, column=column, words=words),
        Kind.CHOICES: partial(
            choices_cell, column=column, words=words, separators=context.separators
        ),
        Kind.VALUE: value_cell,
    }
    if column.kind is not Kind.DURATION:
        return simple[column.kind]
    if column.field in OBJECTIVES:
        return partial(_objective_cell, field=column.field, words=words, context=context)
    return partial(_hours_cell, context=context)


def _objective_cell(
    cell: Cell, *, field: str, words: Words, context: ColumnContext
) -> tuple[Duration, Fault | None]:
    value, fault = duration_cell(cell, is_objective=True, field=field, context=context)
    if fault is NOT_A_DURATION and isinstance(cell, str):
        text = clean_text(cell)
        time = tier_time(text, field, words)
        if time is not None:
            return time, _TIME_OF_TIER
        if tier_of(text, words):
            return None, _IS_TIER
    return value, fault


def _hours_cell(cell: Cell, *, context: ColumnContext) -> Typed:
    value, fault = duration_cell(cell, is_objective=False, context=context)
    hours, special_fault = as_hours(value)
    return hours, fault or special_fault


def text_cell(cell: Cell) -> Typed:
    """Return clean text; a mark such as N/A stays what it is."""
    text = clean_text(cell)
    if len(text) > limits.CELL_LENGTH:
        return text[: limits.CELL_LENGTH], _CLEANED
    return text, None


def list_cell(
    cell: Cell,
    *,
    keeps_blanks: bool = False,
    may_be_none: bool = False,
    separators: str = DEFAULT_SEPARATORS,
) -> Typed:
    """Return the items of a list; blank items stay where positions count.

    `may_be_none` is for lists in which a word such as none is no item.
    """
    if may_be_none and isinstance(cell, str):
        text = clean_text(cell)
        if word_form(text) in WORDS.phrase("none"):
            return (), None
        blank = blank_mark(text)
        if blank is not None:
            return blank
    items = tuple(split_list(cell, separators))
    if not keeps_blanks:
        items = tuple(dict.fromkeys(item for item in items if item))
    return items, None


def days_cell(cell: Cell, *, context: ColumnContext = NO_CONTEXT) -> Typed:
    """Return a list of numbers of days, None where an item is blank."""
    if not isinstance(cell, str):
        number, fault = number_cell(cell, unit="days", context=context)
        return (() if number is None else (number,)), fault
    found: list[float | None] = []
    first_fault: Fault | None = None
    for item in split_list(cell):
        number, fault = number_cell(item, unit="days", context=context) if item else (None, None)
        found.append(number)
        first_fault = first_fault or fault
    return tuple(found), first_fault


def intervals_cell(cell: Cell, *, context: ColumnContext = NO_CONTEXT) -> Typed:
    """Return a list of intervals between copies."""
    items: list[Cell] = list(split_list(cell)) if isinstance(cell, str) else [cell]
    found: list[Interval] = []
    first_fault: Fault | None = None
    for item in items:
        interval, fault = interval_of(item, context=context)
        found.append(interval)
        first_fault = first_fault or fault
    return tuple(found), first_fault


def yes_no_cell(cell: Cell) -> Typed:
    """Return yes or no."""
    if isinstance(cell, bool):
        return cell, None
    text = clean_text(cell)
    answer = yes_or_no(text)
    if answer is not None:
        return answer, None
    return blank_mark(text) or (None, _NOT_YES_NO)


def value_cell(cell: Cell) -> Typed:
    """Return a number, or the items of a list, as a rule or setting needs them."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float, str)):
        return (clean_text(cell),), None
    if isinstance(cell, (int, float)):
        return float(cell), None
    number = parse_number(cell)
    return (number, None) if number is not None else list_cell(cell)


_NOT_YES_NO: Final = Fault(
    code=Code.NOT_YES_OR_NO,
    problem="{value} is neither yes nor no; it is read as not known.",
    many="{values} are neither yes nor no; they are read as not known.",
    remedy="Write Yes or No, or leave the cell blank.",
)
_IS_TIER: Final = Fault(
    code=Code.DURATION_IS_TIER,
    problem="{value} names a tier, not a time; it is read as blank.",
    many="{values} name tiers, not times; they are read as blank.",
    remedy="Write it under Criticality, and the times of each tier on a sheet Objectives.",
)
_TIME_OF_TIER: Final = Fault(
    code=Code.OBJECTIVES_FROM_LEGEND,
    problem="{value} names a tier; its time in the legend of tiers is taken.",
    many="{values} name tiers; their times in the legend of tiers are taken.",
    remedy="Nothing to do. A time written here counts before the legend's.",
)
_CLEANED: Final = Fault(
    code=Code.TEXT_CLEANED,
    problem=f"the text is longer than {limits.CELL_LENGTH:,} characters; the rest is cut off.",
    many=f"the texts are longer than {limits.CELL_LENGTH:,} characters; the rest is cut off.",
    remedy="Shorten it.",
)

"""Reads cells that hold words of a closed list: options, kinds of target, criticalities."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from bcdr.intake.codes import Code
from bcdr.intake.durations import AMBIGUOUS, PLACEHOLDER
from bcdr.intake.faults import Fault, enumerate_some, quote
from bcdr.intake.text import clean_text
from bcdr.intake.words import Words, find_word, word_key
from bcdr.model.columns import Column
from bcdr.model.records import Cell
from bcdr.model.units import Remark, parse_duration
from bcdr.model.vocabulary import DecisionKind, Deployment

_BLANK: Final[tuple[None, None]] = (None, None)
_FIELDS_OF_WORDS: Final = {"kind": "target_kinds", "current_option": "options"}
_ENUMS: Final = {"deployment": Deployment, "decision": DecisionKind}


def choice_cell(cell: Cell, *, column: Column, words: Words) -> tuple[Any, Fault | None]:
    """Return the code a word of a closed list stands for."""
    text = clean_text(cell)
    found = find_word(_known(column, words), text)
    if found is not None:
        return found, None
    return None, _nothing(text) or _unknown(column)


def choices_cell(cell: Cell, *, column: Column, words: Words) -> tuple[Any, Fault | None]:
    """Return the codes of a list, None where an item is blank or not known."""
    text = cell if isinstance(cell, str) else clean_text(cell)
    items = text.replace("\n", ";").split(";")
    found: list[Any] = []
    first_fault: Fault | None = None
    for item in items:
        code, fault = choice_cell(item, column=column, words=words) if item.strip() else _BLANK
        found.append(code)
        if first_fault is None and fault is not None and len(items) > 1:
            fault = _of_item(fault, clean_text(item))
        first_fault = first_fault or fault
    return tuple(found), first_fault


def criticality_cell(cell: Cell, *, words: Words) -> tuple[str | None, Fault | None]:
    """Return the id of a criticality tier."""
    text = clean_text(cell)
    found = find_word(words.tiers, text)
    if found is not None:
        return found, None
    return None, _nothing(text) or Fault(
        code=Code.CRITICALITY_UNKNOWN,
        problem="{value} is not a criticality that is known; it is read as blank.",
        many="{values} are not criticalities that are known; they are read as blank.",
        remedy=f"Write one of {', '.join(words.tier_titles)}.",
    )


def _of_item(fault: Fault, item: str) -> Fault:
    """Return the fault of a cell said of one item of its list."""
    said = f"{quote(item)} in {{value}}"
    return replace(
        fault,
        problem=fault.problem.replace("{value}", said),
        many=fault.problem.replace("{value}", said.replace("{value}", "{values}")),
    )


def _known(column: Column, words: Words) -> Mapping[str, Any]:
    if column.field in _FIELDS_OF_WORDS:
        known: Mapping[str, Any] = getattr(words, _FIELDS_OF_WORDS[column.field])
        return known
    kind = _ENUMS.get(column.field, str)
    return {word_key(choice): kind(choice) for choice in column.choices}


def _unknown(column: Column) -> Fault:
    return Fault(
        code=Code.CHOICE_UNKNOWN,
        problem="{value} is not one of the words for this column; it is read as blank.",
        many="{values} are not among the words for this column; they are read as blank.",
        remedy=f"Write one of {enumerate_some(column.choices, len(column.choices))}.",
    )


def _nothing(text: str) -> Fault | None:
    """Return the remark on a mark for nothing, such as n/a or tbd, None if it is not one."""
    remark = parse_duration(text).remark if text else Remark.NONE
    if remark is Remark.AMBIGUOUS_BLANK:
        return AMBIGUOUS
    return PLACEHOLDER if remark is Remark.PLACEHOLDER else None

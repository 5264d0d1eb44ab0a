"""Reads cells that hold words of a closed list: options, kinds of target, deployments."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from bcdr.intake.codes import Code
from bcdr.intake.context import DEFAULT_SEPARATORS
from bcdr.intake.durations import blank_mark
from bcdr.intake.faults import Fault, enumerate_some, quote
from bcdr.intake.lists import split_list
from bcdr.intake.text import clean_text
from bcdr.intake.words import Words, find_word, word_key
from bcdr.model.columns import Column
from bcdr.model.header_vocabulary import load_header_vocabulary
from bcdr.model.records import Cell
from bcdr.model.value_words import WORDS, word_form
from bcdr.model.vocabulary import DecisionKind, Deployment, Option

_BLANK: Final[tuple[None, None]] = (None, None)
_FIELDS_OF_WORDS: Final = {"kind": "target_kinds", "current_option": "options"}
_ENUMS: Final = {"deployment": Deployment, "decision": DecisionKind}


def choice_cell(cell: Cell, *, column: Column, words: Words) -> tuple[Any, Fault | None]:
    """Return the code a word of a closed list stands for."""
    text = clean_text(cell)
    found = find_word(_known(column, words), text)
    if found is not None:
        return found, None
    if column.field == "result":
        cells = load_header_vocabulary().cells
        for result, spellings in (
            ("passed", cells.passed), ("failed", cells.failed), ("aborted", cells.aborted),
        ):  # fmt: skip
            if text.strip("* ").casefold() in spellings:
                return result, None
    if column.field == "current_option" and word_form(text) in WORDS.phrase("none"):
        return Option.NO_RECOVERY, None
    return blank_mark(text) or (None, _unknown(column))


def choices_cell(
    cell: Cell, *, column: Column, words: Words, separators: str = DEFAULT_SEPARATORS
) -> tuple[Any, Fault | None]:
    """Return the codes of a list, None where an item is blank or not known."""
    items = split_list(cell, separators)
    found: list[Any] = []
    first_fault: Fault | None = None
    for item in items:
        code, fault = choice_cell(item, column=column, words=words) if item.strip() else _BLANK
        found.append(code)
        if first_fault is None and fault is not None and len(items) > 1:
            fault = _of_item(fault, clean_text(item))
        first_fault = first_fault or fault
    return tuple(found), first_fault


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

"""Reads rows of the sheet Rules that say otherwise than a dated fact: its words or its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from bcdr.intake.codes import Code
from bcdr.intake.faults import Fault, FaultLog
from bcdr.intake.typed import TypedRow
from bcdr.intake.words import yes_or_no
from bcdr.model.catalogue import Catalogue
from bcdr.model.columns import FACT_PARAMETERS
from bcdr.model.entries import Fact
from bcdr.model.vocabulary import Confidence, Origin

_REPLACES: Final = frozenset({"==", "in"})
_ADDS: Final = "contains"


def is_of_fact(row: TypedRow) -> bool:
    """Return whether a row of Rules replaces a dated fact instead of stating a policy."""
    return row.text("parameter") in FACT_PARAMETERS


def with_facts(catalogue: Catalogue, rows: Sequence[TypedRow], log: FaultLog) -> Catalogue:
    """Return the catalogue with the words and answers that rows of Rules give.

    `==` and `in` replace what stands there, `contains` adds words to it; an answer needs no
    operator. Each row carries its own source and date; one that cannot be used is a finding.
    """
    for row in rows:
        if not is_of_fact(row):
            continue
        fact = catalogue.fact(row.text("parameter"))
        given = _given(fact, row, log)
        if given is not None:
            changed = replace(fact, **given, **_sourced(row, fact))
            catalogue = catalogue.with_entries(facts=(changed,))
    return catalogue


def _given(fact: Fact, row: TypedRow, log: FaultLog) -> dict[str, Any] | None:
    """Return what a row puts in place of the fact, None after a finding."""
    operator = row.text("operator")
    if fact.answer is not None and "operator" not in row.values:
        operator = "=="
    if row.text("applies_to_field"):
        row.fault(log, _HOLDS_FOR_ALL, "applies_to_field")
        return None
    if operator not in _REPLACES and operator != _ADDS:
        if operator or "operator" not in row.values:
            row.fault(log, _other_operator(fact), "operator", operator)
        return None
    words = _words(row)
    if not words:
        # A cell that could not be read has had its finding; a blank one has not.
        if "value" not in row.values:
            row.fault(log, _NO_VALUE, "value", "")
        return None
    return _answer(words, row, log) if fact.answer is not None else _list(fact, operator, words)


def _words(row: TypedRow) -> tuple[str, ...]:
    value: tuple[str, ...] | float | None = row.get("value")
    if isinstance(value, float):
        return (f"{value:g}",)
    return tuple(word for word in value or () if word.strip())


def _answer(words: tuple[str, ...], row: TypedRow, log: FaultLog) -> dict[str, Any] | None:
    answer = yes_or_no(words[0]) if len(words) == 1 else None
    if answer is None:
        row.fault(log, _NEITHER, "value")
        return None
    return {"answer": answer}


def _list(fact: Fact, operator: str, words: tuple[str, ...]) -> dict[str, Any]:
    # Lists of countries are written in capitals, names of systems in small letters.
    is_upper = bool(fact.words) and all(word == word.upper() for word in fact.words)
    spelled = tuple(word.upper() if is_upper else word.casefold() for word in words)
    kept = fact.words if operator == _ADDS else ()
    return {"words": tuple(dict.fromkeys((*kept, *spelled)))}


def _sourced(row: TypedRow, fact: Fact) -> Mapping[str, Any]:
    source = row.text("source")
    return {
        "source": source or f"given on the sheet Rules: {row.text('rule') or fact.id}",
        "date": row.get("date") or fact.date,
        "confidence": Confidence.HIGH if source else Confidence.MEDIUM,
        "origin": Origin.GIVEN,
    }


_HOLDS_FOR_ALL: Final = Fault(
    code=Code.ENTRY_REFUSED,
    problem="a fact holds for all workloads, so it cannot be limited to {value}; the row is left "
    "out.",
    many="facts hold for all workloads, so they cannot be limited to {values}; the rows are left "
    "out.",
    remedy="Empty Applies to field, or write a rule about the option or the target instead.",
)
_NO_VALUE: Final = Fault(
    code=Code.ROW_INCOMPLETE,
    problem="the row says nothing that can be used under Value; it is left out.",
    many="the rows say nothing that can be used under Value; they are left out.",
    remedy="Fill in Value, or empty the row.",
)
_NEITHER: Final = Fault(
    code=Code.ENTRY_REFUSED,
    problem="{value} is neither yes nor no, which this fact needs; the row is left out.",
    many="{values} are neither yes nor no, which these facts need; the rows are left out.",
    remedy="Write Yes or No under Value.",
)


def _other_operator(fact: Fact) -> Fault:
    remedy = (
        "Leave Operator blank, and write Yes or No under Value."
        if fact.answer is not None
        else "Write in to replace the list, or contains to add to it."
    )
    return Fault(
        code=Code.ENTRY_REFUSED,
        problem=f"{{value}} does not go with the fact {fact.id}; the row is left out.",
        many=f"{{values}} do not go with the fact {fact.id}; the rows are left out.",
        remedy=remedy,
    )

"""Reads the value of a rule about a whole strategy, in the unit and words of its parameter."""

from typing import Final, TypeAlias

from bcdr.intake.codes import Code
from bcdr.intake.faults import Fault
from bcdr.intake.words import yes_or_no
from bcdr.model.durations import parse_duration
from bcdr.model.parameters import Parameter, ParameterKind
from bcdr.model.quantities import UNIT_FACTORS, parse_in_unit
from bcdr.model.regulation import term_key

Written: TypeAlias = tuple[str, ...] | float
"""What a cell of the column Value holds: a number, or the items of a list."""


def strategy_value(
    written: Written, operator: str, looked_at: Parameter
) -> tuple[Written, Fault | None]:
    """Return a rule's value in the unit or words of its parameter, and what is wrong with it.

    A number of hours is read as a duration; yes and no become `yes` and `no`.
    """
    if operator not in looked_at.operators:
        return written, _wrong_operator(looked_at)
    if looked_at.kind is ParameterKind.NUMBER:
        number = _number(written, looked_at.unit)
        return (written, _wrong_number(looked_at)) if number is None else (number, None)
    words = written if isinstance(written, tuple) else (f"{written:g}",)
    if looked_at.kind is ParameterKind.YES_NO:
        answer = yes_or_no(words[0]) if len(words) == 1 else None
        return (words, _NEITHER) if answer is None else (_ANSWERS[answer], None)
    if not looked_at.words:
        return words, None
    spelled = {term_key(word): word for word in looked_at.words}
    if any(term_key(word) not in spelled for word in words):
        return words, _wrong_words(looked_at)
    return tuple(spelled[term_key(word)] for word in words), None


_ANSWERS: Final = {True: ("yes",), False: ("no",)}


def _number(written: Written, unit: str) -> float | None:
    if isinstance(written, float):
        return written
    if len(written) != 1:
        return None
    if unit == "hours":
        hours = parse_duration(written[0]).value
        return hours if isinstance(hours, float) else None
    return parse_in_unit(written[0], unit) if unit in UNIT_FACTORS else None


def _fault(problem: str, many: str, remedy: str) -> Fault:
    return Fault(
        code=Code.ROW_INCOMPLETE,
        problem=f"{{value}} {problem}; the rule is left out.",
        many=f"{{values}} {many}; the rules are left out.",
        remedy=remedy,
    )


def _wrong_operator(looked_at: Parameter) -> Fault:
    signs = " or ".join(looked_at.operators)
    what = f"compared with {looked_at.id} in a way that does not go with it"
    return _fault(f"is {what}", f"are {what}", f"Write {signs} under Operator.")


def _wrong_number(looked_at: Parameter) -> Fault:
    what = f"of {looked_at.unit}"
    return _fault(
        f"is not a number {what}", f"are not numbers {what}", f"Write a plain number {what}."
    )  # fmt: skip


_NEITHER: Final = _fault("is neither yes nor no", "are neither yes nor no", "Write yes or no.")


def _wrong_words(looked_at: Parameter) -> Fault:
    known = ", ".join(looked_at.words)
    return _fault(
        f"says nothing of {looked_at.id}", f"say nothing of {looked_at.id}",
        f"Write one of {known}; separate several with ;",
    )  # fmt: skip

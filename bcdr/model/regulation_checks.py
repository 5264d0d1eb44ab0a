"""What is wrong with a clause or a term of the data files, as a sentence with its remedy."""

from collections.abc import Callable, Iterable
from typing import Final

from bcdr.model.parameters import OWN_LIMITS, PARAMETERS, Parameter, ParameterKind
from bcdr.model.regulation import Clause, ClauseKind, Term, TermKind, term_key

_COMPUTED_ONLY: Final = ("parameter", "operator", "value", "own_limit", "unit", "unless")


def spelling_fault(terms: Iterable[Term]) -> str:
    """Return what two terms are both called where one word must mean one of them, else empty.

    Regimes and kinds of entity are looked up together, classes of data apart.
    """
    known: dict[tuple[bool, str], Term] = {}
    for term in terms:
        for spelling in term.spellings:
            key = (term.kind is TermKind.DATA_CLASS, term_key(spelling))
            other = known.setdefault(key, term)
            if other is not term:
                return (
                    f"'aliases' names {spelling!r} in {other.id} and {term.id}. Keep it in one."
                )  # fmt: skip
    return ""


def clause_fault(clause: Clause, terms: Iterable[Term], tiers: set[str]) -> str:
    """Return the first thing wrong with a clause and what to do, empty where nothing is."""
    of_kind = {kind: {term.id for term in terms if term.kind is kind} for kind in TermKind}
    for key, used, known in (
        ("regime", (clause.regime,), of_kind[TermKind.REGIME]),
        ("entity_types", clause.entity_types, of_kind[TermKind.ENTITY_TYPE]),
        ("data_classes", clause.data_classes, of_kind[TermKind.DATA_CLASS]),
        ("criticalities", clause.criticalities, tiers),
    ):
        unknown = sorted(set(used) - known)
        if unknown:
            return f"'{key}' names {unknown[0]!r}, which is not there. Use {_words(known)}."
    if clause.kind is ClauseKind.DOCUMENT:
        return _document_fault(clause)
    return next(filter(None, (check(clause) for check in _COMPUTED_CHECKS)), "")


def _document_fault(clause: Clause) -> str:
    if not clause.item:
        return "key 'item' is blank. Say what a person has to state."
    given = [key for key in _COMPUTED_ONLY if getattr(clause, key) not in ("", None)]
    if given:
        return f"'{given[0]}' is for computed clauses. Remove it, or change 'kind'."
    return ""


def _parameter_fault(clause: Clause) -> str:
    if clause.item:
        return "'item' is for document clauses. Remove it, or change 'kind'."
    if clause.parameter not in PARAMETERS:
        return f"'parameter' is {clause.parameter!r}. Use one of {_words(PARAMETERS)}."
    return ""


def _operator_fault(clause: Clause) -> str:
    looked_at = PARAMETERS[clause.parameter]
    if clause.operator not in looked_at.operators:
        return f"'operator' is {clause.operator!r}. Use one of {_words(looked_at.operators)}."
    if clause.unit != looked_at.unit:
        return f"'unit' is {clause.unit!r}, {looked_at.id} is in {looked_at.unit!r}. Write that."
    return ""


def _value_fault(clause: Clause) -> str:
    looked_at = PARAMETERS[clause.parameter]
    if (clause.value is None) is not bool(clause.own_limit):
        return "'value' and 'own_limit' are both given or both missing. Give one of them."
    if clause.own_limit:
        is_known = clause.own_limit in OWN_LIMITS and looked_at.unit == "hours"
        return (
            "" if is_known else f"'own_limit' goes with hours and is one of {_words(OWN_LIMITS)}."
        )
    if not _is_of_kind(clause.value, looked_at):
        return f"'value' is {clause.value!r}, {looked_at.id} takes {_wanted(looked_at)}."
    return ""


_COMPUTED_CHECKS: Final[tuple[Callable[[Clause], str], ...]] = (
    _parameter_fault,
    _operator_fault,
    _value_fault,
)


def _is_of_kind(value: object, looked_at: Parameter) -> bool:
    if looked_at.kind is ParameterKind.YES_NO:
        return isinstance(value, bool)
    if looked_at.kind is ParameterKind.NUMBER:
        return isinstance(value, float)
    return (
        isinstance(value, tuple)
        and bool(value)
        and (not looked_at.words or set(value) <= set(looked_at.words))
    )


def _wanted(looked_at: Parameter) -> str:
    if looked_at.kind is ParameterKind.YES_NO:
        return "true or false"
    if looked_at.kind is ParameterKind.NUMBER:
        return "a number"
    return f"a list of {_words(looked_at.words)}" if looked_at.words else "a list of words"


def _words(known: Iterable[str]) -> str:
    return ", ".join(sorted(known))

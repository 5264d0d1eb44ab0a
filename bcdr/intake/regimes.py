"""Says which regimes of the column Regulations are not known, with the nearest that is."""

from collections.abc import Sequence
from typing import Final

from bcdr.intake.codes import Code
from bcdr.intake.faults import Fault, FaultLog
from bcdr.intake.names import KnownNames
from bcdr.intake.typed import TypedRow
from bcdr.intake.words import word_key
from bcdr.model.regulation import Term, TermKind, spellings_of, term_key

_NOTHING: Final = frozenset({"", "n/a", "na", "none", "no", "nil", "tbd", "?", "keine", "aucune"})
"""What people write where nothing applies or nothing is known; that is not a regime."""


def check_regimes(rows: Sequence[TypedRow], terms: Sequence[Term], log: FaultLog) -> None:
    """Add a finding for every regime that no term stands for.

    The workloads keep their words: a regime that is not known has no clauses, so it checks
    nothing, and the finding says so.
    """
    named = (TermKind.REGIME, TermKind.ENTITY_TYPE)
    known = spellings_of(terms, *named)
    names = KnownNames(
        spelling for term in terms if term.kind in named for spelling in term.spellings
    )
    for row in rows:
        for word in row.get("regulations") or ():
            if term_key(word) and term_key(word) not in known and word_key(word) not in _NOTHING:
                row.fault(log, _unknown(names.remedy(word, _OTHERWISE)), "regulations", word)


_OTHERWISE: Final = (
    "Write its usual name, such as DORA, NIS2, GDPR or HIPAA, or put its conditions on the sheet "
    "Rules."
)


def _unknown(remedy: str) -> Fault:
    return Fault(
        code=Code.REGIME_UNKNOWN,
        problem="{value} is not a regime whose clauses are known, so nothing is checked for it.",
        many="{values} are not regimes whose clauses are known, so nothing is checked for them.",
        remedy=remedy,
    )

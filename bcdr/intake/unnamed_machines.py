"""Finds the names of machines in a list of them where no header says which column holds them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bcdr.intake.column_claims import ColumnClaims
from bcdr.intake.kinds_of_lists import signs_of
from bcdr.model.recognition import FieldGuess

_SIZES: Final = ("vcpu", "memory_gb", "os", "data_gb")
_LEAST_SIGNS: Final = 3
"""So many headers of sizes and addresses make a list one of machines."""

_BY_ELIMINATION: Final = 0.7


def with_machine_names(claims: Sequence[ColumnClaims]) -> list[ColumnClaims]:
    """Return the columns of a list, with the names of machines found by what the others are.

    A list of processors, memory and addresses is one of machines whatever the column of their
    names is called: its first column of short texts that differ, and whose header says nothing.
    """
    found = list(claims)
    if any(max(c.score("workload"), c.score("application")) >= 0.5 for c in claims):
        return found
    sizes = sum(any(c.score(field) >= 0.5 for c in claims) for field in _SIZES)
    if not sizes or sizes + signs_of([c.column.header for c in claims]).infrastructure < (
        _LEAST_SIGNS
    ):
        return found
    for place, claim in enumerate(claims):
        if not claim.guesses and not claim.refused and _are_names(claim):
            guesses = (FieldGuess("workload", _BY_ELIMINATION),)
            found[place] = replace(claim, guesses=guesses)
            break
    return found


def _are_names(claim: ColumnClaims) -> bool:
    """Return whether cells may name machines: one word each, no number, date or address."""
    values = claim.column.values
    return (
        values.filled > 0
        and values.is_unique
        and all(len(sample.split()) <= 2 for sample in values.samples)
        and max(values.number_share, values.date_share, values.duration_share) < 0.3
        and max(values.id_share, values.address_share, values.size_share) < 0.3
        and max(values.yes_no_share, values.list_share, values.criticality_share) < 0.5
    )

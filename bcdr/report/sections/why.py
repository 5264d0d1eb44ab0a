"""What a heading says of the numbers under it: which formula gives them, and how to ask for one."""

from dataclasses import replace
from typing import Final

from bcdr.evaluate.recording import QUANTITIES
from bcdr.report.blocks import Column

OBJECTIVE: Final = (
    "What the owner wants: the cell of Applications, or else the row of Objectives for its "
    "criticality and scenario."
)
COUNTED: Final = "Counted from the rows of Coverage."


def explained(column: Column, quantity: str, strategy: str = "") -> Column:
    """Return a column whose numbers a formula of the model gives, saying which and how to ask.

    `strategy` is what the numbers are of where that is not what is recommended.

    Raises:
        KeyError: there is no such quantity.
    """
    return replace(column, quantity=quantity, note=quantity_note(quantity, strategy))


def stated(column: Column, note: str) -> Column:
    """Return a column whose numbers are given, counted or added up, saying from what."""
    return replace(column, note=note)


def quantity_note(quantity: str, strategy: str = "") -> str:
    """Return id, meaning, formula and source of a quantity, and how to ask for one number."""
    entry = QUANTITIES[quantity]
    return (
        f"{entry.name}: {entry.title}, {entry.unit}\n"
        f"Formula: {entry.formula}\n"
        f"Source: {entry.source}\n"
        f"Why this number: {command(quantity, strategy)}"
    )


def command(quantity: str, strategy: str = "") -> str:
    """Return what to type in a shell to have a number of a quantity explained."""
    words = f"bcdr explain FILE --workload ID --quantity {quantity} --scenario S"
    return f"{words} --strategy {strategy}" if strategy else words

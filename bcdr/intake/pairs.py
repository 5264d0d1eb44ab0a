"""Reads which way round a pair of things is: who needs whom."""

from bcdr.intake.field_scores import header_scores
from bcdr.intake.read_block import BlockTable
from bcdr.intake.text import clean_text, name_key
from bcdr.model.records import Cell

_REVERSED = (
    "northbound", "inbound", "downstream", "used by", "required by", "is used by", "supports",
    "provides", "feeds", "is required by", "dependency of", "prerequisite of", "wird benötigt von",
    "genutzt von", "utilisé par", "requis par", "usado por", "requerido por", "gebruikt door",
    "hosts", "host of",
)  # fmt: skip


def pair_column(table: BlockTable) -> int | None:
    """Return the index of the column that says what kind of pair each row is, None without one."""
    for position, cell in enumerate(table.rows[table.header_at]):
        scores = header_scores(cell) if isinstance(cell, str) else ()
        if any(score.field == "edge_type" and score.score >= 0.8 for score in scores):
            return position
    return None


def is_reversed(cell: Cell) -> bool:
    """Return whether the kind of a pair says that the second thing needs the first.

    >>> is_reversed("Used by"), is_reversed("Depends on::Used by")
    (True, False)
    """
    kind = name_key(clean_text(cell)).partition("::")[0]
    return kind.startswith(_REVERSED)

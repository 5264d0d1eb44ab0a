"""Says of each column of a table which fields it may hold, and why it is not one it looks like."""

from collections.abc import Mapping
from dataclasses import dataclass

from bcdr.intake.column_values import ColumnValues
from bcdr.intake.field_scores import HeaderScore, header_scores
from bcdr.intake.header_words import HeaderText, bare, header_text
from bcdr.intake.look_alikes import Refusal, refusal_of
from bcdr.intake.units_of_columns import foreign_unit, has_unit
from bcdr.intake.value_fit import Claim, value_fit
from bcdr.model.header_vocabulary import SIGNS
from bcdr.model.recognition import FieldGuess

LEAST_SCORE = 0.4
"""A weaker guess is not made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """A column as it stands: number from 1, letter (or row number), header, band, and cells."""

    number: int
    letter: str
    header: str
    band: str
    values: ColumnValues


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnClaims:
    """A column with the fields it may hold, best first, and the reason for each refused."""

    column: TableColumn
    guesses: tuple[FieldGuess, ...]
    refused: Mapping[str, str]

    def score(self, field: str) -> float:
        """Return the score of a field, 0 where the column is not taken for it."""
        return next((guess.score for guess in self.guesses if guess.field == field), 0.0)

    @property
    def best(self) -> str:
        """Return the likeliest field, empty if there is none."""
        return self.guesses[0].field if self.guesses else ""


def claims_of(
    column: TableColumn, family_fields: Mapping[str, str], *, are_flags_times: bool = False
) -> ColumnClaims:
    """Return what a column may hold by its header, the band above it and its cells.

    `are_flags_times` tells that 0 and 1 are times, since the column beside holds other times.
    """
    text = header_text(column.header)
    whole = f"{text.words} {bare(text.bracketed)}".strip()
    own = family_fields.get(whole, family_fields.get(text.words))
    found: dict[str, float] = {own: 0.98} if own else {}
    refused: dict[str, str] = {}
    if own == "":
        refused["data_gb"] = "in this export it is the size of something else"
    for score in _scores(column) if own != "" else ():
        _weigh(column, text, score, are_flags_times, found, refused)
    if column.values.timed_keys:
        found = {
            f"{'mtd' if key == 'mtpd' else key}_hours": 0.9 for key in column.values.timed_keys
        }
    guesses = sorted(found.items(), key=lambda item: -item[1])
    return ColumnClaims(
        column=column,
        guesses=tuple(FieldGuess(field, round(score, 3)) for field, score in guesses),
        refused=refused,
    )


def _scores(column: TableColumn) -> tuple[HeaderScore, ...]:
    """Return what a header may mean; `Hours` below a band `RTO` says RTO only with it."""
    scores = _without_kinds(header_scores(column.header))
    if column.band and (not scores or scores[0].score < 0.6 or scores[0].field in SIGNS):
        return header_scores(f"{column.band} {column.header}") or scores
    return scores


def _weigh(
    column: TableColumn,
    text: HeaderText,
    score: HeaderScore,
    are_flags_times: bool,
    found: dict[str, float],
    refused: dict[str, str],
) -> None:
    """Add a field that a header may mean to those found, or to those refused with the reason."""
    field = score.field
    refusal = refusal_of(field, text, score.phrase, column.band)
    if refusal is not None and not _cells_say_otherwise(refusal, column.values):
        refused[field] = refusal.reason
        if refusal.instead and _fits(refusal.instead, score, text, column):
            found.setdefault(refusal.instead, score.score - 0.04)
        return
    if foreign_unit(column.header, field):
        refused[field] = "its unit is one of another quantity"
        return
    is_timed = are_flags_times or has_unit(f"{column.band} {column.header}", field)
    claim = Claim(field=field, score=score.score, text=text, has_unit=is_timed)
    fit = value_fit(claim, column.values)
    if fit.factor == 0:
        if field not in found:
            refused[field] = fit.reason
        if fit.instead:
            found[fit.instead] = max(found.get(fit.instead, 0.0), 0.45)
        return
    value = min(score.score * fit.factor, 0.99)
    if value >= LEAST_SCORE:
        found[field] = max(found.get(field, 0.0), value)


def _cells_say_otherwise(refusal: Refusal, values: ColumnValues) -> bool:
    """Return whether cells make of a refused header what it looks like: times are no money."""
    return "duration" in refusal.unless_cells and values.duration_share > 0.6


def _fits(field: str, score: HeaderScore, text: HeaderText, column: TableColumn) -> bool:
    claim = Claim(
        field=field,
        score=score.score,
        text=text,
        has_unit=has_unit(f"{column.band} {column.header}", field),
    )
    return value_fit(claim, column.values).factor > 0


def _without_kinds(scores: tuple[HeaderScore, ...]) -> tuple[HeaderScore, ...]:
    """Return the scores without weaker ones where a header tells kinds of rows or pairs apart."""
    if not scores or scores[0].field not in ("edge_type", "record_type"):
        return scores
    return tuple(score for score in scores if score.score >= scores[0].score)

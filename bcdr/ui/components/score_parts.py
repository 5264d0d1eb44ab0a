"""Ranked strategies: the score as a bar of its parts, beside outlay and expected penalty."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bcdr.model.results import Score, StrategyResult
from bcdr.model.settings import Weights
from bcdr.model.units import format_money
from bcdr.model.vocabulary import Coverage
from bcdr.report.sections.tallies import GOOD
from bcdr.ui.components.tables import Heading, table
from bcdr.ui.markup import Markup, joined, show, tag

PARTS: Final = ("objectives", "regulation", "cost", "guidance")


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One part of a score: its value, 0 to 1, and the points it adds; None if not applicable."""

    name: str
    value: float | None
    points: float


def score_parts(score: Score, weights: Weights) -> tuple[ScorePart, ...]:
    """Return the parts with their points, which add up to the score.

    A part that is not applicable shares its weight among the others in proportion.
    """
    values = {name: getattr(score, name) for name in PARTS}
    whole = sum(getattr(weights, name) for name in PARTS if values[name] is not None)
    return tuple(
        ScorePart(
            name,
            values[name],
            0.0
            if values[name] is None or not whole
            else 100 * getattr(weights, name) * values[name] / whole,
        )
        for name in PARTS
    )


def ranked_table(ranked: Sequence[StrategyResult], weights: Weights, currency: str) -> None:
    """Show the best strategies with the parts of their score, best first."""
    show(
        tag("div", *(_key(number, name) for number, name in enumerate(PARTS))),
        table(
            (
                Heading("Strategy"),
                Heading("Score", is_number=True),
                Heading("Parts of the score"),
                Heading("Scenarios covered", is_number=True),
                Heading("Outlay per year", is_number=True),
                Heading("Expected penalty per year", is_number=True),
            ),
            (_row(result, weights, currency) for result in ranked),
            label="Ranked strategies with their score, outlay and expected penalty",
            css="b-ranked",
        ),
    )


def _row(result: StrategyResult, weights: Weights, currency: str) -> tuple[Markup | str, ...]:
    score = result.score
    looked_at = [one for one in result.outcomes if one.coverage is not Coverage.OUT_OF_SCOPE]
    covered = sum(1 for one in looked_at if one.coverage in GOOD)
    return (
        _name(result),
        "" if score is None else f"{'at least ' if score.is_at_least else ''}{score.total:.0f}",
        "" if score is None else _bar(score_parts(score, weights)),
        f"{covered} of {len(looked_at)}",
        format_money(result.cost.outlay_per_year, currency),
        format_money(result.cost.expected_penalty_per_year, currency),
    )


def _name(result: StrategyResult) -> Markup:
    said = [tag("div", f"{result.rank}. {result.strategy.title}")]
    if result.is_to_build:
        said.append(tag("div", "needs a target that is still to be built", css="b-small"))
    if result.score is not None and result.score.missing:
        missing = ", ".join(result.score.missing)
        said.append(tag("div", f"could score higher if known: {missing}", css="b-small"))
    return joined(*said)


def _bar(parts: Sequence[ScorePart]) -> Markup:
    said = ", ".join(
        f"{part.name} not applicable"
        if part.value is None
        else f"{part.name} {part.value:.2f}, {part.points:.0f} points"
        for part in parts
    )
    pieces = (
        tag("span", css=f"b-part-{number}", style=f"width:{part.points:.1f}%")
        for number, part in enumerate(parts)
    )
    return tag("div", *pieces, css="b-bar", title=said, role="img", aria_label=said)


def _key(number: int, name: str) -> Markup:
    return tag("span", tag("i", css=f"b-part-{number}"), name, css="b-key")

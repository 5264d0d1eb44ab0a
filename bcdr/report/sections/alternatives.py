"""Alternatives: the best strategies of each workload with the parts of their scores."""

from bcdr.report.blocks import CellKind, Column, Section, Text, TextRole
from bcdr.report.sections.columns import count, money, of_kind, prose, words
from bcdr.report.sections.extract import Extract, Record, number, or_words, table, text
from bcdr.report.sections.why import explained, stated
from bcdr.report.wording import counted

_PARTS = ("objectives", "regulation", "cost", "guidance")
_OWN = "STRATEGY_ID"
_STATED = {
    "regulation": "Clauses and rules passed / those that apply and depend on the strategy.",
    "guidance": "What the guidance says of option and target: recommended, conditional or not "
    "recommended, as on Assumptions used; a pair takes the lower.",
}


def alternatives_section(extract: Extract) -> Section:
    """Return the ranked strategies of every workload, the recommended one first."""
    study = extract.study
    ranked = extract.ranked
    weights = study.settings.weights
    parts = "Parts of the score, 0 to 1"
    return Section(
        id="alternatives",
        title="Alternatives",
        purpose=f"The best {study.settings.ranked_count} strategies of each workload, judged "
        "alone. The score, 0 to 100, is the weighted mean of its parts: objectives "
        f"{weights.objectives:g}, regulation {weights.regulation:g}, cost {weights.cost:g}, "
        f"guidance {weights.guidance:g}; a part that is not applicable leaves its weight to the "
        "others.",
        is_reference=True,
        blocks=(
            Text(_claim(ranked), TextRole.CLAIM),
            table(
                map(_row, ranked),
                (
                    words("title", "Workload", 34),
                    stated(count("rank", "Rank", width=7), "The order by the goal on About."),
                    prose("strategy", "Strategy", 62),
                    explained(
                        of_kind("score", "Score", CellKind.SCORE, 9, unit="0 to 100"),
                        "score",
                        _OWN,
                    ),
                    *(_part(part, parts) for part in _PARTS),
                    stated(
                        count("scenarios_met", "Scenarios met"),
                        "Counted over all scenarios: met, or accepted.",
                    ),
                    explained(
                        money("outlay_per_year", "Outlay", extract.money_unit),
                        "outlay_per_year",
                        _OWN,
                    ),
                    explained(
                        money("expected_penalty_per_year", "Expected penalty", extract.money_unit),
                        "expected_penalty_per_year",
                        _OWN,
                    ),
                    words("strategy_id", "Strategy ID", 40),
                    words("workload_id", "Workload ID", 16),
                ),
                id_="alternatives",
                title="Ranked strategies per workload",
                empty="No strategy is feasible for any workload: see Reasons.",
                heading_columns=1,
            ),
        ),
    )


def _part(part: str, group: str) -> Column:
    column = of_kind(part, part.capitalize(), CellKind.PART, 12, group)
    if part in _STATED:
        return stated(column, _STATED[part])
    return explained(column, f"{part}_part", _OWN)


def _row(row: Record) -> Record:
    return {**row, **{part: or_words(row[part], "not applicable") for part in _PARTS}}


def _claim(ranked: tuple[Record, ...]) -> str:
    scores: dict[str, list[float]] = {}
    for row in ranked:
        score = number(row, "score")
        if score is not None:
            scores.setdefault(text(row, "workload_id"), []).append(score)
    rivals = [values for values in scores.values() if len(values) > 1]
    if not rivals:
        return "No workload has more than one feasible strategy to choose from."
    close = sum(1 for values in rivals if abs(values[0] - values[1]) < 1)
    return (
        f"{counted(len(rivals), 'workload')} {'have' if len(rivals) > 1 else 'has'} a choice. "
        f"For {close:,} of them the first two differ by less than one point: other grounds may "
        "decide there."
    )

"""The score, 0 to 100 with fixed anchors: objectives, regulation, cost, guidance."""

import numpy as np

from bcdr.evaluate.axes import SCENARIO, Flags, Numbers
from bcdr.evaluate.recording import quantity
from bcdr.evaluate.select import select
from bcdr.model.catalogue import Catalogue
from bcdr.model.settings import Weights
from bcdr.model.vocabulary import Guidance


@quantity(
    title="Objectives part",
    unit="0 to 1",
    formula="mean over the scenarios in scope of the value of the outcome",
    source="Fixed anchors, so that no alternative changes another's score",
)
def objectives_part(outcome_value: Numbers, is_in_scope: Flags) -> Numbers:
    """Return the mean value over the scenario axis, scenarios out of scope left out."""
    count = max(int(np.count_nonzero(is_in_scope)), 1)
    kept = outcome_value[is_in_scope[:, 0, 0, 0, 0]]
    return kept.sum(axis=SCENARIO, keepdims=True) / count


@quantity(
    title="Cost part",
    unit="0 to 1",
    formula="1 - ln(C / L) / ln(U / L), cut to 0..1; C outlay and expected penalty, L outlay of "
    "the reference, U the upper anchor",
    source="Fixed anchors, so that no alternative changes another's score",
)
def cost_part(
    outlay_per_year: Numbers,
    expected_penalty_per_year: Numbers,
    lower_anchor: Numbers,
    upper_anchor: Numbers,
) -> Numbers:
    """Return the cost part; NaN where the lower anchor is 0 and the part does not apply."""
    cost_per_year = outlay_per_year + expected_penalty_per_year
    with np.errstate(divide="ignore", invalid="ignore"):
        value = 1.0 - np.log(cost_per_year / lower_anchor) / np.log(upper_anchor / lower_anchor)
    value = select(cost_per_year <= lower_anchor, 1.0, np.clip(value, 0.0, 1.0))
    return select(lower_anchor <= 0.0, np.nan, value) if (lower_anchor <= 0.0).any() else value


@quantity(
    title="Score",
    unit="0 to 100",
    formula="100 x weighted mean of the parts; a part that does not apply shares its weight",
    source="Weights are settings",
)
def score(
    objectives_part: Numbers,
    regulation_part: Numbers,
    cost_part: Numbers,
    guidance_part: Numbers,
    weights: Weights,
) -> Numbers:
    """Return the score; parts that are NaN do not apply."""
    parts = (
        (objectives_part, weights.objectives),
        (regulation_part, weights.regulation),
        (cost_part, weights.cost),
        (guidance_part, weights.guidance),
    )
    total: Numbers = np.zeros((1, 1, 1, 1, 1), dtype=objectives_part.dtype)
    weight = total
    for part, counts in parts:
        applies = ~np.isnan(part)
        if applies.all():
            total, weight = total + part * counts, weight + counts
        elif applies.any():
            total, weight = total + select(applies, part * counts, 0.0), weight + applies * counts
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(100.0 * total / weight)


def guidance_value(catalogue: Catalogue, guidance: Guidance) -> float:
    """Return how much an opinion of the guidance counts, 0 to 1."""
    return catalogue.value(f"guidance-{guidance.value.replace(' ', '-')}")

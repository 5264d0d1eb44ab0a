"""The copy ledger of an assignment: every copy, its ages, and after which failure it is good."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.axes import COUNT, SCENARIO, Codes, Flags, Numbers, by_level
from bcdr.evaluate.copies import make_copies
from bcdr.evaluate.cost import COMPONENTS, MONTHS_PER_YEAR
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.loss import worst_loss_hours
from bcdr.evaluate.missing import Missing
from bcdr.evaluate.protections import EMPTY
from bcdr.evaluate.recording import recording

STORAGE: Final = (COMPONENTS.index("storage"), COMPONENTS.index("storage-onward"))
"""The component of cost that stands for each level of copies."""

OF_AGE: Final = (
    Missing.DATA
    | Missing.CURRENT_OPTION
    | Missing.CURRENT_TARGET
    | Missing.CURRENT_INTERVAL
    | Missing.TOO_SLOW
    | Missing.OVERBOOKED
)
"""What leaves the age of a copy open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """One entry a copy; hours and sizes are NaN where they are not known.

    `row` is the workload, `protection` and `level` where the copy stands. `option`, `target` and
    `mode` are codes; option is -1 where nobody said, target -1 where there is no copy or nobody
    said. The newest copy is between `least_age_hours` and `most_age_hours` old: the latter just
    before the next one is complete, with a full copy in flight. `state` and `missing` lie along
    copy and scenario: the copy can be used 1, cannot 0, unknown -1; and the bits of `Missing`.
    `undated` holds the bits of what leaves an age open.
    """

    row: Codes
    protection: Codes
    level: Codes
    option: Codes
    target: Codes
    mode: Codes
    interval_hours: Numbers
    retention_hours: Numbers
    least_age_hours: Numbers
    most_age_hours: Numbers
    oldest_age_hours: Numbers
    kept_copies: Numbers
    stored_gb: Numbers
    state: Codes
    missing: Codes
    undated: Codes


def make_ledger(evaluation: Evaluation, assessment: Assessment) -> Ledger:
    """Return every copy of an assignment in the order of workloads, protections, levels.

    A protection that keeps no copy, or of which nobody said where it keeps it, has one entry.
    Ages and counts are those that an explanation shows; links are shared as in the assessment.
    """
    copies, arrays = assessment.copies, assessment.arrays
    formulas = _formulas(evaluation, assessment)
    is_listed = _is_listed(assessment)
    row, protection, level = np.nonzero(is_listed)

    def pick(array: NDArray[Any]) -> NDArray[Any]:
        return np.broadcast_to(by_level(array), is_listed.shape)[row, protection, level]

    def pick_each(array: NDArray[Any]) -> NDArray[Any]:
        scenarios = range(array.shape[SCENARIO])
        return np.stack([pick(array.take([f], axis=SCENARIO)) for f in scenarios], axis=-1)

    target, state, missing = pick(copies.target), pick_each(copies.state), pick_each(copies.missing)
    has_copy, unsized = target >= 0, pick(np.isnan(evaluation.inputs.data_gb))
    # What never catches up has no loss, and then no age either.
    is_dated = has_copy & ~np.isnan(pick(copies.worst_loss_hours))

    def where_dated(array: Numbers) -> Numbers:
        return np.where(is_dated, pick(array), np.nan)

    stored = assessment.costs.quantities[..., STORAGE][row, protection, level] / MONTHS_PER_YEAR
    least, oldest = where_dated(copies.least_lag_hours), where_dated(copies.oldest_hours)
    undated = np.bitwise_or.reduce(missing, axis=1) & int(OF_AGE)
    undated |= np.where(has_copy & unsized, int(Missing.DATA), 0)
    undated |= np.where(~np.isnan(least) & np.isnan(oldest), int(Missing.RETENTION), 0)
    return Ledger(
        row=row,
        protection=protection,
        level=level,
        option=pick(arrays.option),
        target=target,
        mode=pick(arrays.mode),
        interval_hours=np.where(
            has_copy, pick(formulas["effective_interval_hours"]), pick(arrays.interval_hours)
        ),
        retention_hours=pick(arrays.retention_hours),
        least_age_hours=least,
        most_age_hours=where_dated(formulas["most_age_hours"]),
        oldest_age_hours=oldest,
        kept_copies=where_dated(formulas["kept_copies"]),
        stored_gb=np.where(has_copy & ~unsized, stored, np.nan),
        state=state,
        missing=missing,
        undated=undated,
    )


def _formulas(evaluation: Evaluation, assessment: Assessment) -> Mapping[str, Numbers]:
    """Return what the formulas of data loss give, by quantity.

    `most_age_hours` is what a return to now loses at worst.
    """
    with recording() as recorder:
        make_copies(
            evaluation.inputs,
            evaluation.world,
            evaluation.catalogue,
            assessment.arrays,
            assessment.targets.link_share,
        )
    calls = {call.quantity.name: call for call in recorder.calls}
    given = dict(calls["worst_loss_hours"].inputs)
    most = worst_loss_hours(**{**given, "noticed_after_hours": np.zeros((1,) * COUNT)})
    return {"most_age_hours": most, **{name: call.value for name, call in calls.items()}}


def _is_listed(assessment: Assessment) -> Flags:
    """Return along workload, protection and level where there is something to say of a copy."""
    target = by_level(assessment.copies.target)
    option = np.broadcast_to(by_level(assessment.arrays.option), target.shape)
    is_first = np.arange(target.shape[2]) == 0
    return (option != EMPTY) & ((target >= 0) | is_first)

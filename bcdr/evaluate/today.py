"""What is known of the recovery of what exists: evidence in words, and warnings about tests."""

from collections.abc import Iterator

import numpy as np

from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.axes import Codes, by_scenario
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.evidence import (
    ABORTED,
    CLAIMED,
    LEVELS,
    MODELLED,
    PASSED,
    PROVEN,
    counts,
    disappointments,
    proof_of,
)
from bcdr.evaluate.missing import missing_sentence
from bcdr.evaluate.outcomes import UNRECOVERABLE
from bcdr.evaluate.together import warning
from bcdr.model.portfolio import Drill
from bcdr.model.results import Reason
from bcdr.model.units import format_hours
from bcdr.model.vocabulary import Evidence

_MEASURED = "O3: MTTR is measured"


def evidence_of(assessment: Assessment, row: int) -> Evidence:
    """Return what the recovery of a workload rests on: the weakest over its scenarios."""
    return LEVELS[int(evidence_levels(assessment, slice(row, row + 1))[0])]


def evidence_levels(assessment: Assessment, rows: slice = slice(None)) -> Codes:
    """Return what the recovery of workloads rests on, as an index into `LEVELS`.

    Binding scenarios in which a copy brings a workload back count, or else all in scope. What the
    platform brings back by itself, and what nothing brings back, needs no proof.
    """
    in_scope = np.array([item.in_scope for item in assessment.case.catalogue.scenarios])
    found = assessment.evidence[rows]
    restored = (by_scenario(assessment.outcomes.copy)[rows] >= 0) & (
        assessment.own_state[rows] != UNRECOVERABLE
    )
    looked_at = in_scope & (restored | (found == CLAIMED))
    binding = looked_at & by_scenario(assessment.case.inputs.is_binding)[rows]
    looked_at = np.where(binding.any(axis=1, keepdims=True), binding, looked_at)
    weakest = np.where(looked_at, found, len(LEVELS)).min(axis=1)
    return np.where(looked_at.any(axis=1), weakest, MODELLED)


def evidence_words(evaluation: Evaluation, assessment: Assessment, row: int, column: int) -> str:
    """Return which test proves a time, or why it is a mere claim; empty where it is modelled."""
    level = int(assessment.evidence[row, column])
    if level == CLAIMED:
        return missing_sentence(int(assessment.missing[row, column]))
    if not assessment.is_measured[row, column] or not np.isfinite(
        assessment.planning_hours[row, column]
    ):
        return ""
    tests = assessment.proofs.tests.get(assessment.case.inputs.workloads[row].id, ())
    proof = proof_of(evaluation.basis, tests, evaluation.catalogue.scenarios[column].id)
    modelled = float(assessment.modelled_hours[row, column])
    words = "" if proof is None else f"Measured: {_measured(evaluation, proof)}"
    words += f"; modelled {format_hours(modelled)}." if np.isfinite(modelled) else "."
    limiting = int(assessment.limiting[row, column])
    if limiting < 0:
        return words
    title = assessment.case.inputs.workloads[limiting].title
    less = "" if level == PROVEN else ", whose time is only modelled"
    return f"{words} It waits for {title}{less}."


def _measured(evaluation: Evaluation, test: Drill) -> str:
    return f"{format_hours(test.recovery_hours)}{_when(test)}{_where(evaluation, test)}"


def _when(test: Drill) -> str:
    return "" if test.date is None else f" on {test.date}"


def _where(evaluation: Evaluation, test: Drill) -> str:
    titles = {item.id: item.title for item in evaluation.catalogue.scenarios}
    return f" ({titles.get(test.scenario, test.scenario)})" if test.scenario else ""


def today_reasons(evaluation: Evaluation, assessment: Assessment, row: int) -> tuple[Reason, ...]:
    """Return the warnings about how well the recovery of what exists is known."""
    workload = evaluation.portfolio.workloads[row]
    past = tuple(
        test for test in assessment.proofs.tests.get(workload.id, ())
        if test.date is None or test.date <= evaluation.settings.as_of
    )  # fmt: skip
    return (
        *(_untested(evaluation, past) if workload.current else ()),
        *_unpassed(evaluation, past),
        *_too_slow(evaluation, past, row),
    )


def _untested(evaluation: Evaluation, past: tuple[Drill, ...]) -> Iterator[Reason]:
    if any(counts(evaluation.basis, test) for test in past):
        return
    limit = evaluation.catalogue.value("proven-test-age-days")
    passed = [test for test in past if test.result == PASSED]
    last = passed[0].date if passed else None
    if last is not None:
        age = (evaluation.settings.as_of - last).days
        said = (
            f"Recovery was last tested on {last}, {age:,} days ago; a test counts for {limit:g} "
            "days."
        )
    elif passed:
        said = "Recovery was tested, but nobody noted when."
    elif past:
        said = "No test of its recovery has passed."
    else:
        said = "Recovery was never tested."
    yield warning("untested", said, "Test it and note date and time taken.", _MEASURED)


def _unpassed(evaluation: Evaluation, past: tuple[Drill, ...]) -> Iterator[Reason]:
    for test in disappointments(evaluation.basis, past):
        ended = "was aborted" if test.result == ABORTED else "failed"
        note = f" Noted: {test.notes}" if test.notes else ""
        yield warning(
            "drill-not-passed",
            f"The drill{_when(test)}{_where(evaluation, test)} {ended} and has not been passed "
            f"since: it is no proof.{note}",
            "Find out why, put it right and repeat it.",
            _MEASURED,
        )


def _too_slow(evaluation: Evaluation, past: tuple[Drill, ...], row: int) -> Iterator[Reason]:
    """Return a warning if the newest time of any scenario exceeds its RTO; the worst one."""
    rto = by_scenario(evaluation.inputs.rto_hours)[row]
    worst: tuple[float, Drill, float] | None = None
    for column, scenario in enumerate(evaluation.catalogue.scenarios):
        timed = [
            test for test in past
            if test.recovery_hours is not None and test.result != ABORTED
            and test.scenario in ("", scenario.id)
        ]  # fmt: skip
        allowed = float(rto[column])
        if not timed or not scenario.in_scope or not np.isfinite(allowed):
            continue
        excess = (timed[0].recovery_hours or 0.0) - allowed
        if excess > 0 and (worst is None or excess > worst[0]):
            worst = excess, timed[0], allowed
    if worst is not None:
        _, test, allowed = worst
        yield warning(
            "mttr-exceeds-rto",
            f"Recovery was measured at {_measured(evaluation, test)}, the RTO is "
            f"{format_hours(allowed)}.",
            "Protect it in a faster way, practise, or agree on another RTO.",
            "O3: MTTR above RTO cannot keep the promise",
        )

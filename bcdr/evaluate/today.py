"""Warnings beyond the rules: tests, measured times, and what workloads share."""

import numpy as np

from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.axes import by_level, by_scenario
from bcdr.evaluate.evaluation import Evaluation
from bcdr.model.portfolio import Workload
from bcdr.model.results import Reason
from bcdr.model.strategy import Protection
from bcdr.model.units import format_hours
from bcdr.model.vocabulary import Evidence, Severity


def is_tested(evaluation: Evaluation, workload: Workload) -> bool:
    """Return whether recovery was tried recently enough to count."""
    if workload.last_test_date is None:
        return False
    age = (evaluation.settings.as_of - workload.last_test_date).days
    return 0 <= age <= evaluation.catalogue.value("proven-test-age-days")


def evidence_of(
    evaluation: Evaluation, workload: Workload, protections: tuple[Protection, ...]
) -> Evidence:
    """Return how well the recovery of what exists is known."""
    if protections and is_tested(evaluation, workload) and workload.measured_recovery_hours:
        return Evidence.PROVEN
    known = all(item.option and item.target for item in workload.current)
    return Evidence.MODELLED if protections and known else Evidence.CLAIMED


def today_reasons(evaluation: Evaluation, row: int) -> tuple[Reason, ...]:
    """Return the warnings about how well the recovery of what exists is known."""
    workload = evaluation.portfolio.workloads[row]
    found = []
    if workload.current and not is_tested(evaluation, workload):
        last = workload.last_test_date
        limit = evaluation.catalogue.value("proven-test-age-days")
        found.append(
            _warning(
                "untested",
                "Recovery was never tried."
                if last is None
                else f"Recovery was last tried on {last}, more than {limit:g} days ago.",
                "Test it and note date and time taken.",
                "O3: MTTR is measured",
            )
        )
    measured = workload.measured_recovery_hours
    finite = by_scenario(evaluation.inputs.rto_hours)[row]
    finite = finite[np.isfinite(finite)]
    if measured is not None and finite.size and measured > finite.min():
        found.append(
            _warning(
                "mttr-exceeds-rto",
                f"Recovery was measured at {format_hours(measured)}, the RTO is "
                f"{format_hours(float(finite.min()))}.",
                "Protect it in a faster way, or agree on another RTO.",
                "O3: MTTR above RTO cannot keep the promise",
            )
        )
    return tuple(found)


def shared_reasons(evaluation: Evaluation, assessment: Assessment, row: int) -> tuple[Reason, ...]:
    """Return the warnings about one workload that exist only together with others."""
    found = []
    limiting = assessment.limiting[row]
    alone = by_scenario(assessment.outcomes.planning_hours)[row]
    theirs = assessment.planning_hours[np.maximum(limiting, 0), np.arange(len(limiting))]
    with np.errstate(invalid="ignore"):
        slower = (limiting >= 0) & (theirs > alone)
    if slower.any():
        column = int(np.argmax(slower))
        needed = evaluation.portfolio.workloads[int(limiting[column])]
        found.append(
            _warning(
                "dependency-slower",
                f"{needed.title}, which it depends on, takes "
                f"{format_hours(float(theirs[column]))}; by itself it would be up in "
                f"{format_hours(float(alone[column]))}.",
                f"Protect {needed.title} at least as well.",
                "Keeton et al., On the road to recovery, EuroSys 2006",
            )
        )
    use = assessment.targets
    for target in np.unique(by_level(assessment.copies.target)[row]):
        if target < 0 or not use.link_share[target] > 1.0:
            continue
        name = evaluation.world.targets[int(target)].name
        need, given = use.needed_mb_per_s[target] * 8.0, use.available_mb_per_s[target] * 8.0
        found.append(
            _warning(
                "link-overbooked",
                f"All copies to {name} together need {need:,.0f} Mbit/s, the way there gives "
                f"{given:,.0f} Mbit/s.",
                f"Provide at least {need:,.0f} Mbit/s, or copy less often.",
                "D1: size the way to the target",
            )
        )
    return tuple(found)


def _warning(code: str, message: str, remedy: str, source: str) -> Reason:
    return Reason(
        code=code, severity=Severity.WARNING, message=message, remedy=remedy, source=source
    )

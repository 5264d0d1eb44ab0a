"""Explains a time that a test proves: which test it was, and what the model gives instead."""

import numpy as np

from bcdr.evaluate.axes import by_scenario
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.evidence import make_proofs, proof_of
from bcdr.evaluate.judging import Assignment, judge_rows_together
from bcdr.evaluate.protections import ProtectionArrays
from bcdr.evaluate.recording import QUANTITIES
from bcdr.evaluate.rooms import runs_already
from bcdr.model.results import Step
from bcdr.model.units import format_hours


def measured_time(
    evaluation: Evaluation, row: int, arrays: ProtectionArrays, name: str, column: int
) -> tuple[float, Step] | None:
    """Return the measured hours of a workload in a scenario with the step that explains them.

    `arrays` hold what it has today, `name` is `planning_hours` or `likely_hours`. None where its
    time is modelled.
    """
    given = Assignment(
        arrays=arrays,
        link_share=None,
        proofs=make_proofs(evaluation.basis, [row]),
        runs=runs_already(evaluation.catalogue, arrays, None),
        only_built=True,
    )
    inputs = evaluation.inputs.take(np.array([row]))
    outcomes, _, measured = judge_rows_together(evaluation, given, evaluation.world, inputs)
    if not by_scenario(measured.is_proven)[0, column]:
        return None
    scenario = evaluation.catalogue.scenarios[column]
    tests = given.proofs.tests[inputs.workloads[0].id]
    proof = proof_of(evaluation.basis, tests, scenario.id)
    hours = float(by_scenario(getattr(outcomes, name))[0, column])
    modelled = float(by_scenario(measured.modelled_hours)[0, column])
    tried = "no scenario named" if proof is None or not proof.scenario else scenario.title
    when = "" if proof is None else f"{proof.date}"
    return hours, Step(
        quantity=name,
        title=f"{QUANTITIES[name].title}, as measured",
        unit=QUANTITIES[name].unit,
        formula="the time of the newest test that passed and counts, in place of the modelled one",
        source="O3: MTTR is measured",
        value=f"{hours:,.4g}",
        inputs=(
            ("measured hours", f"{hours:,.4g}", f"test of {when}, {tried}"),
            (
                "modelled hours",
                format_hours(modelled) if np.isfinite(modelled) else "not known",
                "computed, at the planning percentile",
            ),
        ),
        depth=0,
    )

"""Judges the workloads of an assignment with shared links and measured times, chunk by chunk."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from bcdr.evaluate.axes import LEVEL, WORKLOAD, Codes, Flags, Numbers, along, joined
from bcdr.evaluate.chunks import even_chunks, threads
from bcdr.evaluate.copies import Copies, make_copies
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.evidence import Proofs
from bcdr.evaluate.inputs import Inputs
from bcdr.evaluate.measured import of_copy, with_measured
from bcdr.evaluate.outcomes import Outcomes, best_outcome
from bcdr.evaluate.protections import ProtectionArrays
from bcdr.evaluate.times import make_times
from bcdr.evaluate.ways import standing_ways, ways_by_slot
from bcdr.evaluate.world import World

LEAST: Final = 512
MOST: Final = 4_096
"""Workloads judged at a time, each with its few protections."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Where an outcome rests on a measured time, and its planning hours as modelled.

    On the axes of outcomes; the hours are NaN where no time is modelled.
    """

    is_proven: Flags
    modelled_hours: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Which protections each workload has, and what is known when they are judged together.

    `link_share` is the use of each target's link (None: each has the full link), `proofs` what
    tests prove of these protections. `runs` marks workloads of which a standby runs today: it has
    its room, however little else is free there. With `only_built` a target that is assumed or to
    build covers nothing.
    """

    arrays: ProtectionArrays
    link_share: Numbers | None
    proofs: Proofs
    runs: Flags
    only_built: bool

    def take(self, rows: Codes) -> "Assignment":
        """Return the assignment of these workloads."""
        return replace(
            self,
            arrays=self.arrays.take(rows),
            proofs=self.proofs.take(rows),
            runs=self.runs[rows],
        )


def judge_assignment(
    evaluation: Evaluation,
    given: Assignment,
    world: World,
    rows: Codes | None = None,
) -> tuple[Outcomes, Copies, Measured]:
    """Return outcomes, copies and measured times of some workloads (all by default), in order.

    `world` may be another than that of the evaluation: one in which places are full.
    """
    every = np.arange(evaluation.inputs.count) if rows is None else rows
    inputs = evaluation.inputs if rows is None else evaluation.inputs.take(rows)
    chunks = list(even_chunks(np.arange(inputs.count), least=LEAST, most=MOST))

    def judge(some: Codes) -> tuple[Outcomes, Copies, Measured]:
        return judge_rows_together(evaluation, given.take(every[some]), world, inputs.take(some))

    with ThreadPoolExecutor(max_workers=threads()) as pool:
        parts: Iterable[tuple[Outcomes, Copies, Measured]] = list(pool.map(judge, chunks))
    outcomes, copies, measured = zip(*parts, strict=True)
    return joined(outcomes, chunks), joined(copies, chunks), joined(measured, chunks)


def judge_rows_together(
    evaluation: Evaluation, given: Assignment, world: World, inputs: Inputs
) -> tuple[Outcomes, Copies, Measured]:
    """Return outcomes, copies and measured times of workloads and their assignment."""
    catalogue, z = evaluation.catalogue, evaluation.z
    arrays, proofs = given.arrays, given.proofs
    copies = make_copies(
        inputs, world, catalogue, arrays, given.link_share, only_built=given.only_built
    )
    times = make_times(
        _housed(inputs, given.runs), world, catalogue, arrays.option, copies.target, z
    )
    standing = standing_ways(inputs, world, catalogue, z)
    outcomes = best_outcome(inputs, world, catalogue, ways_by_slot(copies, times) + standing)
    modelled, is_proven = outcomes.planning_hours, np.zeros_like(outcomes.state, dtype=bool)
    if not np.isnan(proofs.hours).all():
        times, is_measured = with_measured(times, proofs, inputs, world, catalogue, arrays)
        outcomes = best_outcome(inputs, world, catalogue, ways_by_slot(copies, times) + standing)
        is_proven = of_copy(is_measured, outcomes.copy, copies.target.shape[LEVEL])
    return outcomes, copies, Measured(is_proven=is_proven, modelled_hours=modelled)


def _housed(inputs: Inputs, runs: Flags) -> Inputs:
    """Return inputs in which what has its room already asks for none."""
    if not runs.any():
        return inputs
    housed = along(runs, WORKLOAD)
    return replace(
        inputs,
        vcpu=np.where(housed, 0.0, inputs.vcpu),
        memory_gb=np.where(housed, 0.0, inputs.memory_gb),
    )

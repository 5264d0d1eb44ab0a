"""What exists only together: shared links, full places, dependencies, applications, totals."""

from dataclasses import dataclass, replace

import numpy as np

from bcdr.evaluate.applications import (
    Applications,
    Together,
    hit_together,
    make_applications,
    per_group,
)
from bcdr.evaluate.axes import LEVEL, Codes, Flags, Numbers, by_scenario
from bcdr.evaluate.copies import Copies, copy_targets
from bcdr.evaluate.cost import Costs, frequencies, make_costs
from bcdr.evaluate.dependencies import Order, Waited, recovery_order, wait_for_dependencies
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.events import Events, make_events
from bcdr.evaluate.evidence import CLAIMED, MODELLED, PROVEN, Proofs, is_same, make_proofs
from bcdr.evaluate.inputs import Inputs
from bcdr.evaluate.judging import Assignment, Measured, judge_assignment
from bcdr.evaluate.missing import CLAIMS
from bcdr.evaluate.outcomes import (
    LATE,
    LATE_AND_LOSSY,
    LOSSY,
    MET,
    UNCERTAIN,
    UNRECOVERABLE,
    Outcomes,
    event_cost,
)
from bcdr.evaluate.places import PlaceLoads, settle
from bcdr.evaluate.protections import ProtectionArrays, today_arrays
from bcdr.evaluate.rooms import make_needs, make_rooms, runs_already
from bcdr.evaluate.rules import Case, tick_rules
from bcdr.evaluate.sharing import TargetUse, link_use, target_use
from bcdr.evaluate.strategies import case_of
from bcdr.evaluate.streams import make_streams
from bcdr.model.vocabulary import SHARED_SCOPES


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One assignment for all workloads (n), assessed together, per scenario (f).

    `state` is the coverage code per n and f; where one event hits many workloads, met needs the
    part of the application that it hits met as well. `own_state` leaves the application out.
    `likely_hours` and `planning_hours` include waiting for dependencies, `modelled_hours` are
    planning hours alone without measured times. `limiting` is the workload that a time waits for,
    -1 none. `evidence` is what a time rests on, as an index into `LEVELS`; `is_measured` where a
    workload's own time is measured, whatever it waits for. `event_cost` is the money of one
    event. `together` is how the part of its application fares that one event hits with a
    workload. Application arrays are per application (a) and f, over all its workloads.
    """

    arrays: ProtectionArrays
    outcomes: Outcomes
    copies: Copies
    costs: Costs
    rule_bits: Codes
    case: Case
    state: Codes
    own_state: Codes
    missing: Codes
    likely_hours: Numbers
    planning_hours: Numbers
    modelled_hours: Numbers
    limiting: Codes
    evidence: Codes
    is_measured: Flags
    proofs: Proofs
    event_cost: Numbers
    outlay_per_year: Numbers
    expected_penalty_per_year: Numbers
    targets: TargetUse
    events: Events
    places: PlaceLoads
    groups: Applications
    together: Together
    application_state: Codes
    application_hours: Numbers
    order: Order

    @property
    def applications(self) -> tuple[str, ...]:
        """Return the names of the applications."""
        return self.groups.names

    @property
    def application_of(self) -> Codes:
        """Return the application of each workload."""
        return self.groups.of_workload

    @property
    def total_outlay_per_year(self) -> float:
        """Return outlay of all workloads and the fixed costs of the targets they use."""
        return float(self.outlay_per_year.sum() + self.targets.fixed_cost_per_year.sum())

    @property
    def total_expected_penalty_per_year(self) -> float:
        """Return the expected penalty of all workloads."""
        return float(self.expected_penalty_per_year.sum())


def assess(
    evaluation: Evaluation, arrays: ProtectionArrays, *, only_built: bool = False
) -> Assessment:
    """Return what an assignment (protections per workload) means when all of it happens at once.

    With `only_built`, as for today, a target that is assumed or to build covers nothing. A time
    that a test proves stands in place of the modelled one wherever the assignment is what exists
    today.
    """
    inputs, world, catalogue = evaluation.inputs, evaluation.world, evaluation.catalogue
    today = None if only_built else _today(evaluation)
    proofs = make_proofs(evaluation.basis)
    if today is not None:
        proofs = proofs.only(is_same(arrays, today))
    target = copy_targets(world, arrays)
    alone = make_streams(inputs, world, catalogue, arrays, target, None)
    link = link_use(evaluation, target, alone.needed_mb_per_s)
    given = Assignment(
        arrays=arrays,
        link_share=link.share,
        proofs=proofs,
        runs=np.broadcast_to(runs_already(catalogue, arrays, today), inputs.count),
        only_built=only_built,
    )
    outcomes, copies, measured = judge_assignment(evaluation, given, world)
    # The rules speak of each protection by itself; the link all share has its own warning.
    copies = replace(copies, is_too_slow=np.take(alone.is_too_slow, [0], axis=LEVEL))
    costs = make_costs(inputs, world, catalogue, arrays, copies)
    case = case_of(evaluation.basis, inputs, arrays, copies, costs)
    events = make_events(inputs, world, catalogue)
    rooms = make_rooms(world)
    needs = make_needs(
        inputs, catalogue, world, rooms, arrays, today, copies.target, costs.stored_gb
    )
    outcomes, measured, places = settle(evaluation, given, events, rooms, needs, outcomes, measured)
    order = recovery_order(evaluation.portfolio, inputs, world, catalogue)
    waited = wait_for_dependencies(outcomes, order)
    own_state = _state_with_waiting(inputs, outcomes, waited)
    missing = np.where(own_state == UNCERTAIN, by_scenario(outcomes.missing) | waited.missing, 0)
    groups = make_applications(inputs)
    accepted = by_scenario(np.isposinf(inputs.rto_hours) & np.isposinf(inputs.rpo_hours))
    hours = waited.planning_hours, waited.likely_hours
    whole = per_group(len(groups.names), groups.of_workload, ~accepted, own_state, *hours)
    part = hit_together(groups, events, ~accepted, own_state, *hours)
    held_up = _is_shared(evaluation) & (own_state == MET) & (part.state != MET) & ~accepted
    state = np.where(held_up, part.state, own_state)
    money = _event_cost(evaluation, outcomes, waited.likely_hours, part)
    per_year = by_scenario(frequencies(inputs, catalogue))
    return Assessment(
        arrays=arrays,
        outcomes=outcomes,
        copies=copies,
        costs=costs,
        rule_bits=tick_rules(case),
        case=case,
        state=state,
        own_state=own_state,
        missing=missing,
        likely_hours=waited.likely_hours,
        planning_hours=waited.planning_hours,
        modelled_hours=by_scenario(measured.modelled_hours),
        limiting=waited.limiting,
        evidence=_evidence(state, missing, measured, waited.limiting),
        is_measured=by_scenario(measured.is_proven),
        proofs=proofs,
        event_cost=money,
        outlay_per_year=costs.outlay_per_year.sum(axis=1),
        expected_penalty_per_year=(per_year * money).sum(axis=-1),
        targets=target_use(evaluation, copies.target, link, costs),
        events=events,
        places=places,
        groups=groups,
        together=part,
        application_state=whole.state,
        application_hours=whole.planning_hours,
        order=order,
    )


def _today(evaluation: Evaluation) -> ProtectionArrays:
    portfolio = evaluation.portfolio
    return today_arrays(portfolio.workloads, portfolio.landscape)


def _is_shared(evaluation: Evaluation) -> Flags:
    """Return per scenario whether one event hits many workloads."""
    return np.array([item.scope in SHARED_SCOPES for item in evaluation.catalogue.scenarios])


def _state_with_waiting(inputs: Inputs, outcomes: Outcomes, waited: Waited) -> Codes:
    """Return the coverage codes once waiting for dependencies is counted."""
    state = by_scenario(outcomes.state)
    with np.errstate(invalid="ignore"):
        late = ~(waited.planning_hours <= by_scenario(inputs.rto_hours))
    state = np.where((state == MET) & late, LATE, state)
    state = np.where((state == LOSSY) & late, LATE_AND_LOSSY, state)
    state = np.where((waited.missing > 0) & (state != UNRECOVERABLE), UNCERTAIN, state)
    return np.where(waited.is_blocked, UNRECOVERABLE, state)


def _evidence(state: Codes, missing: Codes, measured: Measured, limiting: Codes) -> Codes:
    """Return what each outcome rests on; a time that waits for another is no better than that."""
    has_time = (state != UNCERTAIN) & (state != UNRECOVERABLE)
    found = np.where(by_scenario(measured.is_proven) & has_time, PROVEN, MODELLED)
    found = np.where((state == UNCERTAIN) & (missing & int(CLAIMS) > 0), CLAIMED, found)
    columns = np.arange(found.shape[1])
    while True:
        theirs = np.where(limiting >= 0, found[np.maximum(limiting, 0), columns], found)
        weaker = np.minimum(found, theirs)
        if (weaker == found).all():
            return found
        found = weaker


def _event_cost(
    evaluation: Evaluation, outcomes: Outcomes, likely: Numbers, part: Together
) -> Numbers:
    """Return the money of one event per workload and scenario.

    Where one event hits many workloads, an application's downtime is that of the slowest workload
    it hits, once; the division by its workloads is in the frequency. What never comes back counts
    until it is replaced.
    """
    inputs, catalogue = evaluation.inputs, evaluation.catalogue
    replaced = np.array([s.replacement_hours for s in catalogue.scenarios])
    noticed = np.array([s.noticed_after_hours for s in catalogue.scenarios])
    lost = np.isnan(by_scenario(outcomes.planning_hours))
    hours = np.where(_is_shared(evaluation), part.likely_hours, likely)
    hours = np.where(np.isnan(hours), replaced, hours)
    rate = np.where(np.isposinf(by_scenario(inputs.rto_hours)), 0.0,
                    by_scenario(inputs.downtime_cost_per_hour))  # fmt: skip
    loss_rate = np.where(np.isposinf(by_scenario(inputs.rpo_hours)), 0.0,
                         by_scenario(inputs.data_loss_cost_per_hour))  # fmt: skip
    return event_cost(
        downtime_cost_per_hour=rate,
        likely_hours=hours,
        data_loss_cost_per_hour=loss_rate,
        mean_loss_hours=np.where(
            lost, catalogue.value("total-loss-hours"), by_scenario(outcomes.mean_loss_hours)
        ),
        noticed_after_hours=noticed,
    )

"""Every registered quantity can be asked "why", and the answer ends at the number itself."""

from collections.abc import Mapping

import numpy as np
import pytest

from bcdr.evaluate import loss
from bcdr.evaluate.recording import QUANTITIES, recording
from bcdr.model.portfolio import Portfolio
from bcdr.model.results import Explanation
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import Deployment, Option
from bcdr.study import Study
from tests.factories import (
    FIRST,
    SCENARIOS,
    azure,
    current,
    found_alone,
    nothing,
    portfolio,
    protection,
    replica,
    second_hub,
    study,
    target,
    workload,
)

BACKUP = protection()
"""The one-workload portfolio of most tests: 100 GB, 2% a day, daily copies kept 30 days."""
VM = "vm-failure"


@pytest.fixture(scope="module")
def plain() -> Study:
    return study(with_fulls())


def with_fulls() -> Portfolio:
    """Return the plain portfolio with a full copy every week at the external target."""
    return portfolio(targets=(target(full_interval_hours=168.0), second_hub(), azure()))


def position(done: Study, *protections: Protection) -> int:
    found = done.evaluation.strategies.position(
        next(item for item in done.strategies if item.protections == protections)
    )
    assert found is not None
    return found


def explained(
    done: Study, quantity: str, scenario: str = VM, strategy: str = BACKUP.id
) -> Explanation:

    return done.explain("Ledger", quantity, scenario, strategy)


def by_hand() -> Mapping[str, float]:
    """Return what the formulas give for the plain portfolio, worked out from the given figures."""
    sent = 100.0 * 0.02 * 0.5
    rate = 1000.0 / 8 * 0.7
    lag = sent * 1000 / rate / 3600
    full = 100.0 * 0.5 * 1000 / rate / 3600
    delay = full - lag
    # Until the full copy is there, the newest copy is the one of a day before.
    mean_delay = 24.0 * delay / 168.0
    return {
        "full_copy_hours": full,
        "full_delay_hours": delay,
        "mean_full_delay_hours": mean_delay,
        "increment_gb": sent,
        "arrival_mb_per_s": rate,
        "propagation_hours": lag,
        "change_mb_per_s": 100.0 * 0.02 * 1000 / 86400 * 0.5,
        "replication_lag_hours": 0.0,
        "kept_copies": 30.0,
        "least_lag_hours": lag,
        "effective_interval_hours": 24.0,
        "oldest_hours": lag + 29 * 24.0,
        "worst_loss_hours": 24.0 + lag + delay,
        "mean_loss_hours": 12.0 + lag + mean_delay,
        "intact_loss_hours": 0.0,
        "restore_mb_per_s": rate,
        "transfer_hours": 100.0 * 1000 / rate / 3600,
        "vm_batches": 1.0,
        "stored_gb": 5 * 100.0 * 0.5 + 25 * sent,
        "loss_value": 1.0,
        "time_value": 1.0,
        "outcome_value": 1.0,
    }


def from_arrays(done: Study) -> Mapping[str, float]:
    """Return what the arrays hold for the plain portfolio and its daily backup."""
    evaluation, number = done.evaluation, position(done, BACKUP)
    column = SCENARIOS.index(VM)
    single = int(evaluation.strategies.first[number])
    alone = found_alone(with_fulls(), BACKUP)[VM]
    return {
        "phases_mean_hours": alone.likely_hours,
        "likely_hours": alone.likely_hours,
        "planning_hours": alone.recovery_hours,
        "event_cost": float(evaluation.singles(FIRST).outcomes.event_cost[column, 0, 0, single, 0]),
        "outlay_per_year": float(evaluation.judged.outlay_per_year[0, number]),
        "expected_penalty_per_year": float(evaluation.judged.expected_penalty_per_year[0, number]),
        "objectives_part": float(evaluation.judged.objectives[0, number]),
        "cost_part": float(evaluation.judged.cost[0, number]),
        "score": float(evaluation.judged.score[0, number]),
    }


@pytest.mark.parametrize("quantity", sorted(set(QUANTITIES) - {"platform_hours"}))
def test_explanation_ends_at_the_value(plain: Study, quantity: str) -> None:
    expected = {**by_hand(), **from_arrays(plain)}
    found = explained(plain, quantity)
    assert found.value == pytest.approx(expected[quantity], rel=1e-5)
    last = found.steps[-1]
    assert last.value == f"{found.value:,.4g}" or float(last.value.replace(",", "")) == (
        pytest.approx(found.value, rel=1e-3)
    )


@pytest.mark.parametrize("quantity", sorted(QUANTITIES))
def test_every_step_says_formula_unit_source_and_where_its_inputs_come_from(
    plain: Study, quantity: str
) -> None:
    found = explained(plain, quantity)
    assert found.steps
    assert found.steps[-1].quantity == quantity
    for step in found.steps:
        assert all((step.title, step.unit, step.formula, step.source, step.value))
        assert step.inputs
        assert all(name and value and origin for name, value, origin in step.inputs)


@pytest.mark.parametrize("quantity", sorted(QUANTITIES))
def test_what_is_computed_above_stands_above(plain: Study, quantity: str) -> None:
    steps = explained(plain, quantity).steps
    for number, step in enumerate(steps):
        above = {other.quantity for other in steps[:number]}
        for name, _, origin in step.inputs:
            if origin == "computed above":
                assert name.replace(" ", "_") in above


def test_waiting_for_the_platform_is_explained_by_it(plain: Study) -> None:
    for quantity, hours in (("planning_hours", 72.0), ("worst_loss_hours", 0.0)):
        found = explained(plain, quantity, "hub-outage", "no-recovery")
        assert found.value == hours
        assert {step.quantity for step in found.steps} <= {"platform_hours", "intact_loss_hours"}
    likely = explained(plain, "likely_hours", "node-failure", "no-recovery")
    planned = explained(plain, "planning_hours", "node-failure", "no-recovery")
    alone = found_alone(portfolio(), nothing())["node-failure"]
    assert likely.value == pytest.approx(alone.likely_hours)
    assert planned.value == pytest.approx(alone.recovery_hours)
    assert likely.value < planned.value


def everything() -> Portfolio:
    """Return a portfolio with every kind of way back: copies sent on, replicas, templates."""
    relay = target("Relay", site="North site", copies_to="Vault")
    return portfolio(
        workload(deployment=Deployment.AVAILABILITY_SET, vm_count=6, current=(current(),)),
        targets=(target(is_immutable=True), relay, second_hub(), azure()),
    )


STRATEGIES: tuple[tuple[Protection, ...], ...] = (
    (BACKUP,),
    (protection(to="Relay"),),
    (replica(),),
    (replica(), protection(Option.APPLICATION_DATA_BACKUP, every=0.25)),
    (replica(Option.GUEST_REPLICATION), protection(to="Azure", every=4.0)),
    (nothing(),),
)
OUTCOME = {
    "planning_hours": "recovery_hours",
    "likely_hours": "likely_hours",
    "worst_loss_hours": "loss_hours",
    "mean_loss_hours": "mean_loss_hours",
    "event_cost": "event_cost",
}


@pytest.mark.parametrize("stateful", [True, False], ids=["stateful", "stateless"])
@pytest.mark.parametrize("made", STRATEGIES, ids=lambda made: " + ".join(p.id for p in made))
def test_explanations_of_outcomes_are_the_outcomes(
    made: tuple[Protection, ...], stateful: bool
) -> None:
    given = everything()
    given = portfolio(
        workload(deployment=Deployment.SINGLE_VM, vm_count=6, stateful=stateful),
        targets=given.landscape.targets,
    )
    done = study(given)
    alone = found_alone(given, *made)
    strategy = " + ".join(item.id for item in made)
    number = position(done, *made)
    for scenario in SCENARIOS:
        for quantity, field in OUTCOME.items():
            expected = getattr(alone[scenario], field)
            found = explained(done, quantity, scenario, strategy).value
            if np.isnan(expected):
                assert found is None
            else:
                assert found == pytest.approx(expected, rel=1e-9), (quantity, scenario)
    for quantity, array in (
        ("score", done.evaluation.judged.score), ("cost_part", done.evaluation.judged.cost),
        ("objectives_part", done.evaluation.judged.objectives),
        ("outlay_per_year", done.evaluation.judged.outlay_per_year),
        ("expected_penalty_per_year", done.evaluation.judged.expected_penalty_per_year),
    ):  # fmt: skip
        found = explained(done, quantity, VM, strategy).value
        expected = float(array[0, number])
        if not np.isnan(expected):
            assert found == pytest.approx(expected, rel=1e-5), quantity


def test_what_there_is_no_way_back_from_says_why(plain: Study) -> None:
    gone = explained(plain, "planning_hours", "site-loss", "no-recovery")
    assert gone.value is None
    assert gone.steps[0].value == "none"
    assert "No copy survives" in gone.steps[0].inputs[0][1]
    unknown = study(portfolio(workload(data_gb=None))).explain(
        "Ledger", "worst_loss_hours", VM, BACKUP.id
    )
    assert unknown.value is None
    assert unknown.steps[0].inputs[0][1] == "The data size is not known."


def test_onward_copy_is_explained_by_its_own_target() -> None:
    done = study(everything())
    found = done.explain("Ledger", "arrival_mb_per_s", "site-loss", protection(to="Relay").id)
    origins = {name: origin for name, _, origin in found.steps[-1].inputs}
    assert origins["link mbit per s"] == "given: target Vault"


def test_inputs_name_column_assumption_target_scenario_and_policy(plain: Study) -> None:
    steps = explained(plain, "score").steps
    origins = {name: origin for step in steps for name, _, origin in step.inputs}
    assert origins["data gb"] == "given: column Data (GB)"
    assert origins["rto hours"] == "given: column RTO"
    assert origins["interval hours"] == "policy of the strategy"
    assert origins["noticed after hours"].startswith("assumed: Practitioner")
    assert origins["reduction share"].startswith("assumed: Practitioner")
    assert origins["write mb per s"] == "given: target Vault"
    assert origins["weights"] == "setting: weights of the score"
    assert origins["z"] == "setting: planning percentile"


def test_phases_are_listed_with_their_ranges(plain: Study) -> None:
    step = next(s for s in explained(plain, "planning_hours").steps
                if s.quantity == "phases_mean_hours")  # fmt: skip
    listed = [name for name, _, _ in step.inputs if name.startswith("phase: ")]
    known = plain.catalogue
    wanted = [known.phase(name).title for name in known.option(Option.IN_GUEST_BACKUP).phases]
    assert listed == [f"phase: {title}" for title in wanted]


def test_outlay_lists_each_component_as_quantity_times_price(plain: Study) -> None:
    step = explained(plain, "outlay_per_year").steps[-1]
    total = sum(float(words.split(" = ")[1].replace(",", "")) for _, words, _ in step.inputs)
    assert total == pytest.approx(explained(plain, "outlay_per_year").value, abs=0.05)


def test_today_is_explained_with_what_the_row_says() -> None:
    done = study(portfolio(workload(current=(current(every=12.0),))))
    found = done.explain("Ledger", "worst_loss_hours", VM, "today")
    assert found.value == pytest.approx(12.0, abs=0.01)
    origins = {name: origin for step in found.steps for name, _, origin in step.inputs}
    assert origins["interval hours"] == "given: column Current interval"


@pytest.mark.parametrize("name", ["recovery_hours", "recovery_planning_hours", "loss_hours"])
def test_people_may_use_the_names_of_the_results(plain: Study, name: str) -> None:
    assert explained(plain, name).value is not None


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("Ledger", "happiness", VM, "today"), "no quantity 'happiness'. Use one of arrival"),
        (("Ledger", "score", "flood", "today"), "no scenario 'flood'. Use one of data-loss"),
        (("Ledger", "score", VM, "magic"), "no strategy 'magic'. Use 'recommended', 'today'"),
        (("Ledgr", "score", VM, "today"), "no workload 'Ledgr'. Use an ID"),
    ],
)
def test_asking_for_what_is_not_there_gets_a_sentence(
    plain: Study, asked: tuple[str, str, str, str], sentence: str
) -> None:
    with pytest.raises(LookupError, match=sentence):
        plain.explain(*asked)


def test_asking_for_a_recommendation_where_there_is_none_says_why() -> None:
    done = study(portfolio(workload(data_gb=None)))
    with pytest.raises(LookupError, match=r"Nothing is recommended.*Data \(GB\)"):
        done.explain("Ledger", "score", VM)


def test_nothing_is_recorded_unless_asked() -> None:
    with recording() as recorder:
        loss.kept_copies(np.array(10.0), np.array(5.0))
    loss.kept_copies(np.array(10.0), np.array(5.0))
    assert [call.quantity.name for call in recorder.calls] == ["kept_copies"]

"""The plan: capacity goes to the most critical first, and what does not fit takes its next."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given as generated
from hypothesis import strategies as st

from bcdr.choose.plan import NOTHING, Plan, choose
from bcdr.evaluate.assess import Assessment, assess
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.protections import protection_arrays
from bcdr.model.landscape import Target
from bcdr.model.portfolio import Portfolio, Workload
from bcdr.model.vocabulary import Goal, Mode, TargetKind
from tests.choose.one_by_one import one_by_one
from tests.factories import (
    judged,
    portfolio,
    second_hub,
    study,
    target,
    workload,
)


def planned(given: Portfolio) -> tuple[Evaluation, Plan]:
    done = judged(given)
    return done, choose(done, Goal.HIGHEST_SCORE)


def together(done: Evaluation, plan: Plan) -> Assessment:
    chosen = [plan.strategy(row) for row in range(done.inputs.count)]
    rows = [() if item is None else item.protections for item in chosen]
    return assess(done, protection_arrays(rows, done.portfolio.landscape, shared=False))


def stands_by(plan: Plan, row: int) -> bool:
    """Return whether a workload has a replica that would run at the second Hub."""
    strategy = plan.strategy(row)
    assert strategy is not None
    return any(item.mode is not Mode.INTERVAL for item in strategy.protections)


def urgent(name: str, criticality: str, **given: object) -> Workload:
    """Return a workload that only a replica brings back in time."""
    return workload(name, criticality=criticality, rto_hours=3.0, rpo_hours=30.0, mtd_hours=30.0,
                    multi_writer=False, **given)  # fmt: skip


@pytest.mark.parametrize("swapped", [False, True])
def test_room_at_the_second_hub_goes_to_the_most_critical(swapped: bool) -> None:
    both = [urgent("Able", "minor"), urgent("Baker", "mission-critical")]
    given = portfolio(*(reversed(both) if swapped else both),
                      targets=(target(), second_hub(vcpu=6.0)))  # fmt: skip
    done, plan = planned(given)
    rows = {item.application: row for row, item in enumerate(given.workloads)}
    assert stands_by(plan, rows["Baker"])
    assert not stands_by(plan, rows["Able"])
    assert plan.is_over_capacity[rows["Able"]]
    assert not plan.is_over_capacity[rows["Baker"]]
    assert done.judged.is_feasible[rows["Able"], plan.chosen[rows["Able"]]]


def test_equal_criticality_goes_by_what_doing_nothing_would_cost_then_by_name() -> None:
    dear = urgent("Zulu", "important", downtime_cost_per_hour=900.0)
    cheap = [urgent("Baker", "important"), urgent("Able", "important")]
    given = portfolio(*cheap, dear, targets=(target(), second_hub(vcpu=9.0)))
    _, plan = planned(given)
    served = [row for row in range(3) if stands_by(plan, row)]
    assert [given.workloads[row].application for row in served] == ["Able", "Zulu"]


@pytest.mark.parametrize(
    ("limit", "field"),
    [
        ({"capacity_tb": 0.14}, "stored_gb"),
        ({"link_mbit_per_s": 0.4}, "needed_mb_per_s"),
        ({"write_mb_per_s": 0.03}, "needed_mb_per_s"),
    ],
)
def test_nothing_is_put_on_a_target_beyond_what_it_takes(
    limit: dict[str, float], field: str
) -> None:
    # 65 GB or more and at least 0.012 MB/s each.
    names = [workload(name, rto_hours=90.0) for name in "ABCDE"]
    small = replace(target("Small"), **limit)
    given = portfolio(*names, targets=(small, replace(target("Large"), fixed_cost_per_year=0.0)))
    done, plan = planned(given)
    found = together(done, plan)
    room = {"stored_gb": done.world.capacity_gb,
            "needed_mb_per_s": found.targets.available_mb_per_s}[field]  # fmt: skip
    assert (getattr(found.targets, field) <= room + 1e-9).all()
    assert found.targets.workload_count.sum() >= 5


def test_next_best_is_looked_for_however_far_down_the_list_it_stands() -> None:
    # Every strategy with the small target comes before any with the other Hub's dear one.
    many = tuple(target(f"Vault {number}", capacity_tb=0.1) for number in range(9))
    far = target("Far", link_mbit_per_s=600.0)
    given = portfolio(
        *(workload(name, rto_hours=90.0) for name in "ABCDEFGHIJKL"), targets=(*many, far)
    )
    done, plan = planned(given)
    assert (plan.chosen != NOTHING).all()
    found = together(done, plan)
    assert (found.targets.stored_gb <= done.world.capacity_gb + 1e-9).all()
    assert found.targets.workload_count[-1] >= 3


def test_what_fits_nowhere_keeps_its_best_and_says_so() -> None:
    given = portfolio(workload("One"), workload("Two"), targets=(target(capacity_tb=0.08),))
    done, plan = planned(given)
    assert plan.is_over_capacity.tolist() == [False, True]
    assert plan.chosen[1] == plan.ranking(1)[0]
    assert done.judged.is_feasible[1, plan.chosen[1]]
    reasons = study(given).workload("Two").planned.reasons
    assert "over-capacity" in {item.code for item in reasons}


def test_target_whose_link_nobody_knows_does_not_stop_the_others() -> None:
    shelf = target("Shelf", TargetKind.IN_RACK, link_mbit_per_s=None, site=None, region=None)
    _, plan = planned(portfolio(targets=(target(), shelf)))
    assert not plan.is_over_capacity.any()


def test_nothing_feasible_is_nothing_chosen() -> None:
    _, plan = planned(portfolio(workload(data_gb=None)))
    assert plan.chosen.tolist() == [NOTHING]
    assert plan.strategy(0) is None
    assert not plan.is_over_capacity.any()


def test_both_parts_of_a_pair_load_the_same_target() -> None:
    strict = urgent("Pair", "important", native_replication=True)
    both: tuple[Target, ...] = (second_hub(capacity_tb=0.20),)
    done, plan = planned(portfolio(strict, targets=both))
    found = together(done, plan)
    assert np.all(found.targets.stored_gb <= 200.0 + 1e-9)


@generated(
    st.lists(
        st.tuples(
            st.sampled_from(["mission-critical", "important", "minor"]),
            st.floats(60.0, 400.0), st.sampled_from([2.0, 8.0, 90.0]),
            st.sampled_from([1.0, 30.0]), st.booleans(),
        ),
        min_size=4, max_size=12,
    ),
    st.floats(0.1, 1.0), st.floats(0.1, 1.0), st.floats(1.0, 40.0), st.floats(0.5, 30.0),
    st.sampled_from(list(Goal)),
)  # fmt: skip
def test_capacity_is_granted_as_if_one_after_another_chose(
    rows: list[tuple[str, float, float, float, bool]],
    vault_tb: float, hub_tb: float, vcpu: float, link: float, goal: Goal,
) -> None:  # fmt: skip
    workloads = [
        workload(f"App {number}", criticality=tier, data_gb=size, rto_hours=rto, rpo_hours=rpo,
                 mtd_hours=200.0, native_replication=native)
        for number, (tier, size, rto, rpo, native) in enumerate(rows)
    ]  # fmt: skip
    vault = target(capacity_tb=vault_tb, copies_to="Archive")
    archive = target("Archive", capacity_tb=2 * hub_tb, link_mbit_per_s=link)
    stand_by = second_hub(capacity_tb=hub_tb, vcpu=vcpu)
    done = judged(portfolio(*workloads, targets=(vault, archive, stand_by)))

    plan = choose(done, goal)

    assert (plan.chosen.tolist(), plan.is_over_capacity.tolist()) == one_by_one(done, goal)

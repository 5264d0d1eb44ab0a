"""What must hold for any portfolio: nothing gets better by being blank, stricter or slower."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given as anything
from hypothesis import settings as effort
from hypothesis import strategies as st

from bcdr.evaluate.axes import by_scenario
from bcdr.evaluate.copies import make_copies
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.inputs import make_inputs
from bcdr.evaluate.outcomes import MET, TIE, judge_together
from bcdr.evaluate.protections import protection_arrays
from bcdr.evaluate.times import make_times
from bcdr.evaluate.world import make_world
from bcdr.model.catalogue import Catalogue
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.landscape import Target
from bcdr.model.portfolio import PolicyRule, Portfolio
from bcdr.model.vocabulary import Coverage, Deployment, Goal, TargetKind
from tests.factories import (
    FIRST,
    azure,
    found_alone,
    judged,
    knowledge,
    portfolio,
    protection,
    ranking_of,
    second_hub,
    target,
    workload,
)

KNOWN = load_catalogue()
FEW = effort(max_examples=25)
hours = st.sampled_from([0.2, 1.0, 4.0, 8.0, 24.0, 80.0, 500.0, 2000.0])


@st.composite
def workloads(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "rto_hours": draw(hours),
        "rpo_hours": draw(hours),
        "mtd_hours": draw(st.sampled_from([None, 3000.0])),
        "data_gb": draw(st.floats(1.0, 30_000.0)),
        "daily_change_share": draw(st.floats(0.001, 0.2)),
        "peak_change_mb_per_s": draw(st.floats(0.01, 300.0)),
        "vm_count": draw(st.integers(1, 9)),
        "stateful": draw(st.sampled_from([True, True, False])),
        "template_off_hub": draw(st.sampled_from([True, False, None])),
        "deployment": draw(st.sampled_from(Deployment)),
        "native_replication": draw(st.booleans()),
        "multi_writer": draw(st.booleans()),
        "criticality": draw(st.sampled_from([None, "minor", "mission-critical"])),
        "downtime_cost_per_hour": draw(st.sampled_from([0.0, 10.0, 1e5])),
        "data_loss_cost_per_hour": draw(st.sampled_from([0.0, 10.0, 1e5])),
    }


@st.composite
def targets(draw: st.DrawFn) -> tuple[Target, ...]:
    at_source = {"site": "North site", "region": "North region"}
    vault = target(
        **draw(st.sampled_from([{}, at_source])),
        link_mbit_per_s=draw(st.sampled_from([50.0, 1000.0])),
        is_immutable=draw(st.sampled_from([True, False, None])),
        history_days=draw(st.sampled_from([None, 4.0])),
    )
    elsewhere = draw(st.sampled_from([
        second_hub(), azure(),
        target("Relay", TargetKind.ON_HUB_REPLICATED, hub="North", **at_source, copies_to="Vault"),
    ]))  # fmt: skip
    return vault, elsewhere


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    return portfolio(workload(**draw(workloads())), targets=draw(targets()))


def states(done: Evaluation) -> np.ndarray:
    """Return the coverage codes, protection x scenario."""
    return np.asarray(done.singles(FIRST).outcomes.state[:, 0, 0, :, 0].T)


def in_money(given: Portfolio, times: float) -> tuple[Portfolio, Catalogue]:
    """Return portfolio and catalogue in a currency worth so much less."""
    one = given.workloads[0]
    changed = replace(
        one,
        downtime_cost_per_hour=(one.downtime_cost_per_hour or 0.0) * times,
        data_loss_cost_per_hour=(one.data_loss_cost_per_hour or 0.0) * times,
    )
    prices = tuple(replace(item, value=item.value * times) for item in KNOWN.prices)
    return replace(given, workloads=(changed,)), knowledge(prices=prices)


@FEW
@anything(portfolios(), st.sampled_from([0.25, 4.0, 1024.0]), st.sampled_from(Goal))
def test_money_in_another_currency_leaves_rankings_alone(
    given: Portfolio, times: float, goal: Goal
) -> None:
    # Powers of two, so that nothing is rounded differently.
    there, known = in_money(given, times)
    one, other = judged(given), judged(there, known)
    assert ranking_of(one, goal).tolist() == ranking_of(other, goal).tolist()
    assert other.judged.score == pytest.approx(one.judged.score, rel=1e-6, nan_ok=True)


@FEW
@anything(portfolios(), st.sampled_from(["rto_hours", "rpo_hours"]), hours)
def test_stricter_objective_never_improves_coverage(
    given: Portfolio, field: str, hours_: float
) -> None:
    one = given.workloads[0]
    stricter = min(hours_, float(getattr(one, field)))
    there = replace(given, workloads=(replace(one, **{field: stricter}),))
    before, after = states(judged(given)), states(judged(there))
    assert ((after != MET) | (before == MET)).all()


def faster(item: Target) -> Target:
    return replace(item, link_mbit_per_s=(item.link_mbit_per_s or 0.0) * 3)


@FEW
@anything(portfolios())
def test_more_bandwidth_never_lengthens_anything(given: Portfolio) -> None:
    there = replace(given, landscape=replace(
        given.landscape, targets=tuple(faster(item) for item in given.landscape.targets)
    ))  # fmt: skip
    slow, quick = judged(given), judged(there)
    before, after = slow.singles(FIRST).copies, quick.singles(FIRST).copies
    with np.errstate(invalid="ignore"):
        worse = after.worst_loss_hours > before.worst_loss_hours + TIE
    assert not worse.any()
    assert not (after.is_too_slow & ~before.is_too_slow).any()
    route = slow.arrays.option, before.target
    times = [
        make_times(done.inputs, done.world, KNOWN, *route, z=done.z).planning_hours
        for done in (slow, quick)
    ]
    with np.errstate(invalid="ignore"):
        assert not (times[1] > times[0] + TIE).any()


@FEW
@anything(portfolios(), st.sampled_from([0.25, 1.0, 12.0]), st.sampled_from([24.0, 168.0]))
def test_more_frequent_copies_never_lose_more(
    given: Portfolio, often: float, seldom: float
) -> None:
    world = make_world(given.landscape, KNOWN)
    inputs = make_inputs(given, KNOWN)
    rows = [tuple(protection(every=every, kept=60.0) for every in (often, seldom))]
    arrays = protection_arrays(rows, given.landscape, shared=False)
    copies = make_copies(inputs, world, KNOWN, arrays)
    lost = np.broadcast_to(copies.worst_loss_hours, copies.state.shape)
    with np.errstate(invalid="ignore"):
        assert not (lost[..., 0, :] > lost[..., 1, :] + TIE).any()


@FEW
@anything(portfolios())
def test_adding_a_protection_never_worsens_a_scenario(given: Portfolio) -> None:
    done = judged(given)
    strategies = done.strategies
    pairs = np.flatnonzero(strategies.first != strategies.second)
    if not pairs.size:
        return
    rows = [strategies.strategy(int(number)).protections for number in pairs]
    arrays = protection_arrays(rows, given.landscape, shared=False)
    inputs = done.inputs.take(np.zeros(len(rows), dtype=np.int64))
    together, _ = judge_together(inputs, done.world, KNOWN, arrays, done.z)
    singles = done.singles(FIRST)
    for part in (strategies.first[pairs], strategies.second[pairs]):
        alone = singles.outcomes.rank[:, 0, 0, part, 0].T
        assert (by_scenario(together.rank) >= alone - TIE).all()
        met = singles.outcomes.state[:, 0, 0, part, 0].T == MET
        assert (by_scenario(together.state)[met] == MET).all()


@FEW
@anything(portfolios())
def test_pairs_gathered_are_pairs_judged_together(given: Portfolio) -> None:
    done = judged(given)
    rows = [done.strategies.strategy(number).protections for number in range(len(done.strategies))]
    arrays = protection_arrays(rows, given.landscape, shared=False)
    inputs = done.inputs.take(np.zeros(len(rows), dtype=np.int64))
    together, _ = judge_together(inputs, done.world, KNOWN, arrays, done.z)
    binding = by_scenario(done.inputs.is_binding)[0]
    not_met = (by_scenario(together.state) != MET) & binding
    assert not_met.sum(axis=-1).tolist() == done.judged.binding_not_met[0].tolist()
    value = by_scenario(together.value).mean(axis=-1)
    assert value == pytest.approx(done.judged.objectives[0], abs=1e-6)
    rates = np.array([item.frequency_per_year for item in KNOWN.scenarios])
    rates[1] *= done.inputs.vm_count.item()
    money = (by_scenario(together.event_cost) * rates).sum(axis=-1)
    assert money == pytest.approx(done.judged.expected_penalty_per_year[0], rel=1e-5)


BLANKS_OF_TARGETS = ("site", "region", "is_immutable", "jurisdiction")
BLANKS = ("data_gb", "rto_hours", "rpo_hours", "template_off_hub", "hub")


@FEW
@anything(portfolios(), st.sampled_from(BLANKS + BLANKS_OF_TARGETS))
def test_unknown_never_becomes_met_by_blanking(given: Portfolio, field: str) -> None:
    if field in BLANKS:
        one = replace(given.workloads[0], **{field: None})
        there = replace(given, workloads=(one,))
    else:
        made = tuple(replace(item, **{field: None}) for item in given.landscape.targets)
        there = replace(given, landscape=replace(given.landscape, targets=made))
    if field == "rpo_hours" and given.workloads[0].stateful is False:
        return  # What keeps no data has no RPO.
    before, after = states(judged(given)), states(judged(there))
    assert ((after != MET) | (before == MET)).all()


@FEW
@anything(portfolios(), st.sampled_from(["every", "kept"]))
def test_blank_policy_of_today_is_never_met_where_a_known_one_is_not(
    given: Portfolio, blank: str
) -> None:
    full, less = found_alone(given, protection()), found_alone(given, protection(**{blank: None}))
    for scenario, found in less.items():
        if found.coverage is Coverage.MET:
            assert full[scenario].coverage is Coverage.MET


@FEW
@anything(portfolios(), st.floats(0.1, 50.0), st.floats(0.1, 50.0))
def test_looser_rule_never_blocks_more(given: Portfolio, one: float, other: float) -> None:
    def feasible(limit: float) -> np.ndarray:
        rule = PolicyRule(name="Often", parameter="interval_hours", operator="<=", value=limit)
        return judged(replace(given, rules=(rule,))).judged.is_feasible

    tight, loose = sorted((one, other))
    assert (feasible(loose) | ~feasible(tight)).all()

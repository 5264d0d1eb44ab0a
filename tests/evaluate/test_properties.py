"""What must hold for any portfolio: nothing gets better by being blank, stricter or slower."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume
from hypothesis import given as anything
from hypothesis import settings as effort
from hypothesis import strategies as st

from bcdr.evaluate.axes import LEVEL, PLACE, PROTECTION, SCENARIO, WORKLOAD
from bcdr.evaluate.copies import make_copies
from bcdr.evaluate.cost import COMPONENTS
from bcdr.evaluate.evaluation import Evaluation, evaluate
from bcdr.evaluate.inputs import make_inputs
from bcdr.evaluate.outcomes import MET, TIE
from bcdr.evaluate.protections import StrategyList, protection_arrays
from bcdr.evaluate.times import make_times
from bcdr.evaluate.world import make_world
from bcdr.model.catalogue import Catalogue
from bcdr.model.portfolio import PolicyRule, Portfolio
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import Coverage, Goal, Option, TargetKind
from tests.evaluate.reference_cases import KNOWN, cases, hours, portfolios, protections
from tests.factories import (
    FIRST,
    Found,
    found_alone,
    judged,
    knowledge,
    protection,
    ranking_of,
    settings,
)

FEW = effort(max_examples=25)
MANY = effort(max_examples=60)
SCOPES_NOTICED_AT_ONCE = [item.id for item in KNOWN.scenarios if item.noticed_after_hours == 0]
Case = tuple[Portfolio, tuple[Protection, ...]]

full_portfolios = portfolios(most=2, may_blank=False)
full_cases = cases(may_blank=False)


def table(array: np.ndarray) -> np.ndarray:
    """Return workload x protection x scenario of an array on the five axes."""
    axes = WORKLOAD, PROTECTION, SCENARIO, LEVEL, PLACE
    return np.moveaxis(array, axes, range(len(axes)))[..., 0, 0]


def states(done: Evaluation) -> np.ndarray:
    """Return the coverage codes of the first workload, protection x scenario."""
    return np.asarray(table(done.singles(FIRST).outcomes.state)[0])


def with_values(item: Any, values: dict[str, Any]) -> Any:
    """Return a workload in which some fields have other values."""
    return replace(item, **values)


def in_money(given: Portfolio, times: float) -> tuple[Portfolio, Catalogue]:
    """Return portfolio and catalogue in a currency worth so much less."""
    rates = ("downtime_cost_per_hour", "data_loss_cost_per_hour")
    changed = tuple(
        with_values(item, {name: (getattr(item, name) or 0.0) * times for name in rates})
        for item in given.workloads
    )
    prices = tuple(replace(item, value=item.value * times) for item in KNOWN.prices)
    return replace(given, workloads=changed), knowledge(prices=prices)


@FEW
@anything(full_portfolios, st.sampled_from([0.25, 4.0, 1024.0]), st.sampled_from(Goal))
def test_money_in_another_currency_leaves_rankings_alone(
    given: Portfolio, times: float, goal: Goal
) -> None:
    # Powers of two, so that nothing is rounded differently.
    there, known = in_money(given, times)
    one, other = judged(given), judged(there, known)
    assert ranking_of(one, goal).tolist() == ranking_of(other, goal).tolist()
    assert other.judged.score == pytest.approx(one.judged.score, rel=1e-6, nan_ok=True)
    for name in ("outlay_per_year", "expected_penalty_per_year"):
        before, after = getattr(one.judged, name), getattr(other.judged, name)
        assert after == pytest.approx(before * times, rel=1e-6)


@FEW
@anything(full_portfolios, st.sampled_from(["rto_hours", "rpo_hours"]), hours)
def test_stricter_objective_never_improves_coverage(
    given: Portfolio, field: str, hours_: float
) -> None:
    stricter = tuple(
        with_values(item, {field: min(hours_, float(getattr(item, field)))})
        for item in given.workloads
    )
    usual, strict = judged(given), judged(replace(given, workloads=stricter))
    assert ((states(strict) != MET) | (states(usual) == MET)).all()
    before, after = usual.judged, strict.judged
    assert (after.met <= before.met).all()
    assert (after.binding_not_met >= before.binding_not_met).all()
    assert (after.objectives <= before.objectives + 1e-6).all()


def faster(given: Portfolio, times: float) -> Portfolio:
    """Return a portfolio in which every link carries so much more."""
    targets = tuple(
        replace(item, link_mbit_per_s=(item.link_mbit_per_s or 0.0) * times)
        for item in given.landscape.targets
    )
    return replace(given, landscape=replace(given.landscape, targets=targets))


@FEW
@anything(full_portfolios, st.sampled_from([1.1, 3.0, 100.0]))
def test_more_bandwidth_never_lengthens_a_loss_or_a_recovery(
    given: Portfolio, times: float
) -> None:
    rows = np.arange(len(given.workloads))
    slow, quick = judged(given), judged(faster(given, times))
    before, after = slow.singles(rows).copies, quick.singles(rows).copies
    for name in ("worst_loss_hours", "mean_loss_hours", "propagation_hours"):
        with np.errstate(invalid="ignore"):
            assert not (getattr(after, name) > getattr(before, name) + TIE).any()
    assert not (after.is_too_slow & ~before.is_too_slow).any()
    route = slow.arrays.option, before.target
    hours_before, hours_after = (
        make_times(done.inputs, done.world, KNOWN, *route, z=done.z).planning_hours
        for done in (slow, quick)
    )
    with np.errstate(invalid="ignore"):
        assert not (hours_after > hours_before + TIE).any()


@MANY
@anything(full_cases, st.sampled_from([1.1, 3.0, 100.0]))
def test_more_bandwidth_never_worsens_what_is_noticed_at_once(case: Case, times: float) -> None:
    # How far back copies go is another matter: those that are late are kept for longer.
    given, made = case
    slow, quick = found_alone(given, *made), found_alone(faster(given, times), *made)
    for scenario in SCOPES_NOTICED_AT_ONCE:
        if slow[scenario].coverage is Coverage.MET:
            assert quick[scenario].coverage is Coverage.MET


@FEW
@anything(
    full_portfolios,
    st.sampled_from([0.25, 0.5, 1.0, 4.0, 12.0]),
    st.sampled_from([24.0, 168.0]),
    st.sampled_from([KNOWN.scenario(name) for name in ("vm-failure", "data-loss", "ransomware")]),
)
def test_more_frequent_copies_never_lose_more(
    given: Portfolio, often: float, seldom: float, scenario: Any
) -> None:
    """Of copies whose link keeps up; where it does not, their loss is unknown and not larger."""
    world, inputs = make_world(given.landscape, KNOWN), make_inputs(given, KNOWN)
    for to in (item.name for item in given.landscape.targets):
        row = tuple(protection(to=to, every=every, kept=60.0) for every in (often, seldom))
        arrays = protection_arrays([row], given.landscape, shared=True)
        copies = make_copies(inputs, world, KNOWN, arrays)
        column = KNOWN.scenarios.index(scenario)
        for name in ("worst_loss_hours", "mean_loss_hours"):
            # A level with no target holds no copy.
            lost = np.where(copies.target >= 0, getattr(copies, name), np.nan)
            frequent, rare = np.moveaxis(lost, (PROTECTION, SCENARIO), (0, 1))[:, column]
            with np.errstate(invalid="ignore"):
                assert not (frequent > rare + TIE).any()
        # A link that keeps up with the frequent ones keeps up with the rare ones.
        slow = np.moveaxis(copies.is_too_slow, PROTECTION, 0)
        assert not (slow[1] & ~slow[0]).any()


def is_back(found: Found) -> bool:
    """Return whether something brings it back for sure."""
    return found.recovery_hours == found.recovery_hours


@MANY
@anything(cases(most=1), st.data())
def test_adding_a_protection_never_worsens_a_scenario(case: Case, data: st.DataObject) -> None:
    given, made = case
    more = *made, data.draw(protections(given))
    alone, together = found_alone(given, *made), found_alone(given, *more)
    for scenario, before in alone.items():
        after = together[scenario]
        if before.coverage is Coverage.MET:
            assert after.coverage is Coverage.MET
        assert is_back(after) or not is_back(before)
        if before.coverage is Coverage.UNKNOWN:
            assert after.coverage in {Coverage.UNKNOWN, Coverage.MET}


@FEW
@anything(portfolios())
def test_strategy_of_two_protections_fares_as_the_better_of_them(given: Portfolio) -> None:
    kept = judged(given).judged
    strategies = judged(given).strategies
    for part in (strategies.first, strategies.second):
        assert (kept.met >= kept.met[:, part]).all()
        assert (kept.binding_not_met <= kept.binding_not_met[:, part]).all()
        assert (kept.binding_unrecoverable <= kept.binding_unrecoverable[:, part]).all()
        assert (kept.outlay_per_year >= kept.outlay_per_year[:, part]).all()


@FEW
@anything(portfolios(), st.integers(0, 2**32 - 1))
def test_removing_strategies_changes_nothing_about_the_others(given: Portfolio, seed: int) -> None:
    every = judged(given)
    keep = np.flatnonzero(np.random.default_rng(seed).random(len(every.strategies)) < 0.2)
    assume(keep.size)
    fewer = StrategyList(
        protections=every.strategies.protections,
        first=every.strategies.first[keep],
        second=every.strategies.second[keep],
    )
    some = evaluate(given, fewer, KNOWN, settings())
    for name in ("score", "objectives", "cost", "guidance", "outlay_per_year", "is_feasible"):
        before = getattr(every.judged, name)[:, keep]
        assert np.array_equal(getattr(some.judged, name), before, equal_nan=before.dtype != bool)


RULES = {
    ("interval_hours", "<="): ((0.25,), (1.0,), (24.0,), (168.0,)),
    ("retention_days", ">="): ((90.0,), (30.0,), (7.0,), (0.0,)),
    ("target_kind", "in"): (
        (TargetKind.AZURE,), (TargetKind.AZURE, TargetKind.SECOND_HUB), tuple(TargetKind),
    ),
    ("option", "not in"): (tuple(Option), (Option.GUEST_REPLICATION, Option.ACTIVE_ACTIVE), ("x",)),
    ("jurisdiction", "in"): (("DE",), ("DE", "NL"), ("DE", "NL", "US")),
    ("target", "not in"): (("Vault", "South"), ("Vault",), ("Elsewhere",)),
}  # fmt: skip
"""Values of each rule from the tightest to the loosest."""


@MANY
@anything(portfolios(), st.sampled_from(list(RULES)), st.data())
def test_looser_rule_never_blocks_more(
    given: Portfolio, condition: tuple[str, str], data: st.DataObject
) -> None:
    values = RULES[condition]
    loose = data.draw(st.integers(1, len(values) - 1))
    tight = data.draw(st.integers(0, loose - 1))

    def feasible(value: Any) -> np.ndarray:
        limit = value[0] if isinstance(value[0], float) else tuple(str(item) for item in value)
        parameter, operator = condition
        rule = PolicyRule(name="Rule", parameter=parameter, operator=operator, value=limit)
        return judged(replace(given, rules=(rule,))).judged.is_feasible

    allowed, less = feasible(values[loose]), feasible(values[tight])
    assert (allowed | ~less).all()
    assert (judged(given).judged.is_feasible | ~allowed).all()


@FEW
@anything(portfolios())
def test_what_never_happens_is_expected_to_cost_nothing(given: Portfolio) -> None:
    never = tuple(
        replace(item, frequency_per_year=0.0, frequency_low=0.0) for item in KNOWN.scenarios
    )
    kept = judged(given, knowledge(scenarios=never)).judged
    assert (kept.expected_penalty_per_year == 0).all()


@FEW
@anything(portfolios())
def test_frequency_of_one_scenario_alone_moves_the_penalty_in_proportion(given: Portfolio) -> None:
    def penalties(times: float) -> np.ndarray:
        one = KNOWN.scenario("site-loss")
        changed = replace(one, frequency_per_year=one.frequency_per_year * times)
        kept = judged(given, knowledge(scenarios=(changed,))).judged
        return kept.expected_penalty_per_year.astype(float)

    none, usual, thrice = penalties(0.0), penalties(1.0), penalties(3.0)
    # Differences of numbers in single precision.
    close = 1e-5 * max(1.0, float(thrice.max()))
    assert thrice - none == pytest.approx(3.0 * (usual - none), abs=close)


@FEW
@anything(portfolios())
def test_at_no_price_nothing_is_left_of_the_outlay_but_planned_stops(given: Portfolio) -> None:
    """Cost then equals the expected penalty, but for stops, which downtime pays for."""
    free = knowledge(prices=tuple(replace(item, value=0.0, low=0.0) for item in KNOWN.prices))
    done = judged(given, free)
    rows = np.arange(len(given.workloads))
    stops = COMPONENTS.index("planned-stops")
    costs = done.singles(rows).costs
    first, second = done.strategies.first, done.strategies.second
    for row in rows:
        amounts = costs.amounts(int(row), range(len(done.strategies.protections)))
        assert (np.delete(amounts, stops, axis=-1) == 0).all()
        paid = amounts[:, stops]
        expected = paid[first] + np.where(first == second, 0.0, paid[second])
        assert done.judged.outlay_per_year[row] == pytest.approx(expected, rel=1e-6)
        stopped = {
            item.option for item, money in zip(done.strategies.protections, paid, strict=True)
            if money
        }  # fmt: skip
        assert stopped <= {Option.STOPPED_VM_SNAPSHOT}

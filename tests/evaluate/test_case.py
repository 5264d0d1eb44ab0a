"""What rules look at: tables made once, codes of what workloads say, look-ups by Hub and target."""

from dataclasses import replace

import numpy as np

from bcdr.evaluate.axes import Flags
from bcdr.evaluate.case import Case, Ground, remembered, tabled
from bcdr.evaluate.rules import RULES, blocking_bits, is_blocked, tick_rules
from bcdr.model.portfolio import Portfolio, Workload
from bcdr.model.vocabulary import Option, Special
from tests.factories import hub, judged, knowledge, portfolio, second_hub, target, workload


def case_of(given: Portfolio) -> Case:
    """Return the case of all workloads of a portfolio against every single protection."""
    done = judged(given)
    return done.singles(np.arange(done.inputs.count)).case


def mixed() -> Portfolio:
    """Return workloads that differ in what rules look at, on two Hubs and on none."""
    given: tuple[Workload, ...] = (
        workload("One", os="Windows Server 2019", stateful=False),
        workload("Two", hub="South", os="Ubuntu 22.04", data_gb=None),
        workload("Three", os="Windows Server 2019", rto_hours=Special.NOT_APPLICABLE),
        workload("Four", hub=None, os=None, allowed_jurisdictions=("US",), vm_count=300),
    )
    return portfolio(*given, targets=(target(), second_hub(serves=("North",))))


def test_a_table_is_made_once_for_a_landscape_and_catalogue() -> None:
    made: list[Ground] = []

    @tabled
    def table(ground: Ground) -> Flags:
        made.append(ground)
        return np.zeros(len(ground.world.targets), dtype=bool)

    case = case_of(portfolio())
    assert table(case) is table(replace(case))
    assert len(made) == 1
    assert made[0].world is case.world
    table(replace(case, catalogue=knowledge()))
    table(case_of(portfolio()))
    assert len(made) == 3


def test_what_is_remembered_is_forgotten_with_the_case() -> None:
    asked: list[Case] = []

    @remembered
    def answer(case: Case) -> int:
        asked.append(case)
        return len(asked)

    case = case_of(portfolio())
    other = replace(case)
    assert (answer(case), answer(case), answer(other), answer(case)) == (1, 1, 2, 1)


def test_words_of_workloads_are_coded_in_the_order_they_come() -> None:
    codes, words = case_of(mixed()).spelled("os")
    assert words == ("Windows Server 2019", "Ubuntu 22.04", None)
    assert codes.tolist() == [[0], [1], [0], [2]]


def test_a_table_of_hubs_is_looked_up_by_the_hub_of_each_workload() -> None:
    case = case_of(mixed())
    of_south = case.by_hub(~case.world.serves)[:, case.at[0] == 1]
    assert of_south.all(axis=1).tolist() == [False, True, False, False]
    # Where all workloads share the Hub, one row stands for them.
    alone = case_of(portfolio(workload("One"), workload("Two")))
    assert alone.by_hub(alone.world.serves).shape == (1, alone.shape[1])


def test_objectives_are_the_tightest_of_all_scenarios() -> None:
    case = case_of(mixed())
    assert case.rto_hours.tolist() == [[24.0], [24.0], [np.inf], [24.0]]
    assert case.rpo_hours.tolist() == [[np.inf], [36.0], [36.0], [36.0]]


def test_bits_are_those_of_each_rule() -> None:
    case = case_of(mixed())
    bits = tick_rules(case)
    assert bits.shape == case.shape
    assert len(RULES) > 32
    for position, rule in enumerate(RULES):
        expected = np.broadcast_to(rule.holds(case), case.shape)
        assert np.array_equal((bits >> position) & 1 == 1, expected), rule.code


def test_what_is_blocked_has_the_bit_of_a_blocker() -> None:
    case = case_of(mixed())
    assert np.array_equal(is_blocked(case), (tick_rules(case) & blocking_bits()) != 0)


def test_workloads_together_are_judged_as_each_alone() -> None:
    given = mixed()
    together = tick_rules(case_of(given))
    for row, item in enumerate(given.workloads):
        # The Hub that is not known stays in the landscape, so that codes are the same.
        alone = case_of(replace(given, workloads=(item, replace(item, id="x", hub=None))))
        assert np.array_equal(tick_rules(alone)[0], together[row]), item.title


def test_each_workload_with_its_own_protections_is_judged_like_the_shared_list() -> None:
    given = mixed()
    done = judged(given)
    case = done.singles(np.arange(4)).case
    arrays = case.protections
    own = replace(
        arrays,
        option=np.repeat(arrays.option, 4, axis=-1),
        target=np.repeat(arrays.target, 4, axis=-1),
    )
    assert np.array_equal(tick_rules(replace(case, protections=own)), tick_rules(case))


def test_options_are_found_only_where_a_target_is_known() -> None:
    case = case_of(portfolio(hubs=(hub(),), targets=(target(),)))
    assert case.has(Option.IN_GUEST_BACKUP).any()
    assert not case.has(Option.NO_RECOVERY).any()

"""What may be chosen: every single protection, and pairs of continuity and backup."""

import numpy as np
import pytest

from bcdr.evaluate.axes import by_protection
from bcdr.evaluate.protections import (
    BLANK,
    EMPTY,
    all_strategies,
    protection_arrays,
    today_arrays,
)
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.landscape import Landscape
from bcdr.model.strategy import Strategy
from bcdr.model.vocabulary import Allowed, Family, Mode, Option, TargetKind
from tests.factories import (
    azure,
    current,
    hub,
    portfolio,
    protection,
    replica,
    second_hub,
    target,
    workload,
)

KNOWN = load_catalogue()
LANDSCAPE = Landscape((hub(), hub("South")), (target(), second_hub(), azure()))


def test_every_option_is_offered_on_every_target_with_its_policies() -> None:
    protections = all_strategies(LANDSCAPE, KNOWN).protections
    wanted = 1 + sum(
        len(LANDSCAPE.targets) for policy in KNOWN.policies for _ in policy.options
    )  # fmt: skip
    assert len(protections) == len(set(protections)) == wanted
    assert {item.option for item in protections} == set(Option)


def test_intervals_offered_are_those_of_the_method() -> None:
    hours: dict[str, set[float]] = {}
    for item in all_strategies(LANDSCAPE, KNOWN).protections:
        if item.interval_hours is not None:
            hours.setdefault(item.option, set()).add(item.interval_hours)
    assert hours["in-guest-backup"] == {24.0, 12.0, 4.0, 1.0}
    assert hours["application-data-backup"] == {24.0, 12.0, 4.0, 1.0, 0.5, 0.25}
    assert hours["stopped-vm-snapshot"] == {24.0, 168.0}


def test_pairs_are_a_continuity_protection_and_then_a_backup() -> None:
    every = all_strategies(LANDSCAPE, KNOWN)
    singles = len(every.protections)
    assert all(len(every.strategy(n).protections) == 1 for n in range(singles))
    assert len(every) > singles
    for number in range(singles, len(every)):
        families = [KNOWN.option(item.option).family for item in every.strategy(number).protections]
        assert families == [Family.CONTINUITY, Family.BACKUP]


def test_pairs_are_not_made_of_what_does_not_go_together_at_all() -> None:
    every = all_strategies(LANDSCAPE, KNOWN)
    kinds = {item.name: item.kind for item in LANDSCAPE.targets}
    for number in range(len(every.protections), len(every)):
        for item in every.strategy(number).protections:
            assert item.target is not None
            said = KNOWN.combination(item.option, TargetKind(kinds[item.target]))
            assert said.allowed is not Allowed.NO


def test_position_finds_a_strategy_and_nothing_else() -> None:
    every = all_strategies(LANDSCAPE, KNOWN)
    for number in (0, 5, len(every) - 1):
        assert every.position(every.strategy(number)) == number
    assert every.position(Strategy(())) is None
    assert every.position(Strategy((protection(every=7.0),))) is None


def test_ids_of_strategies_are_unique() -> None:
    every = all_strategies(LANDSCAPE, KNOWN)
    ids = [every.strategy(number).id for number in range(len(every))]
    assert len(set(ids)) == len(ids)


def test_rows_of_protections_are_filled_up_with_empty_slots() -> None:
    arrays = protection_arrays([(replica(), protection()), ()], LANDSCAPE, shared=False)
    option = by_protection(arrays.option)
    assert (option[0] >= 0).all()
    assert option[1].tolist() == [EMPTY, EMPTY]
    assert by_protection(arrays.retention_hours)[0].tolist() == pytest.approx(
        [np.nan, 720.0], nan_ok=True
    )


def test_several_rows_cannot_be_shared() -> None:
    with pytest.raises(ValueError, match="2 rows cannot be shared"):
        protection_arrays([(), ()], LANDSCAPE, shared=True)


def test_today_without_a_word_is_one_blank_slot() -> None:
    given = portfolio(
        workload("Silent"), workload("Both", current=(current(), current(None, None, mode=None)))
    )
    arrays = today_arrays(given.workloads, given.landscape)
    assert by_protection(arrays.option).tolist()[0] == [BLANK, EMPTY]
    assert by_protection(arrays.option)[1, 1] == BLANK
    assert by_protection(arrays.in_mode(Mode.INTERVAL))[1].tolist() == [True, False]

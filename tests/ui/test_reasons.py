"""Refused pairs: one row per option and target, with all reasons and the policies they hold for."""

from bcdr.model.results import Cost, Reason, StrategyResult
from bcdr.model.strategy import Protection, Strategy
from bcdr.model.vocabulary import Mode, Option, Severity
from bcdr.ui.components.reasons import refused_pairs


def protection(option: Option, interval_hours: float) -> Protection:
    return Protection(
        option=option, target="Vault", mode=Mode.INTERVAL, interval_hours=interval_hours
    )


def result(*protections: Protection, codes: tuple[str, ...] = ()) -> StrategyResult:
    return StrategyResult(
        strategy=Strategy(protections),
        rank=None if codes else 1,
        is_feasible=not codes,
        reasons=tuple(
            Reason(
                code=code,
                severity=Severity.WARNING if code.startswith("w") else Severity.BLOCKER,
                message=code,
                remedy="",
                source="",
            )
            for code in codes
        ),
        outcomes=(),
        cost=Cost(components={}, outlay_per_year=0.0, expected_penalty_per_year=0.0),
        score=None,
        is_to_build=False,
    )


DAILY = protection(Option.IN_GUEST_BACKUP, 24)
HOURLY = protection(Option.IN_GUEST_BACKUP, 1)
SNAPSHOT = protection(Option.RUNNING_VM_SNAPSHOT, 24)


def test_all_reasons_of_all_policies_are_gathered_once() -> None:
    found = refused_pairs(
        [result(DAILY, codes=("far", "slow")), result(HOURLY, codes=("slow", "warned"))]
    )
    assert len(found) == 1
    assert [reason.code for reason in found[0].reasons] == ["far", "slow"]
    assert found[0].policies == ()


def test_a_pair_refused_with_some_policies_names_them() -> None:
    found = refused_pairs([result(DAILY), result(HOURLY, codes=("slow",))])
    assert [one.policies for one in found] == [("every 1 h",)]


def test_strategies_of_two_protections_are_left_to_their_parts() -> None:
    assert refused_pairs([result(DAILY, SNAPSHOT, codes=("x",))]) == ()


def test_what_is_possible_is_not_listed() -> None:
    assert refused_pairs([result(DAILY)]) == ()

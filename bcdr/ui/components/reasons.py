"""Reasons against strategies: what is refused and why, and what one should know of the chosen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bcdr.model.catalogue import Catalogue
from bcdr.model.results import Reason, StrategyResult
from bcdr.model.vocabulary import Option, Severity
from bcdr.ui.components.tables import Heading, table
from bcdr.ui.markup import joined, show, tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An option on a target that is refused, with every reason.

    `policies` names the policies it is refused with, empty where it is refused with all of them.
    """

    option: Option
    target: str
    policies: tuple[str, ...]
    reasons: tuple[Reason, ...]


def refused_pairs(strategies: Iterable[StrategyResult]) -> tuple[Refused, ...]:
    """Return the refused pairs of option and target of all strategies of a workload.

    Only strategies of one protection are looked at: a pair is refused for what refuses its parts.
    """
    feasible: set[tuple[Option, str]] = set()
    found: dict[tuple[Option, str], list[StrategyResult]] = {}
    for result in strategies:
        if len(result.strategy.protections) != 1:
            continue
        protection = result.strategy.protections[0]
        pair = (protection.option, protection.target or "")
        if result.is_feasible:
            feasible.add(pair)
        else:
            found.setdefault(pair, []).append(result)
    return tuple(
        Refused(
            option=option,
            target=target,
            policies=_policies(results) if (option, target) in feasible else (),
            reasons=_blockers(results),
        )
        for (option, target), results in found.items()
    )


def refused_table(refused: Sequence[Refused], catalogue: Catalogue) -> None:
    """Show what is refused, a row per option and target, with every reason."""
    show(
        table(
            (
                Heading("Refused"),
                Heading("Target"),
                Heading("Why"),
                Heading("What would help"),
                Heading("Source"),
            ),
            (row for one in refused for row in _rows(one, catalogue)),
            label="Refused options and targets with all reasons",
            css="b-refused",
        )
    )


def reasons_list(reasons: Sequence[Reason], *, label: str) -> None:
    """Show reasons with their remedy and source."""
    show(
        table(
            (Heading("What to know"), Heading("What would help"), Heading("Source")),
            ((one.message, one.remedy, tag("span", one.source, css="b-small")) for one in reasons),
            label=label,
        )
    )


def _policies(results: Sequence[StrategyResult]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(result.strategy.protections[0].policy_text for result in results))


def _blockers(results: Sequence[StrategyResult]) -> tuple[Reason, ...]:
    blockers: dict[str, Reason] = {}
    for result in results:
        for reason in result.reasons:
            if reason.severity is Severity.BLOCKER:
                blockers.setdefault(reason.code, reason)
    return tuple(blockers.values())


def _rows(refused: Refused, catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    """Yield a row per reason; option and target stand in the first alone."""
    named = joined(
        tag("div", refused.target), tag("div", "; ".join(refused.policies), css="b-small")
    )
    for number, reason in enumerate(refused.reasons):
        yield (
            "" if number else catalogue.option(refused.option).title,
            "" if number else named,
            reason.message,
            reason.remedy,
            tag("span", reason.source, css="b-small"),
        )

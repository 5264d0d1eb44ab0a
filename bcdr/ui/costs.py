"""What protecting one workload costs, in words: components, and money by scenario against MTD."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bcdr.model.catalogue import Catalogue
from bcdr.model.results import AssignmentResult, Objectives, Outcome, WorkloadResult
from bcdr.model.units import format_hours, format_money, format_number
from bcdr.model.vocabulary import Coverage, Special
from bcdr.report.wording import listed

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine:
    """One component of the outlay in words: quantity x price = amount, and where the price is from.

    `price_note` has the id, source and date of the price, empty for what is money already.
    """

    component: str
    where: str
    quantity: str
    price: str
    amount: str
    price_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyLine:
    """One scenario: how often, what one event costs, and what that means per year.

    `per_year` are the events a workload answers for: its share of those that hit others with it.
    Money is None where it is not known. `mtd` says how the recovery time stands to the MTD.
    """

    scenario: str
    per_year: float
    today_event: float | None
    planned_event: float | None
    today_per_year: float | None
    planned_per_year: float | None
    today_mtd: str
    planned_mtd: str


BROKEN = "breaks the MTD"
KEPT = "within the MTD"
NOT_KNOWN = "not known"
NO_MTD = "no MTD given"


def cost_lines(lines: Sequence[Line], catalogue: Catalogue) -> tuple[CostLine, ...]:
    """Return the components of one workload under one assignment in words, the dearest first."""
    return tuple(
        CostLine(
            component=_title(str(line["component"])),
            where=str(line["target"]),
            quantity=f"{format_number(line['quantity'])} {line['unit']}",
            price=format_number(line["price"]) if line["price_id"] else "",
            amount=format_money(line["amount_per_year"], str(line["currency"])),
            price_note=_price_note(str(line["price_id"]), catalogue),
        )
        for line in sorted(lines, key=lambda line: -float(line["amount_per_year"]))
    )


def penalty_lines(
    result: WorkloadResult, frequencies: Sequence[float], catalogue: Catalogue
) -> tuple[PenaltyLine, ...]:
    """Return what every scenario in scope costs; `frequencies` are events per year in order."""
    return tuple(
        PenaltyLine(
            scenario=scenario.title,
            per_year=rate,
            today_event=now.event_cost,
            planned_event=then.event_cost,
            today_per_year=_product(rate, now.event_cost),
            planned_per_year=_product(rate, then.event_cost),
            today_mtd=_mtd(now, wanted),
            planned_mtd=_mtd(then, wanted),
        )
        for scenario, rate, now, then, wanted in zip(
            catalogue.scenarios,
            frequencies,
            result.today.outcomes,
            result.planned.outcomes,
            result.objectives,
            strict=True,
        )
        if scenario.in_scope
    )


def cost_claim(result: WorkloadResult, currency: str) -> str:
    """Return what the plan costs a year, beside what today costs."""
    planned, today = _total(result.planned), _total(result.today)
    said = f"Outlay and expected penalty with the plan: {format_money(planned, currency)} a year"
    if not result.today.protections or planned == today:
        return said
    more = "more" if planned > today else "less"
    return f"{said}, {format_money(abs(planned - today), currency)} {more} than today"


def worst_claim(lines: Sequence[PenaltyLine], currency: str) -> str:
    """Return the dearest event with the plan, and whether an MTD is broken."""
    known = [line for line in lines if line.planned_event is not None]
    if not known:
        return "What one event costs is not known"
    worst = max(known, key=lambda line: line.planned_event or 0.0)
    said = (
        f"The worst event with the plan costs {format_money(worst.planned_event, currency)}: "
        f"{worst.scenario[:1].lower()}{worst.scenario[1:]}"
    )
    broken = sum(line.planned_mtd == BROKEN for line in lines)
    if not broken:
        return said
    return f"{said}. {broken} of {len(lines)} scenarios break the MTD"


def _total(assigned: AssignmentResult) -> float:
    return assigned.cost.outlay_per_year + assigned.cost.expected_penalty_per_year


def _product(rate: float, event: float | None) -> float | None:
    return None if event is None else rate * event


def _mtd(outcome: Outcome, wanted: Objectives) -> str:
    """Return how a recovery time stands to the MTD."""
    if outcome.coverage in (Coverage.ACCEPTED, Coverage.OUT_OF_SCOPE):
        return ""
    mtd = wanted.mtd_hours
    if mtd is None:
        return NO_MTD
    if mtd is Special.NOT_APPLICABLE:
        return ""
    if outcome.coverage is Coverage.UNRECOVERABLE:
        return BROKEN
    if outcome.recovery_planning_hours is None:
        return NOT_KNOWN
    limit = 0.0 if isinstance(mtd, Special) else mtd
    return KEPT if outcome.recovery_planning_hours <= limit else BROKEN


def mtd_words(wanted: Sequence[Objectives]) -> str:
    """Return the MTDs that hold, in words."""
    found = dict.fromkeys(format_hours(one.mtd_hours, blank="") for one in wanted)
    given = [words for words in found if words]
    return f"The MTD is {listed(given)}." if given else "No MTD is given."


def _price_note(price_id: str, catalogue: Catalogue) -> str:
    if not price_id:
        return "a sum of money, no price"
    price = catalogue.price(price_id)
    return f"{price.id}: {price.source}, {price.date}"


def _title(component: str) -> str:
    words = component.replace("-", " ")
    return words[:1].upper() + words[1:]

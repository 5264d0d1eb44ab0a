"""Warnings of products: what they were tested for, and facts about them that age."""

import datetime
from typing import Final

import numpy as np

from bcdr.evaluate.axes import Codes, Flags
from bcdr.evaluate.blockers_support import (
    combination_on,
    names_product,
    replicates_by_default,
)
from bcdr.evaluate.case import Case, Ground, tabled
from bcdr.evaluate.cell import Cell, enumerated, fact_source, option_source
from bcdr.evaluate.inputs import YES
from bcdr.evaluate.protections import OPTIONS
from bcdr.evaluate.rules import rule
from bcdr.model.catalogue import Catalogue
from bcdr.model.entries import Fact
from bcdr.model.landscape import Target
from bcdr.model.units import format_number
from bcdr.model.vocabulary import Allowed, Confidence, Option, Origin, Severity

WARNING: Final = Severity.WARNING
NOTE: Final = Severity.NOTE
APPLIANCE_VMS: Final = "guest-replication-appliance-vms"
APPLIANCE_RATE: Final = "guest-replication-appliance-throughput"
FACT_AGE: Final = "fact-age-days"
NEVER: Final = datetime.date.max.toordinal()


def _opening_fact(catalogue: Catalogue, option: Option, target: Target) -> Fact | None:
    """Return the fact that somebody answered otherwise, and so opened what was refused."""
    said = combination_on(catalogue, option, target)
    if said is None:
        return None
    ids = (catalogue.target_kind(target.kind).opened_by, said.opened_by)
    facts = [catalogue.fact(id_) for id_ in ids if id_]
    return next((fact for fact in facts if fact.answer and fact.origin is Origin.GIVEN), None)


def _is_opened_by_product(catalogue: Catalogue, option: Option, target: Target) -> bool:
    said = combination_on(catalogue, option, target)
    if said is None or not names_product(target, option):
        return False
    lacks_hub = said.allowed is Allowed.IF_PROVIDER_HAS_HUB and target.has_hub is not True
    return said.allowed is Allowed.IF_VENDOR_SUPPORTS or lacks_hub


def _limits(catalogue: Catalogue, option: Option, target: Target) -> tuple[Fact, ...]:
    """Return the facts whose limits bound an option on a target where no product is named."""
    said = combination_on(catalogue, option, target)
    if said is None or said.allowed is Allowed.NO or names_product(target, option):
        return ()
    return tuple(catalogue.fact(id_) for id_ in catalogue.option(option).limits)


@tabled
def _is_opened(ground: Ground) -> Flags:
    """Return option x target where a product or another answer opens what is refused by default."""
    world, catalogue = ground.world, ground.catalogue
    return np.array(
        [
            [
                _is_opened_by_product(catalogue, option, target)
                or _opening_fact(catalogue, option, target) is not None
                for target in world.targets
            ]
            for option in OPTIONS
        ],
        dtype=bool,
    )


@tabled
def _oldest_fact(ground: Ground) -> Codes:
    """Return option x target the day of the oldest fact it rests on.

    One of low confidence is as old as can be.
    """
    world, catalogue = ground.world, ground.catalogue
    return np.array(
        [
            [
                min((_day(fact) for fact in _limits(catalogue, option, target)), default=NEVER)
                for target in world.targets
            ]
            for option in OPTIONS
        ],
        dtype=np.int64,
    )


def _day(fact: Fact) -> int:
    return 0 if fact.confidence is Confidence.LOW else fact.date.toordinal()


def _first_day(case: Case) -> int:
    """Return the earliest day a fact may have to be taken as it stands.

    Without a date to judge at, every day but that of a fact of low confidence will do.
    """
    if case.as_of is None:
        return 1
    return max(1, case.as_of.toordinal() - int(case.catalogue.value(FACT_AGE)))


def _dated_words(cell: Cell) -> tuple[str, str]:
    case, target, catalogue = cell.case, cell.target, cell.case.catalogue
    if _is_opened_by_product(catalogue, cell.option, target):
        return (
            f"{target.product} is named as supporting this at {target.name}; by default it is "
            "refused.",
            "Have the vendor confirm it in writing, with version and date.",
        )
    opened = _opening_fact(catalogue, cell.option, target)
    if opened is not None:
        return (
            f"{opened.id} is answered Yes as of {opened.date}; by default this is refused.",
            "Have the source confirmed in writing, with version and date.",
        )
    old = [
        fact for fact in _limits(catalogue, cell.option, target) if _day(fact) < _first_day(case)
    ]
    return (
        f"It rests on {enumerated([_aged(fact, case) for fact in old])}.",
        "Check the vendor's current limits, and put what has changed on the sheet Rules or "
        "Assumptions.",
    )


def _aged(fact: Fact, case: Case) -> str:
    if fact.confidence is Confidence.LOW or case.as_of is None:
        return f"{fact.id} of {fact.date} (low confidence)"
    age, limit = (case.as_of - fact.date).days, case.catalogue.value(FACT_AGE)
    return f"{fact.id} of {fact.date} ({age:,} days old, limit {format_number(limit)})"


def _dated_source(cell: Cell) -> str:
    opened = _opening_fact(cell.case.catalogue, cell.option, cell.target)
    limits = _limits(cell.case.catalogue, cell.option, cell.target)
    facts = [opened] if opened else [fact for fact in limits if _day(fact) < _first_day(cell.case)]
    return "; ".join(fact_source(fact) for fact in facts) or option_source(cell)


@rule("dated-fact", WARNING, _dated_source, _dated_words)
def dated_fact(case: Case) -> Flags:
    """Hold where a choice rests on a product, an answer, or a fact that is old or uncertain."""
    return case.where_pair(_is_opened(case) | (_oldest_fact(case) < _first_day(case)))


def _native_words(_cell: Cell) -> tuple[str, str]:
    return (
        "The application can replicate its own data, which the guidance prefers to software in "
        "the guest.",
        "Use native replication, or say why not.",
    )


@rule("native-preferred", NOTE, "P5: native replication where the application has it",
      _native_words)  # fmt: skip
def native_preferred(case: Case) -> Flags:
    """Hold where software in the guest would do what the application can do itself."""
    return case.has(Option.GUEST_REPLICATION) & (case.column("native_replication") == YES)


def _appliance_words(cell: Cell) -> tuple[str, str]:
    catalogue = cell.case.catalogue
    vms, rate = cell.given("vm_count"), cell.given("peak_change_mb_per_s")
    tested_vms = catalogue.fact(APPLIANCE_VMS).value
    tested_rate = catalogue.fact(APPLIANCE_RATE).value
    found = []
    if tested_vms is not None and vms > tested_vms:
        found.append(f"it has {format_number(vms)} VMs, tested were {format_number(tested_vms)}")
    if tested_rate is not None and rate > tested_rate:
        found.append(
            f"it changes up to {format_number(rate)} MB/s, tested were {format_number(tested_rate)}"
        )
    return (
        f"It is more than one appliance of Azure Site Recovery was tested with: "
        f"{enumerated(found)}.",
        "Plan several appliances, each with a vault of its own, and try them under load.",
    )


def _appliance_source(cell: Cell) -> str:
    return "; ".join(fact_source(cell.fact(id_)) for id_ in (APPLIANCE_VMS, APPLIANCE_RATE))


@rule("replication-appliance", WARNING,
      _appliance_source, _appliance_words)  # fmt: skip
def replication_appliance(case: Case) -> Flags:
    """Hold where one appliance of guest replication was never tested with as much."""
    vms, rate = (case.catalogue.fact(id_).value for id_ in (APPLIANCE_VMS, APPLIANCE_RATE))
    with np.errstate(invalid="ignore"):
        is_more = case.column("vm_count") > (np.inf if vms is None else vms)
        is_more |= case.column("peak_change_mb_per_s") > (np.inf if rate is None else rate)
    return case.where_pair(replicates_by_default(case)) & is_more

"""Money as the method says it: what each component of a protection costs, and what failures do."""

import math
from dataclasses import dataclass

from bcdr.model.entries import Scenario
from bcdr.model.landscape import Target
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import Family, Mode, Option, Scope, Standby
from tests.evaluate.reference_book import Book, Ground
from tests.evaluate.reference_copies import (
    chain,
    interval_of,
    kept_copies,
    retention_of,
    sent_gb,
    whole_gb,
)
from tests.evaluate.reference_needs import Needs

HOURS_PER_YEAR = 8760
MONTHS_PER_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one component takes in a year, and what one unit of it costs."""

    quantity: float
    price: float

    @property
    def amount(self) -> float:
        """Return money per year."""
        return self.quantity * self.price


def components(needs: Needs, protection: Protection, ground: Ground) -> dict[str, Price]:
    """Return every component of a protection's outlay by its name; nothing without a target."""
    targets = chain(protection, ground)
    if not targets:
        return {}
    book, first = ground.book, targets[0]
    interval = interval_of(protection, first, book) or 0.0
    return components_of(needs, protection, targets, interval, book)


def components_of(
    needs: Needs, protection: Protection, targets: list[Target], interval_hours: float, book: Book
) -> dict[str, Price]:
    """Return the components of copies made at an interval and resting at these targets in turn."""
    option = book.options[protection.option]
    is_backup = option.family is Family.BACKUP
    value = book.values
    groups = [book.kinds[item.kind].price_group for item in targets]
    data = needs.data_gb or 0.0
    every = targets[0].full_interval_hours
    stored = [_stored_gb(needs, protection, item, interval_hours, every, book) for item in targets]
    copies_per_year = HOURS_PER_YEAR / interval_hours if is_backup else 0.0
    share = {
        Standby.NONE: 0.0,
        Standby.RESERVED: value["reserved-standby-share"],
        Standby.FULL: 1.0,
    }[option.standby]
    drills = value["drills-per-year"]
    is_licensed = not is_backup and protection.option is not Option.ACTIVE_ACTIVE
    per_stop = (
        value["planned-stop-hours"]
        * needs.downtime_cost_per_hour
        * value["planned-stop-cost-share"]
    )
    staff = value["staff-hours-backup" if is_backup else "staff-hours-continuity"]
    return {
        "storage": Price(
            quantity=stored[0] * MONTHS_PER_YEAR, price=book.price("storage", groups[0])
        ),
        "storage-onward": Price(
            quantity=sum(stored[1:]) * MONTHS_PER_YEAR, price=book.price("storage", groups[-1])
        ),
        "instance-backup": Price(
            quantity=needs.vm_count * is_backup, price=book.price("instance-backup", groups[0])
        ),
        "instance-continuity": Price(
            quantity=needs.vm_count * is_licensed,
            price=book.price("instance-continuity", groups[0]),
        ),
        # What a drill restores leaves the target once.
        "traffic": Price(quantity=data * drills, price=book.price("traffic", groups[0])),
        "standby": Price(
            quantity=needs.vcpu * HOURS_PER_YEAR * share, price=book.price("standby", groups[0])
        ),
        "drills": Price(
            quantity=needs.vcpu * value["drill-hours"] * drills,
            price=book.price("standby", groups[0]),
        ),
        "staff": Price(
            quantity=staff
            + copies_per_year * value["staff-hours-per-copy"]
            + value["drill-staff-hours"] * drills,
            price=book.price("staff", groups[0]),
        ),
        # Paid in downtime and not at a price of the sheet.
        "planned-stops": Price(
            quantity=copies_per_year * per_stop if option.needs_stop else 0.0, price=1.0
        ),
    }


def _stored_gb(
    needs: Needs,
    protection: Protection,
    target: Target,
    interval_hours: float,
    full_interval_hours: float | None,
    book: Book,
) -> float:
    """Return GB at rest: full copies whole, and an increment for each other copy that is kept."""
    if protection.mode is not Mode.INTERVAL:
        # What replication leaves out on its way is there again where it arrives.
        return needs.data_gb or 0.0
    retention = retention_of(protection, target, book) or 0.0
    kept = kept_copies(retention, interval_hours)
    # Increments hang on the full copy before them: one more is held than the retention spans.
    fulls = 1 if full_interval_hours is None else 1 + math.floor(retention / full_interval_hours)
    increments = max(0, kept - fulls) * (sent_gb(needs, interval_hours, book) or 0.0)
    return fulls * whole_gb(needs, book) + increments


def frequency(needs: Needs, scenario: Scenario) -> float:
    """Return the events per year that one workload answers for.

    What hits one VM counts for each; what hits an application, or many at once, is shared by the
    workloads of the application that it hits.
    """
    if not scenario.in_scope:
        return 0.0
    if scenario.scope is Scope.VM:
        return scenario.frequency_per_year * needs.vm_count
    if scenario.scope is Scope.WORKLOAD:
        return scenario.frequency_per_year
    return scenario.frequency_per_year / needs.hit_together[scenario.id]

"""What clauses and rules of policy look at: one function each, which says what is known of it.

A function returns a range per group of workloads x strategy: unknown is a range, never a guess.
Its second argument holds the words that are wanted, for parameters that compare words.
"""

import datetime

import numpy as np

from bcdr.evaluate import target_tables as tables
from bcdr.evaluate.axes import Codes, Flags, Numbers, by_protection, by_scenario
from bcdr.evaluate.registry import parameter
from bcdr.evaluate.subject import Answer, Span, Subject, answers, certain, numbers_or_any
from bcdr.model.parameters import ISOLATION_RUNGS


def _of_copies(
    subject: Subject, copies: Span, span: Span, *lacks: tuple[str, Flags]
) -> Answer:  # fmt: skip
    """Return an answer about copies, with all that can leave it open."""
    there = copies.high > 0
    of_copies = tuple((name, blank & there) for name, blank in lacks)
    nowhere = ("Current target", subject.blank_target & there)
    return Answer(span=span, lacks=(*subject.lapses, nowhere, *of_copies))


def _of_sites(subject: Subject) -> tuple[tuple[str, Flags], ...]:
    return tuple(subject.lacking(name, blank) for name, blank in tables.site_lacks(subject.world))


@parameter(
    "rto_hours",
    needs="RTO",
    remedy="Choose a strategy that recovers faster, or prove the time by a drill.",
)
def rto_hours(subject: Subject, _: tuple[str, ...]) -> Answer:
    """Return the longest recovery time over the binding scenarios, at the planning percentile.

    What a test proves counts as measured, all else as modelled. Unrecoverable is an infinite time;
    a scenario of which nothing is known leaves the longest open above.
    """
    hours = subject.recovery()
    return Answer(span=hours.span, bits=hours.missing, is_per_workload=True)


@parameter("rpo_hours", needs="RPO", remedy="Copy more often, or replicate synchronously.")
def rpo_hours(subject: Subject, _: tuple[str, ...]) -> Answer:
    """Return the largest data loss over the binding scenarios."""
    hours = subject.loss()
    return Answer(span=hours.span, bits=hours.missing, is_per_workload=True)


@parameter(
    "backup_copies_min",
    needs="RPO",
    remedy="Copy the backup on to another target, or back up to a second one.",
)
def backup_copies_min(subject: Subject, _: tuple[str, ...]) -> Answer:
    """Return at how many places there is a backup copy, the live data not counted.

    Copies at one place are lost together, so a place counts once, however many points in time are
    kept there. A replica is no backup: what is deleted here is deleted there.
    """
    copies = subject.backup_copies
    target = subject.of_strategies(subject.target)
    flat = target.reshape(*target.shape[:2], -1)
    surely = subject.of_strategies(copies.low > 0).reshape(flat.shape)
    maybe = subject.of_strategies(copies.high > 0).reshape(flat.shape)
    somewhere = (maybe & (flat < 0)).any(axis=-1)
    high = np.where(somewhere, np.inf, _distinct(flat, maybe))
    return _of_copies(subject, copies, Span(_distinct(flat, surely), high))


def _distinct(target: Codes, is_there: Flags) -> Numbers:
    """Return how many different targets there are along the last axis."""
    count = np.zeros(target.shape[:-1])
    for slot in range(target.shape[-1]):
        here = is_there[..., slot] & (target[..., slot] >= 0)
        before = is_there[..., :slot] & (target[..., :slot] == target[..., slot : slot + 1])
        count += here & ~before.any(axis=-1)
    return count


@parameter(
    "copies_min",
    needs="RPO",
    remedy="Copy the backup on to another target, or back up to a second one.",
)
def copies_min(subject: Subject, wanted: tuple[str, ...]) -> Answer:
    """Return how many copies of the data there are: the live data and its backup copies.

    This is how the rule of 3-2-1 counts: three copies are the data itself and two backups
    (US-CERT, Data Backup Options, 2012). Replicas are left out, as they keep no history.
    """
    backups = backup_copies_min(subject, wanted)
    span = Span(backups.span.low + 1.0, backups.span.high + 1.0)
    return Answer(span=span, lacks=backups.lacks)


@parameter(
    "backup_interval_hours",
    needs="RPO",
    remedy="Back up more often; a replica does not count as a backup.",
)
def backup_interval_hours(subject: Subject, _: tuple[str, ...]) -> Answer:
    """Return the time between backups: of several the shortest, without any it is infinite."""
    given = by_protection(subject.protections.interval_hours)
    at = np.maximum(subject.target[..., 0], 0)
    interval = np.maximum(given, subject.world.shortest_interval_hours[at])[..., None]
    copies = subject.backup_copies
    blank = np.broadcast_to(
        np.isnan(interval), np.broadcast_shapes(interval.shape, at[..., None].shape)
    )
    return _of_copies(
        subject, copies, subject.least(copies, numbers_or_any(interval)),
        ("Current interval", blank),
    )  # fmt: skip


@parameter(
    "full_interval_hours",
    needs="RPO",
    remedy="Have the target take a full copy more often, and say so under Full copy every.",
)
def full_interval_hours(subject: Subject, _: tuple[str, ...]) -> Answer:
    """Return the time between full backups; where nobody said how often, it is not known.

    A blank means incremental for ever to the computation of times. To a clause that asks for full
    copies it is no statement, so it neither passes nor fails.
    """
    given = [target.full_interval_hours for target in subject.world.targets]
    every = np.array([[np.nan if hours is None else hours for hours in given]])
    copies = subject.backup_copies
    return _of_copies(
        subject, copies, subject.least(copies, subject.at_target(numbers_or_any(every), np.inf)),
        subject.lacking("Full copy every", np.asarray(np.isnan(every))),
    )  # fmt: skip


@parameter("site_distance_km", needs="RTO", remedy="Use a target that lies farther away.")
def site_distance_km(subject: Subject, _: tuple[str, ...]) -> Answer:
    """Return how far the farthest copy lies from the Hub, replicas included; 0 without any."""
    table = tables.distance_km(subject.world)
    copies = subject.every_copy
    return _of_copies(
        subject, copies, subject.most(copies, subject.at_target(table, np.inf)),
        subject.lacking("Distance (km)", np.logical_not(table.is_known)),
    )  # fmt: skip


@parameter("offsite", needs="RPO", remedy="Keep a backup copy at another site than the Hub's.")
def offsite(subject: Subject, _: tuple[str, ...]) -> Answer:
    """Return whether a backup copy lies at another site than the Hub."""
    copies = subject.backup_copies
    table = tables.elsewhere(subject.world)
    span = subject.any_of(copies, subject.at_target(table))
    return _of_copies(subject, copies, span, *_of_sites(subject))


@parameter(
    "distinct_risk_profile",
    needs="RTO",
    remedy="Use a target with other hazards, power grid and provider, and say so under "
    "Own risk profile.",
)
def distinct_risk_profile(subject: Subject, _: tuple[str, ...]) -> Answer:
    """Return whether a copy, backup or replica, lies where the hazards are others."""
    copies = subject.every_copy
    table = tables.own_risk_profile(subject.world)
    span = subject.any_of(copies, subject.at_target(table))
    return _of_copies(
        subject, copies, span, subject.lacking("Own risk profile", np.logical_not(table.is_known))
    )  # fmt: skip


def _place(subject: Subject, fits: Span) -> Span:
    """Return for every copy whether the workload can run again at a place that fits.

    What replicates runs at its target. A backup can be brought back at every place that a known
    link joins it to.
    """
    world = subject.world
    kinds = world.options.is_continuity
    replicates = (subject.option >= 0) & kinds[np.maximum(subject.option, 0)]
    here = subject.at_target(
        Span(fits.low * tables.is_place(world), fits.high * tables.is_place(world))
    )
    there = subject.at_target(
        tables.place_from_copy(world, fits, only_built=subject.only_built)
    )  # fmt: skip
    by_slot = replicates[..., None]
    return Span(np.where(by_slot, here.low, there.low), np.where(by_slot, here.high, there.high))


def _link_lacks(subject: Subject) -> tuple[str, Flags]:
    is_blank = np.isnan(subject.world.link[:, :, 2:])
    return subject.lacking("Link (Mbit/s)", np.logical_or.reduce(is_blank, axis=2))


@parameter(
    "alternate_site",
    needs="RTO",
    remedy="Choose a strategy with a place to run at another site, such as a second Hub.",
)
def alternate_site(subject: Subject, _: tuple[str, ...]) -> Answer:
    """Return whether the workload can run at another site, from a copy that is not at the Hub's."""
    copies = subject.every_copy
    table = tables.elsewhere(subject.world)
    span = subject.any_of(copies & subject.at_target(table), _place(subject, table))
    return _of_copies(subject, copies, span, *_of_sites(subject), _link_lacks(subject))


@parameter(
    "redundancy",
    needs="RTO",
    remedy="Deploy it twice, or choose a strategy with a second place to run, such as another Hub.",
)
def redundancy(subject: Subject, _: tuple[str, ...]) -> Answer:
    """Return whether there is a second capacity to run on: a set of VMs, or another place.

    The spare nodes of the Hub itself do not count: they are the same for every strategy.
    """
    copies = subject.every_copy
    off_hub = answers(1 - tables.is_on_hub(subject.world).astype(int))
    place = subject.any_of(copies & subject.at_target(off_hub), _place(subject, off_hub))
    return _of_copies(subject, copies, place | certain(subject.is_set), _link_lacks(subject))


@parameter(
    "retention_defined",
    needs="RPO",
    remedy="Back it up with a retention that is set.",
)
def retention_defined(subject: Subject, _: tuple[str, ...]) -> Answer:
    """Return whether there is a backup, and every one says how long its copies are kept."""
    copies = subject.backup_copies
    kept = by_protection(subject.protections.retention_hours)[..., None]
    shape = np.broadcast_shapes(kept.shape, subject.target.shape)
    is_blank = np.broadcast_to(np.isnan(kept), shape)
    anything = Span(np.ones(shape), np.ones(shape))
    blank = subject.any_of(copies, Span(np.zeros(shape), is_blank.astype(float)))
    span = subject.any_of(copies, anything) & ~blank
    return _of_copies(subject, copies, span, ("Retention (days)", is_blank))


@parameter(
    "isolation",
    needs="RPO",
    remedy="Keep a backup copy that is farther out of reach: off the Hub, isolated or immutable.",
)
def isolation(subject: Subject, _: tuple[str, ...]) -> Answer:
    """Return how far the backup copy that is most out of reach is so, as the rank of its rung."""
    copies = subject.backup_copies
    table = tables.isolation_ranks(subject.world)
    lacks = [subject.lacking(name, at) for name, at in tables.isolation_lacks(subject.world)]
    span = subject.most(copies, subject.at_target(table, float(len(ISOLATION_RUNGS))))
    return _of_copies(subject, copies, span, *lacks)


@parameter(
    "residency",
    remedy="Use targets in an allowed country, copies that are sent on included.",
)
def residency(subject: Subject, wanted: tuple[str, ...]) -> Answer:
    """Return whether every copy lies, and every replica would run, in one of these jurisdictions.

    Copies sent on count too. Where a backup may be brought back is kept to the jurisdictions that
    the workload itself allows.
    """
    copies = subject.every_copy
    table = tables.residency(subject.world, wanted)
    outside = subject.any_of(copies, ~subject.at_target(table))
    return _of_copies(
        subject, copies, ~outside,
        subject.lacking("Jurisdiction of the target", np.logical_not(table.is_known)),
    )  # fmt: skip


@parameter(
    "objectives",
    depends_on_strategy=False,
    remedy="Fill in the objective.",
)
def objectives(subject: Subject, wanted: tuple[str, ...]) -> Answer:
    """Return whether the objectives are defined; a blank is not known to be undefined.

    Not applicable is a definition. The tier's own MTD is an assumption and does not count.
    """
    inputs = subject.inputs
    blank = {
        "RTO": np.isnan(by_scenario(inputs.rto_hours)),
        "RPO": np.isnan(by_scenario(inputs.rpo_hours)),
        "MTD": ~by_scenario(inputs.mtd_is_given),
    }
    lacks = tuple((name, _rows(blank[name].any(axis=1), subject.count)) for name in wanted)
    defined = ~np.any([where for _, where in lacks], axis=0).reshape(-1, 1)
    span = Span(defined.astype(float), np.ones(defined.shape))
    return Answer(span=span, lacks=lacks, is_per_workload=True)


def _rows(flags: Flags, count: int) -> Flags:
    return np.broadcast_to(flags, (count,))


@parameter(
    "test_interval_months",
    depends_on_strategy=False,
    remedy="Test the recovery, and note the date under Last test.",
)
def months_since_test(subject: Subject, _: tuple[str, ...]) -> Answer:
    """Return how long ago recovery was last tried, in months."""
    ages = np.array(
        [[_months(tested, subject.as_of)] for tested in subject.last_tests()], dtype=float
    )
    return _of_tests(ages, numbers_or_any(ages))


@parameter(
    "restore_test",
    depends_on_strategy=False,
    remedy="Test the recovery, and note the date under Last test.",
)
def restore_test(subject: Subject, _: tuple[str, ...]) -> Answer:
    """Return whether recovery was ever tried; without a date nobody knows."""
    ages = np.array(
        [[_months(tested, subject.as_of)] for tested in subject.last_tests()], dtype=float
    )
    known = (~np.isnan(ages)).astype(float)
    return _of_tests(ages, Span(known, np.ones(ages.shape)))


def _of_tests(ages: Numbers, span: Span) -> Answer:
    return Answer(
        span=span, lacks=(("Last test", np.isnan(ages[:, 0])),), is_per_workload=True
    )  # fmt: skip


def _months(tested: datetime.date | None, as_of: datetime.date) -> float:
    """Return calendar months between two dates, NaN without a date or with one to come."""
    if tested is None or tested > as_of:
        return float("nan")
    months = (as_of.year - tested.year) * 12 + as_of.month - tested.month
    return months + (as_of.day - tested.day) / 31.0

"""Copies and data loss as the method says them: levels, lags, how far back they reach."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bcdr.model.entries import Scenario
from bcdr.model.landscape import Target
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import Family, Mode, Option
from tests.evaluate.reference_book import Answer, Book, Ground, all_of
from tests.evaluate.reference_needs import Needs


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of copies: hours between them, before they are sent and until they are there.

    Every `full_interval_hours` a full copy takes the place of an increment and is on its way for
    `full_hours`; None where copies are incremental for ever.
    """

    interval_hours: float
    hold_hours: float
    propagation_hours: float
    kept_copies: int
    full_hours: float = 0.0
    full_interval_hours: float | None = None


def longest_interval(levels: Sequence[Level]) -> float:
    """Return the largest time between copies up to the last level."""
    return max(item.interval_hours for item in levels)


def least_lag(levels: Sequence[Level]) -> float:
    """Return the least age of the newest copy at the last level."""
    return sum(item.hold_hours + item.propagation_hours for item in levels)


def oldest(levels: Sequence[Level]) -> float:
    """Return how far back the copies of the last level reach."""
    return least_lag(levels) + (levels[-1].kept_copies - 1) * longest_interval(levels)


def full_delay(levels: Sequence[Level]) -> float:
    """Return how much longer than an increment a full copy is on its way to the last level."""
    return sum(max(0.0, item.full_hours - item.propagation_hours) for item in levels)


def mean_full_delay(levels: Sequence[Level]) -> float:
    """Return the hours that full copies add to the age of the newest copy, averaged over time.

    While a full copy is in flight it waits to be there itself, and so does every increment that
    comes due; each of them puts the newest copy one interval further back for as long as it waits.
    """
    every, interval = levels[0].full_interval_hours, longest_interval(levels)
    if every is None:
        return 0.0
    waiting, left = 0.0, full_delay(levels)
    while left > 0:
        waiting += left
        left -= interval
    return interval * waiting / every


def worst_loss(levels: Sequence[Level], noticed_after_hours: float) -> float:
    """Return the worst loss of a return to that long ago, from the last level."""
    interval = longest_interval(levels)
    lag = least_lag(levels) + full_delay(levels)
    return max(interval, lag + interval - noticed_after_hours)


def mean_loss(levels: Sequence[Level], noticed_after_hours: float) -> float:
    """Return the mean loss of a return to that long ago, from the last level."""
    half = longest_interval(levels) / 2
    return max(half, least_lag(levels) + mean_full_delay(levels) + half - noticed_after_hours)


def kept_copies(retention_hours: float, interval_hours: float) -> int:
    """Return how many copies are held; at least one, and of a mirror without points just one."""
    return 1 if interval_hours == 0 else max(1, math.floor(retention_hours / interval_hours))


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One copy of a protection, the last of its levels; `levels` is None where one is not known.

    `reach_hours` is how far back it goes; `catches_up` is False where it falls ever further
    behind.
    """

    target: Target
    levels: tuple[Level, ...] | None
    interval_hours: float | None
    reach_hours: float | None
    catches_up: Answer
    is_supported: bool


def chain(protection: Protection, ground: Ground) -> list[Target]:
    """Return the target, and the one its backups are copied on to."""
    if protection.target is None:
        return []
    first = ground.targets[protection.target]
    if ground.book.options[protection.option].family is Family.BACKUP and first.copies_to:
        return [first, ground.targets[first.copies_to]]
    return [first]


def interval_of(protection: Protection, target: Target, book: Book) -> float | None:
    """Return hours between copies: what the policy says, but no less than the target can."""
    if protection.mode is Mode.SYNCHRONOUS:
        return 0.0
    if book.options[protection.option].family is Family.CONTINUITY:
        return book.values["consistency-interval-hours"]
    if protection.interval_hours is None:
        return None
    return max(protection.interval_hours, target.shortest_interval_hours or 0.0)


def retention_of(protection: Protection, target: Target, book: Book) -> float | None:
    """Return hours that copies are kept at a target."""
    limit = math.inf if target.history_days is None else target.history_days * 24
    if book.options[protection.option].family is Family.CONTINUITY:
        return min(book.options[protection.option].history_hours or 0.0, limit)
    return None if protection.retention_days is None else min(protection.retention_days * 24, limit)


def sent_gb(needs: Needs, interval_hours: float, book: Book) -> float | None:
    """Return GB of one incremental backup after reduction."""
    if needs.data_gb is None:
        return None
    changed = min(1.0, needs.daily_change_share * interval_hours / 24)
    return needs.data_gb * changed * (1 - book.values["backup-reduction-share"])


def whole_gb(needs: Needs, book: Book) -> float:
    """Return GB of one full backup after reduction."""
    return (needs.data_gb or 0.0) * (1 - book.values["backup-reduction-share"])


def copies_of(needs: Needs, protection: Protection, ground: Ground) -> list[Copy]:
    """Return the copies of one protection, each with the levels before it."""
    targets = chain(protection, ground)
    if not targets:
        return []
    if ground.book.options[protection.option].family is Family.CONTINUITY:
        return [_stream(needs, protection, targets[0], ground)]
    return _backups(needs, protection, targets, ground)


def _arrival(needs: Needs, target: Target, ground: Ground) -> float | None:
    link, write = ground.link_in(needs.hub, target), ground.of_kind(target, "write_mb_per_s")
    if link is None or write is None:
        return None
    return min(link / 8 * ground.book.values["link-efficiency"], write)


def _stream(needs: Needs, protection: Protection, target: Target, ground: Ground) -> Copy:
    book = ground.book
    rate = _arrival(needs, target, ground)
    left = 1 - book.values["replication-reduction-share"]
    headroom = 1 + book.values["churn-headroom-share"]
    catches_up: Answer = None
    if not needs.keeps_data and protection.option is Option.ACTIVE_ACTIVE:
        catches_up = True
    elif protection.mode is Mode.SYNCHRONOUS and needs.peak_change_mb_per_s is not None:
        # Every write waits for the far side, the busiest ones too.
        catches_up = None if rate is None else needs.peak_change_mb_per_s * left <= rate
    elif needs.data_gb is not None and rate is not None:
        change = needs.data_gb * needs.daily_change_share * 1000 / 86400 * left
        catches_up = change * headroom <= rate
    lag: float | None = None
    if protection.mode is Mode.SYNCHRONOUS:
        lag = 0.0
    elif needs.peak_change_mb_per_s is not None and rate is not None:
        backlog = needs.peak_change_mb_per_s * left * headroom / rate - 1
        lag = book.values["burst-hours"] * max(0.0, backlog)
    interval = interval_of(protection, target, book) or 0.0
    kept = kept_copies(retention_of(protection, target, book) or 0.0, interval)
    level = Level(
        interval_hours=interval, hold_hours=0.0, propagation_hours=lag or 0.0, kept_copies=kept
    )
    return Copy(
        target=target,
        levels=None if lag is None else (level,),
        interval_hours=interval,
        # A stream is behind only in a burst: a mirror keeps no history, however late it may be.
        reach_hours=(kept - 1) * interval,
        catches_up=catches_up,
        is_supported=book.is_supported(protection.option, target),
    )


def _backups(
    needs: Needs, protection: Protection, targets: list[Target], ground: Ground
) -> list[Copy]:
    book = ground.book
    interval = interval_of(protection, targets[0], book)
    copies: list[Copy] = []
    levels: tuple[Level, ...] | None = ()
    catches_up: Answer = True
    for number, target in enumerate(targets):
        rate, retention = _arrival(needs, target, ground), retention_of(protection, target, book)
        sent = None if interval is None else sent_gb(needs, interval, book)
        if interval is None or sent is None or rate is None:
            levels, catches_up = None, all_of(catches_up, None)
        else:
            hours, every = sent * 1000 / rate / 3600, targets[0].full_interval_hours
            full = 0.0 if every is None else whole_gb(needs, book) * 1000 / rate / 3600
            in_time = hours <= interval * (1 + 1e-9) and (every is None or full <= every)
            catches_up = all_of(catches_up, in_time)
            level = Level(
                # What is copied on leaves as soon as it is there.
                interval_hours=interval if number == 0 else 0.0,
                hold_hours=book.values["backup-hold-hours"] if number == 0 else 0.0,
                propagation_hours=hours,
                kept_copies=kept_copies(retention or 0.0, interval),
                full_hours=full,
                full_interval_hours=every,
            )
            levels = None if levels is None else (*levels, level)
        copies.append(
            Copy(
                target=target,
                levels=levels,
                interval_hours=interval,
                reach_hours=None if levels is None or retention is None else oldest(levels),
                catches_up=catches_up,
                # What an unsupported way has copied is no better where it is copied on to.
                is_supported=book.is_supported(protection.option, targets[0]),
            )
        )
    return copies


def reach_of(copy: Copy, noticed_after_hours: float) -> Answer:
    """Return whether a copy goes back to before the damage."""
    if noticed_after_hours == 0:
        return True
    return None if copy.reach_hours is None else noticed_after_hours <= copy.reach_hours


def is_usable(copy: Copy, needs: Needs, scenario: Scenario, ground: Ground) -> Answer:
    """Return whether a copy is there and good in a scenario."""
    target = copy.target
    is_protected: Answer = True
    if scenario.needs_protected_copy and not (target.is_immutable or target.is_isolated):
        blank = target.is_immutable is None or target.is_isolated is None
        is_protected = None if blank else False
    said = all_of(
        ground.survives(needs.hub, target, scenario),
        is_protected,
        reach_of(copy, scenario.noticed_after_hours),
    )
    if said is False:
        return False
    return said if copy.is_supported and copy.interval_hours is not None else None


def loss_of(copy: Copy, needs: Needs, scenario: Scenario) -> tuple[float, float] | None:
    """Return worst and mean loss in a scenario, None where they are not known."""
    if not needs.keeps_data:
        return 0.0, 0.0
    if copy.levels is None or copy.catches_up is not True:
        return None
    noticed = scenario.noticed_after_hours
    return worst_loss(copy.levels, noticed), mean_loss(copy.levels, noticed)

"""Protections as arrays: the same call judges what may be chosen and what exists today."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import product
from typing import Final

import numpy as np

from bcdr.evaluate.axes import PROTECTION, WORKLOAD, Codes, Flags, Numbers, along
from bcdr.model.catalogue import Catalogue
from bcdr.model.landscape import Landscape
from bcdr.model.portfolio import Workload
from bcdr.model.strategy import Protection, Strategy
from bcdr.model.vocabulary import Allowed, Family, Mode, Option

OPTIONS: Final = tuple(Option)
MODES: Final = tuple(Mode)
BLANK: Final = -1
EMPTY: Final = -2
"""Option code of a slot that holds no protection at all."""

_OPTION_CODE: Final = {option: code for code, option in enumerate(OPTIONS)}
_MODE_CODE: Final = {mode: code for code, mode in enumerate(MODES)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionArrays:
    """Protections along the protection axis, the same for all workloads or one row for each.

    `option`, `target` and `mode` are codes, -1 where blank; `option` is -2 in an empty slot.
    Hours are NaN where blank.
    """

    option: Codes
    target: Codes
    mode: Codes
    interval_hours: Numbers
    retention_hours: Numbers

    @property
    def is_shared(self) -> bool:
        """Return whether all workloads have the same list."""
        return bool(self.option.shape[WORKLOAD] == 1)

    def take(self, rows: Codes) -> "ProtectionArrays":
        """Return the protections of these workloads; a shared list is the same for all."""
        if self.is_shared:
            return self
        return ProtectionArrays(
            **{item.name: getattr(self, item.name)[..., rows] for item in fields(self)}
        )

    def has(self, *options: Option) -> Flags:
        """Return where the protection is one of these options."""
        found = self.option == _OPTION_CODE[options[0]]
        for option in options[1:]:
            found = found | (self.option == _OPTION_CODE[option])
        return np.asarray(found)

    def in_mode(self, mode: Mode) -> Flags:
        """Return where copies are made in a mode."""
        return np.asarray(self.mode == _MODE_CODE[mode])


def protection_arrays(
    protections: Sequence[Sequence[Protection]], landscape: Landscape, *, shared: bool
) -> ProtectionArrays:
    """Return rows of protections as arrays, filled up with empty slots.

    With `shared`, there is one row, which holds for every workload.
    """
    codes = {target.name: code for code, target in enumerate(landscape.targets)}
    width = max((len(row) for row in protections), default=0) or 1
    shape = (len(protections), width)
    option = np.full(shape, EMPTY, dtype=np.int64)
    target = np.full(shape, BLANK, dtype=np.int64)
    mode = np.full(shape, _MODE_CODE[Mode.NONE], dtype=np.int64)
    interval, retention = np.full(shape, np.nan), np.full(shape, np.nan)
    for row, slots in enumerate(protections):
        for column, item in enumerate(slots):
            option[row, column] = _OPTION_CODE[item.option]
            target[row, column] = codes.get(item.target or "", BLANK)
            mode[row, column] = _MODE_CODE[item.mode]
            interval[row, column] = np.nan if item.interval_hours is None else item.interval_hours
            if item.retention_days is not None:
                retention[row, column] = item.retention_days * 24.0
    if shared and len(protections) != 1:
        raise ValueError(f"{len(protections)} rows cannot be shared; give one")
    return ProtectionArrays(
        option=along(option, WORKLOAD, PROTECTION),
        target=along(target, WORKLOAD, PROTECTION),
        mode=along(mode, WORKLOAD, PROTECTION),
        interval_hours=along(interval, WORKLOAD, PROTECTION),
        retention_hours=along(retention, WORKLOAD, PROTECTION),
    )


def today_arrays(workloads: Sequence[Workload], landscape: Landscape) -> ProtectionArrays:
    """Return what each workload has today; a workload that says nothing has one blank slot."""
    codes = {target.name: code for code, target in enumerate(landscape.targets)}
    width = max((len(item.current) for item in workloads), default=0) or 1
    shape = (len(workloads), width)
    option = np.full(shape, EMPTY, dtype=np.int64)
    target, mode = np.full(shape, BLANK, dtype=np.int64), np.full(shape, BLANK, dtype=np.int64)
    interval, retention = np.full(shape, np.nan), np.full(shape, np.nan)
    for row, workload in enumerate(workloads):
        if not workload.current:
            option[row, 0] = BLANK
        for column, item in enumerate(workload.current):
            option[row, column] = BLANK if item.option is None else _OPTION_CODE[item.option]
            target[row, column] = codes.get(item.target or "", BLANK)
            mode[row, column] = BLANK if item.mode is None else _MODE_CODE[item.mode]
            if item.interval_hours is not None:
                interval[row, column] = item.interval_hours
            if item.retention_days is not None:
                retention[row, column] = item.retention_days * 24.0
    return ProtectionArrays(
        option=along(option, WORKLOAD, PROTECTION),
        target=along(target, WORKLOAD, PROTECTION),
        mode=along(mode, WORKLOAD, PROTECTION),
        interval_hours=along(interval, WORKLOAD, PROTECTION),
        retention_hours=along(retention, WORKLOAD, PROTECTION),
    )


def today_protections(workload: Workload) -> tuple[Protection, ...]:
    """Return what a workload has today in the form of protections, blanks left out."""
    return tuple(
        Protection(
            option=item.option,
            target=item.target,
            mode=item.mode or Mode.INTERVAL,
            interval_hours=item.interval_hours,
            retention_days=item.retention_days,
        )
        for item in workload.current
        if item.option is not None
    )


def possible_protections(landscape: Landscape, catalogue: Catalogue) -> tuple[Protection, ...]:
    """Return every option on every target with every policy offered for it.

    Targets that exist come before those to build, so that ties go to what is there.
    """
    targets = sorted(landscape.targets, key=lambda target: target.is_to_build)
    protections = [Protection(option=Option.NO_RECOVERY, target=None, mode=Mode.NONE)]
    for option in OPTIONS:
        if option is Option.NO_RECOVERY:
            continue
        policies = [policy for policy in catalogue.policies if option in policy.options]
        protections += [
            Protection(
                option=option,
                target=target.name,
                mode=policy.mode,
                interval_hours=policy.interval_hours,
                retention_days=policy.retention_days,
            )
            for target, policy in product(targets, policies)
        ]
    return tuple(protections)


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyList:
    """All strategies over a list of protections; `first` and `second` index into it.

    `second` equals `first` for a strategy of one protection.
    """

    protections: tuple[Protection, ...]
    first: Codes
    second: Codes

    def __len__(self) -> int:
        """Return the number of strategies."""
        return len(self.first)

    def strategy(self, position: int) -> Strategy:
        """Return one strategy."""
        one, other = int(self.first[position]), int(self.second[position])
        pair = (self.protections[one],)
        return Strategy(pair if one == other else (*pair, self.protections[other]))

    def position(self, strategy: Strategy) -> int | None:
        """Return where a strategy stands in the list, None where it does not."""
        codes = {item: code for code, item in enumerate(self.protections)}
        wanted = [codes.get(item) for item in strategy.protections]
        if not wanted or None in wanted:
            return None
        found = np.flatnonzero((self.first == wanted[0]) & (self.second == wanted[-1]))
        return int(found[0]) if found.size else None


def all_strategies(landscape: Landscape, catalogue: Catalogue) -> StrategyList:
    """Return every single protection, then every pair of continuity and backup.

    Pairs are made only of protections whose option goes with the kind of target at all, or may
    where a product or provider supports it; the refused ones stand alone with their reasons.
    """
    protections = possible_protections(landscape, catalogue)
    kinds = {target.name: target.kind for target in landscape.targets}
    families: dict[Family, list[int]] = {family: [] for family in Family}
    for position, item in enumerate(protections):
        if item.target is None:
            continue
        said = catalogue.combination(item.option, kinds[item.target])
        if (
            said.allowed is not Allowed.NO
            and catalogue.target_kind(kinds[item.target]).is_supported
        ):
            families[catalogue.option(item.option).family].append(position)
    singles = np.arange(len(protections))
    pairs = np.array(
        list(product(families[Family.CONTINUITY], families[Family.BACKUP])), dtype=np.int64
    ).reshape(-1, 2)
    return StrategyList(
        protections=protections,
        first=np.concatenate([singles, pairs[:, 0]]),
        second=np.concatenate([singles, pairs[:, 1]]),
    )

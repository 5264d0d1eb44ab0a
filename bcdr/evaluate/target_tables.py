"""What is known of each target as seen from each Hub, for clauses: Hub x target, as ranges."""

from collections.abc import Callable, Iterable
from typing import Final

import numpy as np

from bcdr.evaluate.axes import Flags
from bcdr.evaluate.subject import Span, answers, numbers_or_any
from bcdr.evaluate.world import CLOUD_KINDS, NO, ON_HUB_KINDS, UNKNOWN, YES, World
from bcdr.model.landscape import Hub, Target
from bcdr.model.parameters import ISOLATION_RUNGS
from bcdr.model.vocabulary import TargetKind

_RANK: Final = {rung: rank for rank, rung in enumerate(ISOLATION_RUNGS, start=1)}
_OFFLINE: Final = _RANK["offline"]


def _table(
    world: World, judge: Callable[[Hub, Target], float]
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.array(
        [[judge(hub, target) for target in world.targets] for hub in world.hubs], dtype=float
    ).reshape(len(world.hubs), len(world.targets))


def is_on_hub(world: World) -> Flags:
    """Return where a target stands on the Hub itself, or is that Hub."""
    return _table(world, _stands_on).astype(bool)


def _stands_on(hub: Hub, target: Target) -> bool:
    if target.kind not in ON_HUB_KINDS:
        return False
    if target.hub is None:
        return target.kind is not TargetKind.SECOND_HUB
    return target.hub == hub.name


def elsewhere(world: World) -> Span:
    """Return where a target is at another site than the Hub; what stands on the Hub is not."""
    other = np.where(world.is_near == UNKNOWN, UNKNOWN, 1 - world.is_near)
    return answers(np.where(is_on_hub(world), NO, other))


def site_lacks(world: World) -> tuple[tuple[str, Flags], ...]:
    """Return for each input to ask for where it leaves open whether a site is another one."""
    unknown = (world.is_near == UNKNOWN) & ~is_on_hub(world)
    no_hub = np.array([[not hub.name] for hub in world.hubs])
    no_site = np.array([[hub.site is None] for hub in world.hubs])
    blank = np.array([[target.site is None for target in world.targets]])
    return (
        ("Hub", unknown & no_hub),
        ("Site of the Hub", unknown & no_site & ~no_hub),
        ("Site of the target", unknown & blank),
    )


def own_risk_profile(world: World) -> Span:
    """Return where a target has hazards, grid and provider of its own; at one site it has not."""
    said = np.array([_code(target.has_own_risk_profile) for target in world.targets])
    shared = is_on_hub(world) | (world.is_near == YES)
    return answers(np.where(shared, NO, said))


def distance_km(world: World) -> Span:
    """Return how far a target lies from the Hub: 0 at its site, anything where nobody said."""
    said = np.array(
        [np.nan if t.distance_km is None else t.distance_km for t in world.targets], dtype=float
    )
    shared = is_on_hub(world) | (world.is_near == YES)
    return numbers_or_any(np.where(shared & np.isnan(said), 0.0, said))


def _code(answer: bool | None) -> int:
    return UNKNOWN if answer is None else int(answer)


def isolation_ranks(world: World) -> Span:
    """Return how far a copy is out of reach, as the rank of its rung; 0 is none.

    A copy on the Hub itself is on the same media and network, under the same administrators,
    whatever else is said of it. Off the Hub it is on media of its own; in another site or cloud
    also on a network of its own. A target out of reach of the Hub's administrators is physically
    and logically apart, and they cannot tamper with it. Where nobody can change or delete a copy
    early it is immutable. Nothing tells whether it is offline, so that stays open.
    """
    reach = [[_rank(hub, target, near) for target, near in zip(world.targets, row, strict=True)]
             for hub, row in zip(world.hubs, world.is_near, strict=True)]  # fmt: skip
    ranks = np.array(reach, dtype=float).reshape(len(world.hubs), len(world.targets), 2)
    return Span(ranks[..., 0], ranks[..., 1])


def _rank(hub: Hub, target: Target, near: int) -> tuple[int, int]:
    if _stands_on(hub, target):
        return 0, 0
    media, network = _RANK["separate media"], _RANK["separate network"]
    if target.kind is TargetKind.IN_RACK:
        return media, media
    if target.is_immutable:
        return _RANK["immutable"], _OFFLINE
    apart = near == NO or target.kind in CLOUD_KINDS
    low = network if apart else media
    high = network if apart or near == UNKNOWN else media
    if target.is_isolated:
        low = high = _RANK["tamper-protected"]
    elif target.is_isolated is None:
        high = _RANK["tamper-protected"]
    return low, _OFFLINE if target.is_immutable is None else high


def isolation_lacks(world: World) -> tuple[tuple[str, Flags], ...]:
    """Return for each input to ask for where its lack leaves the rung of isolation open."""
    off_hub = ~is_on_hub(world) & np.array(
        [t.kind is not TargetKind.IN_RACK for t in world.targets]
    )
    immutable = np.array([_code(target.is_immutable) for target in world.targets])
    isolated = np.array([_code(target.is_isolated) for target in world.targets])
    reachable = off_hub & (immutable != YES)
    in_cloud = np.array([target.kind in CLOUD_KINDS for target in world.targets])
    of_site = reachable & (isolated != YES) & ~in_cloud
    return (
        ("Isolated", reachable & (isolated == UNKNOWN)),
        ("Immutable", off_hub & (immutable == UNKNOWN)),
        ("Offline copy", off_hub & (immutable == YES)),
        *((name, blank & of_site) for name, blank in site_lacks(world)),
    )


def residency(world: World, allowed: Iterable[str]) -> Span:
    """Return where a target lies in one of these jurisdictions; a union stands for its members."""
    words = {word.casefold() for word in allowed}
    words |= {member for word in words for member in world.unions.get(word, ())}
    said = [
        UNKNOWN if target.jurisdiction is None else int(target.jurisdiction.casefold() in words)
        for target in world.targets
    ]
    return answers(np.array([said] * len(world.hubs)).reshape(len(world.hubs), len(said)))


def place_from_copy(world: World, fits: Span, *, only_built: bool) -> Span:
    """Return where a copy can be brought back at a place that fits, by a link that is known.

    `fits` says of each target as a place whether it will do. A place that serves other Hubs only
    will not; with `only_built`, one that is to build may not.
    """
    count = len(world.place_target) - 2
    places = world.place_target[2:]
    if not count:
        nowhere = np.zeros(fits.low.shape)
        return Span(nowhere, nowhere)
    # Hub x copy x place
    served = world.serves[:, None, places]
    linked = ~np.isnan(world.link[:, :, 2:])
    built = ~world.is_to_build[places] | (not only_built)
    low = fits.low[:, None, places] * (served & linked & built)
    return Span(low.max(axis=2), (fits.high[:, None, places] * served).max(axis=2))


def is_place(world: World) -> Flags:
    """Return per target whether workloads can run there."""
    return np.isin(np.arange(len(world.targets)), world.place_target)

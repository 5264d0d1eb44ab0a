"""The landscape as tables: which copy survives what, which place stands, which link joins them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.axes import Codes, Flags, Numbers
from bcdr.evaluate.missing import Missing
from bcdr.evaluate.places_hit import UNKNOWN_HUB
from bcdr.evaluate.protections import OPTIONS
from bcdr.evaluate.tables import (
    OptionTables,
    ScenarioTables,
    make_option_tables,
    make_scenario_tables,
)
from bcdr.model.catalogue import Catalogue
from bcdr.model.landscape import Hub, Landscape, Target
from bcdr.model.vocabulary import Allowed, Option, Scope, TargetKind

YES: Final = 1
NO: Final = 0
UNKNOWN: Final = -1

ON_HUB_KINDS: Final = frozenset(
    {TargetKind.ON_HUB_STANDALONE, TargetKind.ON_HUB_REPLICATED, TargetKind.SECOND_HUB}
)
UNION: Final = "union-"
"""How the id of a fact begins that lists the members of a union of jurisdictions."""
CLOUD_KINDS: Final = frozenset({TargetKind.AZURE, TargetKind.PROVIDER})


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Hubs (h), targets (t), places (k) and scenarios (f) as small tables.

    Place 0 is the source Hub, place 1 its replacement after it is lost, every further place a
    target that can run workloads; `place_target` holds its index, -1 for the first two. Unknown
    numbers are NaN. `survives[h, t, f]` and `stands[h, k, f]` are yes 1, no 0, unknown -1.
    `link[h, t, k]` is Mbit/s from the copy at t to place k: infinite inside one place, NaN where
    no link is known. `is_supported[option, t]` tells where platform and products support an
    option by default, or a named product does. `blank_place_bits[h, t]` are the bits of `Missing`
    that say whose site or region is blank. `prices` holds per component the price at each target.
    """

    hubs: tuple[Hub, ...]
    targets: tuple[Target, ...]
    place_names: tuple[str, ...]
    place_target: Codes
    place_is_cloud: Flags
    place_write_mb_per_s: Numbers
    place_vcpu: Numbers
    place_memory_gb: Numbers
    place_is_elastic: Flags
    survives: Codes
    stands: Codes
    link: Numbers
    link_in: Numbers
    link_is_given: Flags
    round_trip_ms: Numbers
    read_mb_per_s: Numbers
    write_mb_per_s: Numbers
    capacity_gb: Numbers
    is_protected: Codes
    copies_to: Codes
    shortest_interval_hours: Numbers
    history_hours: Numbers
    full_interval_hours: Numbers
    is_to_build: Flags
    serves: Flags
    is_own_hub: Flags
    is_near: Codes
    is_supported: Flags
    blank_place_bits: Codes
    unions: Mapping[str, tuple[str, ...]]
    prices: Mapping[str, Numbers]
    options: OptionTables
    scenarios: ScenarioTables


def make_world(
    landscape: Landscape, catalogue: Catalogue, *, with_unknown_hub: bool = False
) -> World:
    """Return the tables of a landscape; blanks take the defaults of the target's kind.

    `with_unknown_hub` adds a last Hub for workloads of which nobody said where they run.
    """
    hubs = landscape.hubs + ((UNKNOWN_HUB,) if with_unknown_hub else ())
    targets = landscape.targets
    names = {target.name: position for position, target in enumerate(targets)}
    hub_by_name = {hub.name: hub for hub in hubs}
    places = [
        position
        for position, target in enumerate(targets)
        if catalogue.target_kind(target.kind).is_recovery_place
    ]
    runs_in_cloud = np.array(
        [False, False] + [targets[t].kind in CLOUD_KINDS and not targets[t].has_hub for t in places]
    )
    hub_write = catalogue.value("hub-write-mb-per-s")
    cloud_write = catalogue.value("cloud-write-mb-per-s")
    local_link = catalogue.value("local-link-mbit-per-s")
    serves = np.array(
        [[not t.serves or not h.name or h.name in t.serves for t in targets] for h in hubs],
        dtype=bool,
    ).reshape(len(hubs), len(targets))
    own_hub = np.array(
        [[t.kind is TargetKind.SECOND_HUB and t.hub == h.name for t in targets] for h in hubs],
        dtype=bool,
    ).reshape(len(hubs), len(targets))

    def attribute(name: str) -> Numbers:
        values = [getattr(target, name) for target in targets]
        defaults = [getattr(catalogue.target_kind(t.kind).defaults, name, None) for t in targets]
        return _floats(
            [own if own is not None else back for own, back in zip(values, defaults, strict=True)]
        )

    near = np.array([[_same(h.site, _site(t)) for t in targets] for h in hubs]).reshape(
        len(hubs), len(targets)
    )
    given_link = _floats([target.link_mbit_per_s for target in targets])
    # A copy on the Hub itself, or at its own site with no link given, is reached over the local
    # network; elsewhere the default of the kind is assumed.
    link_in = np.where(
        np.isnan(given_link)[None, :] & (near == YES), local_link,
        np.broadcast_to(attribute("link_mbit_per_s"), near.shape),
    )  # fmt: skip
    survives = np.array(
        [
            [[_is_elsewhere(h, t, s.scope) for s in catalogue.scenarios] for t in targets]
            for h in hubs
        ]
    ).reshape(len(hubs), len(targets), len(catalogue.scenarios))
    stands = _stands(survives, hubs, targets, places, catalogue)
    return World(
        hubs=hubs,
        targets=targets,
        place_names=("source Hub", "replaced Hub", *(targets[t].name for t in places)),
        place_target=np.array([-1, -1, *places]),
        place_is_cloud=runs_in_cloud,
        place_write_mb_per_s=np.where(runs_in_cloud, cloud_write, hub_write),
        place_vcpu=_floats(
            [np.inf, np.inf, *(_room(targets[t], hub_by_name, "vcpu") for t in places)]
        ),
        place_memory_gb=_floats(
            [np.inf, np.inf, *(_room(targets[t], hub_by_name, "memory_gb") for t in places)]
        ),
        place_is_elastic=np.array(
            [True, True]
            + [catalogue.target_kind(targets[t].kind).has_elastic_capacity for t in places]
        ),
        survives=survives,
        stands=stands,
        link=_links(hubs, targets, places, link_in, serves, near),
        link_in=link_in,
        link_is_given=~np.isnan(given_link),
        round_trip_ms=attribute("round_trip_ms"),
        read_mb_per_s=attribute("restore_mb_per_s"),
        write_mb_per_s=attribute("write_mb_per_s"),
        capacity_gb=_floats([_storage(t, hub_by_name) for t in targets]) * 1000.0,
        is_protected=np.array([_either(t.is_immutable, t.is_isolated) for t in targets], dtype=int),
        copies_to=np.array([names.get(t.copies_to or "", -1) for t in targets], dtype=int),
        shortest_interval_hours=np.nan_to_num(
            _floats([t.shortest_interval_hours for t in targets]), nan=0.0
        ),
        history_hours=np.nan_to_num(_floats([t.history_days for t in targets]) * 24.0, nan=np.inf),
        full_interval_hours=_floats([t.full_interval_hours for t in targets]),
        is_to_build=np.array([t.is_to_build for t in targets], dtype=bool),
        serves=serves,
        is_own_hub=own_hub,
        is_near=near,
        is_supported=np.array(
            [[_is_supported(t, option, catalogue) for t in targets] for option in OPTIONS]
        ).reshape(len(OPTIONS), len(targets)),
        blank_place_bits=_blank_place_bits(hubs, targets),
        unions={
            fact.id.removeprefix(UNION): tuple(word.casefold() for word in fact.words)
            for fact in catalogue.facts
            if fact.id.startswith(UNION)
        },
        prices={
            component: _prices(component, targets, catalogue)
            for component in sorted({price.component for price in catalogue.prices})
        },
        options=make_option_tables(catalogue),
        scenarios=make_scenario_tables(catalogue),
    )


def _floats(values: list[float | None] | NDArray[np.float64]) -> Numbers:
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def _room(target: Target, hubs: dict[str, Hub], name: str) -> float | None:
    own: float | None = getattr(target, name)
    if own is not None or target.hub is None or target.hub not in hubs:
        return own
    free: float | None = getattr(hubs[target.hub], f"free_{name}")
    return free


def _storage(target: Target, hubs: dict[str, Hub]) -> float | None:
    """Return TB; a second Hub that states none of its own has what is free on that Hub."""
    if target.capacity_tb is not None or target.kind is not TargetKind.SECOND_HUB:
        return target.capacity_tb
    return hubs[target.hub].free_storage_tb if target.hub in hubs else None


def _site(target: Target) -> str | None:
    """Return the site; a cloud region that names no site is a site of its own."""
    if target.site is None and target.kind is TargetKind.AZURE:
        return f"Azure, {target.region or target.name}"
    return target.site


def _same(one: str | None, other: str | None) -> int:
    if one is None or other is None:
        return UNKNOWN
    return int(one.casefold() == other.casefold())


def _either(one: bool | None, other: bool | None) -> int:
    if one or other:
        return YES
    return NO if one is False and other is False else UNKNOWN


def _is_elsewhere(hub: Hub, target: Target, scope: Scope) -> int:
    """Return whether a copy at the target is outside what one event at the Hub hits."""
    if scope in (Scope.APPLICATION, Scope.VM, Scope.WORKLOAD, Scope.ORGANISATION):
        return YES
    if target.kind in ON_HUB_KINDS and target.hub is not None and target.hub == hub.name:
        return NO
    if scope is Scope.HUB:
        if target.kind not in ON_HUB_KINDS:
            return YES
        if not hub.name:
            return UNKNOWN
        if target.hub is None:
            return YES if target.kind is TargetKind.SECOND_HUB else NO
        return int(target.hub != hub.name)
    same = (
        _same(hub.site, _site(target)) if scope is Scope.SITE else _same(hub.region, target.region)
    )
    if same == UNKNOWN and target.kind is TargetKind.AZURE and scope is Scope.SITE:
        return YES
    return UNKNOWN if same == UNKNOWN else 1 - same


def _stands(
    survives: Codes, hubs: tuple[Hub, ...], targets: tuple[Target, ...], places: list[int],
    catalogue: Catalogue,
) -> Codes:  # fmt: skip
    """Return whether each place stands.

    Nobody knows whether a place that serves some Hubs, or is one, is there for an unknown Hub.
    """
    hits_source = [s.scope in (Scope.HUB, Scope.SITE, Scope.REGION) for s in catalogue.scenarios]
    hub_count = survives.shape[0]
    source = np.broadcast_to(~np.array(hits_source), (hub_count, 1, len(hits_source)))
    replaced = np.broadcast_to(np.array(hits_source), (hub_count, 1, len(hits_source)))
    stands = np.concatenate(
        [source.astype(int), replaced.astype(int), survives[:, places, :]], axis=1
    )
    is_of_some = [bool(targets[t].serves) or targets[t].kind is TargetKind.SECOND_HUB
                  for t in places]  # fmt: skip
    unsure = np.array([not hub.name for hub in hubs])[:, None] & np.array([False] * 2 + is_of_some)
    return np.where(unsure[:, :, None] & (stands == YES), UNKNOWN, stands)


def _links(
    hubs: tuple[Hub, ...],
    targets: tuple[Target, ...],
    places: list[int],
    link_in: Numbers,
    serves: Flags,
    near: Codes,
) -> Numbers:
    """Return Mbit/s between every copy and every place, NaN where no link is known."""
    link = np.full((len(hubs), len(targets), len(places) + 2), np.nan)
    # What a target is joined to its Hubs with also serves a Hub that replaces a lost one.
    in_doubt = np.array([[not h.name and bool(t.serves) for t in targets] for h in hubs])
    joined = serves & ~in_doubt.reshape(serves.shape)
    link[:, :, 0] = np.where(joined, link_in, np.nan)
    link[:, :, 1] = link[:, :, 0]
    position_of = {hub.name: position for position, hub in enumerate(hubs)}
    for h in range(len(hubs)):
        for t, copy in enumerate(targets):
            for k, place_target in enumerate(places, start=2):
                place = targets[place_target]
                if place_target == t or (copy.hub is not None and copy.hub == place.hub):
                    link[h, t, k] = np.inf
                elif place.hub in position_of and serves[position_of[place.hub], t]:
                    link[h, t, k] = link_in[position_of[place.hub], t]
                elif near[h, t] == YES and serves[h, place_target]:
                    link[h, t, k] = link_in[h, place_target]
    return link


def _is_supported(target: Target, option: Option, catalogue: Catalogue) -> bool:
    if not catalogue.target_kind(target.kind).is_supported:
        return False
    if target.product and option in target.supported_options:
        return True
    if option is Option.NO_RECOVERY:
        return True
    said = catalogue.combination(option, target.kind).allowed
    by_default = catalogue.option(option).allowed_by_default
    return by_default and said is not Allowed.IF_VENDOR_SUPPORTS


def _prices(component: str, targets: tuple[Target, ...], catalogue: Catalogue) -> Numbers:
    """Return the price of a component at targets; a group without its own takes that of all."""
    found = {item.group: item.value for item in catalogue.prices if item.component == component}
    groups = [str(catalogue.target_kind(target.kind).price_group) for target in targets]
    return _floats([found.get(group, found.get("all", 0.0)) for group in groups])


def _blank_place_bits(hubs: tuple[Hub, ...], targets: tuple[Target, ...]) -> Codes:
    of_hub = np.array(
        [
            int(Missing.HUB) if not hub.name
            else int(Missing.HUB_PLACE) if hub.site is None or hub.region is None
            else 0
            for hub in hubs
        ],
        dtype=np.int64,
    )  # fmt: skip
    is_blank = np.array([t.site is None or t.region is None for t in targets], dtype=np.int64)
    return of_hub[:, None] | is_blank[None, :] * int(Missing.TARGET_PLACE)

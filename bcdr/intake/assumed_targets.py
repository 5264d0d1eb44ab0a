"""The targets of a workbook that describes none: one of each kind on offer, all to be built."""

from collections.abc import Sequence

from bcdr.model.catalogue import Catalogue
from bcdr.model.entries import TargetDefaults, TargetKindEntry
from bcdr.model.landscape import Hub, Target
from bcdr.model.vocabulary import TargetKind


def assumed_targets(hubs: Sequence[Hub], catalogue: Catalogue) -> tuple[Target, ...]:
    """Return one assumed target for each kind on offer.

    A kind that stands at the source's site or in its region is assumed once for each Hub. Where
    there are several Hubs, each is the second Hub of the others.
    """
    offered = [entry for entry in catalogue.targets if entry.defaults.is_offered]
    defaults_by_kind = {entry.id: entry.defaults for entry in offered}
    are_several = len(hubs) > 1
    targets: list[Target] = []
    for entry in offered:
        if entry.id is TargetKind.SECOND_HUB and are_several:
            targets += (_second_hub(entry, hub, hubs) for hub in hubs)
            continue
        for hub in hubs if _is_local(entry.defaults) else hubs[:1]:
            copies_to = defaults_by_kind.get(entry.defaults.copies_to or entry.id)
            targets.append(
                _target(
                    entry,
                    hub,
                    name=_name(entry.defaults, hub, are_several=are_several),
                    copies_to=_name(copies_to, hub, are_several=are_several)
                    if entry.defaults.copies_to and copies_to
                    else None,
                    serves=(hub.name,) if are_several and _is_local(entry.defaults) else (),
                )
            )
    return tuple(targets)


def _name(defaults: TargetDefaults, hub: Hub, *, are_several: bool) -> str:
    return (
        f"{defaults.name} of {hub.name}" if are_several and _is_local(defaults) else defaults.name
    )


def _is_local(defaults: TargetDefaults) -> bool:
    return bool(defaults.at_source_site or defaults.in_source_region)


def _target(
    entry: TargetKindEntry,
    source: Hub,
    *,
    name: str,
    copies_to: str | None,
    serves: tuple[str, ...],
) -> Target:
    defaults = entry.defaults
    stands_on_hub = entry.id in (TargetKind.ON_HUB_STANDALONE, TargetKind.ON_HUB_REPLICATED)
    return Target(
        name=name,
        kind=entry.id,
        hub=source.name if stands_on_hub else None,
        site=_place(defaults.at_source_site, source.site, f"Site of {name}"),
        region=_place(defaults.in_source_region, source.region, f"Region of {name}"),
        jurisdiction=source.jurisdiction if _is_local(defaults) else None,
        link_mbit_per_s=defaults.link_mbit_per_s,
        round_trip_ms=defaults.round_trip_ms,
        restore_mb_per_s=defaults.restore_mb_per_s,
        write_mb_per_s=defaults.write_mb_per_s,
        is_immutable=defaults.is_immutable,
        is_isolated=defaults.is_isolated,
        has_hub=defaults.has_hub,
        copies_to=copies_to,
        serves=serves,
        is_assumed=True,
    )


def _second_hub(entry: TargetKindEntry, hub: Hub, hubs: Sequence[Hub]) -> Target:
    defaults = entry.defaults
    return Target(
        name=hub.name,
        kind=entry.id,
        hub=hub.name,
        site=hub.site,
        region=hub.region,
        jurisdiction=hub.jurisdiction,
        link_mbit_per_s=defaults.link_mbit_per_s,
        round_trip_ms=defaults.round_trip_ms,
        restore_mb_per_s=defaults.restore_mb_per_s,
        write_mb_per_s=defaults.write_mb_per_s,
        is_immutable=defaults.is_immutable,
        is_isolated=defaults.is_isolated,
        serves=tuple(other.name for other in hubs if other.name != hub.name),
        is_assumed=True,
    )


def _place(is_here: bool | None, here: str | None, elsewhere: str) -> str | None:
    """Return the source's place, another one that is assumed, or None where nothing is said."""
    if is_here is None:
        return None
    return here if is_here else elsewhere

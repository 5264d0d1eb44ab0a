"""Where Hubs and targets stand and what joins them, laid out for a drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bcdr.model.landscape import Hub, Landscape, Target
from bcdr.model.units import format_number
from bcdr.model.vocabulary import TargetKind
from bcdr.report.wording import counted

CLOUD = "Cloud"
NOT_GIVEN = "Site not given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A Hub or target: its place from the left in units, its lines of text, whether it exists."""

    name: str
    x: float
    is_hub: bool
    lines: tuple[str, ...]
    is_to_build: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteBox:
    """A site with what stands there, from `left` to `right` in units."""

    title: str
    region: str
    left: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A way that data takes, from a Hub to a target, or from a target on to another."""

    one: int
    other: int
    words: str
    mbit_per_s: float | None
    is_onward: bool = False


@dataclass(frozen=True, slots=True)
class LandscapeMap:
    """The drawing: sites, nodes, and the links between nodes by their number."""

    sites: tuple[SiteBox, ...]
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]

    @property
    def width(self) -> float:
        """Return how many units wide the drawing is."""
        return self.sites[-1].right if self.sites else 0.0


_GAP = 0.22


def landscape_map(landscape: Landscape) -> LandscapeMap:
    """Return the drawing of a landscape: sites from left to right, those with Hubs first.

    A second Hub that is a target has one node, that of the Hub.
    """
    hubs_at = _at_sites([(_site_of_hub(hub), hub) for hub in landscape.hubs])
    names = {hub.name for hub in landscape.hubs}
    shown = [one for one in landscape.targets if not _is_hub(one, names)]
    targets_at = _at_sites([(_site_of_target(one, landscape), one) for one in shown])
    nodes: list[Node] = []
    sites: list[SiteBox] = []
    left = 0.0
    for site in dict.fromkeys((*hubs_at, *targets_at)):
        hubs, targets = hubs_at.get(site, []), targets_at.get(site, [])
        width = max(len(hubs), len(targets), 1)
        for row in (hubs, targets):
            start = left + (width - len(row)) / 2 + 0.5
            nodes += (_node(item, start + n) for n, item in enumerate(row))
        region = next((one.region for one in (*hubs, *targets) if one.region), None)
        sites.append(SiteBox(title=site, region=region or "", left=left, right=left + width))
        left += width + _GAP
    return LandscapeMap(tuple(sites), tuple(nodes), tuple(_links(landscape, nodes)))


def landscape_claim(landscape: Landscape) -> str:
    """Return what there is, and which link is the narrowest."""
    sites = {_site_of_hub(hub) for hub in landscape.hubs}
    said = (
        f"{counted(len(landscape.hubs), 'Hub')} at {counted(len(sites), 'site')}, "
        f"{counted(len(landscape.targets), 'target')}"
    )
    known = [one for one in landscape.targets if one.link_mbit_per_s]
    if not known:
        return said
    narrowest = min(known, key=lambda one: one.link_mbit_per_s or 0.0)
    speed = format_number(narrowest.link_mbit_per_s)
    return f"{said}; the narrowest link has {speed} Mbit/s, to {narrowest.name}"


def _links(landscape: Landscape, nodes: Sequence[Node]) -> list[Link]:
    number = {(node.name, node.is_hub): n for n, node in enumerate(nodes)}
    hubs = {hub.name for hub in landscape.hubs}
    place = {
        one.name: number[one.hub or "", True] if _is_hub(one, hubs) else number[one.name, False]
        for one in landscape.targets
    }
    found: list[Link] = []
    for target in landscape.targets:
        found += (
            Link(
                one=number[hub, True],
                other=place[target.name],
                words=f"{hub} to {target.name}: {_link_words(target)}",
                mbit_per_s=target.link_mbit_per_s,
            )
            for hub in target.serves or sorted(hubs)
            if hub in hubs and number[hub, True] != place[target.name]
        )
        onward = place.get(target.copies_to or "")
        if onward is not None and onward != place[target.name]:
            found.append(
                Link(
                    one=place[target.name],
                    other=onward,
                    words=f"{target.name} copies on to {target.copies_to}",
                    mbit_per_s=None,
                    is_onward=True,
                )
            )
    return found


def _link_words(target: Target) -> str:
    speed = f"{format_number(target.link_mbit_per_s)} Mbit/s" if target.link_mbit_per_s else ""
    trip = f"{format_number(target.round_trip_ms)} ms" if target.round_trip_ms is not None else ""
    return ", ".join(filter(None, (speed, trip))) or "link not given"


def _node(item: Hub | Target, x: float) -> Node:
    if isinstance(item, Hub):
        free = f"{format_number(item.free_vcpu)} vCPU free" if item.free_vcpu is not None else ""
        size = counted(item.node_count, "node") if item.node_count else ""
        lines = [*filter(None, (size, free)), *(["assumed"] if item.is_assumed else [])]
        return Node(
            name=item.name, x=x, is_hub=True, lines=tuple(lines), is_to_build=item.is_assumed
        )
    marks = [
        word
        for word, holds in (
            ("immutable", item.is_immutable),
            ("isolated", item.is_isolated),
            ("assumed" if item.is_assumed else "to build", item.is_to_build),
        )
        if holds
    ]
    return Node(
        name=item.name,
        x=x,
        is_hub=False,
        lines=(str(item.kind), _link_words(item), *([", ".join(marks)] if marks else [])),
        is_to_build=item.is_to_build,
    )


def _is_hub(target: Target, hubs: set[str]) -> bool:
    return target.kind is TargetKind.SECOND_HUB and (target.hub or "") in hubs


def _site_of_hub(hub: Hub) -> str:
    return hub.site or f"Site of {hub.name}"


def _site_of_target(target: Target, landscape: Landscape) -> str:
    if target.site:
        return target.site
    for hub in landscape.hubs:
        if target.hub == hub.name:
            return _site_of_hub(hub)
    if target.kind is TargetKind.AZURE:
        return target.region or CLOUD
    return NOT_GIVEN


def _at_sites(items: Sequence[tuple[str, Hub | Target]]) -> Mapping[str, list[Hub | Target]]:
    found: dict[str, list[Hub | Target]] = {}
    for site, item in items:
        found.setdefault(site, []).append(item)
    return found

"""What the slow reference looks up: the catalogue on cards, and the landscape as a plain map.

Nothing here looks at an array. An answer is True, False or None where nobody knows.
"""

from dataclasses import dataclass, field

from bcdr.model.catalogue import Catalogue
from bcdr.model.entries import Combination, OptionEntry, Phase, Scenario, TargetKindEntry
from bcdr.model.landscape import Hub, Landscape, Target
from bcdr.model.vocabulary import Allowed, Option, Scope, TargetKind

CLOUDS = (TargetKind.AZURE, TargetKind.PROVIDER)
ON_A_HUB = (
    TargetKind.ON_HUB_STANDALONE, TargetKind.ON_HUB_REPLICATED, TargetKind.SECOND_HUB,
)  # fmt: skip
BELOW_HUB = (Scope.APPLICATION, Scope.VM, Scope.WORKLOAD, Scope.ORGANISATION)
NOWHERE = Hub(name="")
"""The Hub of a workload of which nobody said where it runs."""

Answer = bool | None


def all_of(*answers: Answer) -> Answer:
    """Return False if one is, else None if one is not known, else True."""
    if False in answers:
        return False
    return None if None in answers else True


def same(one: str | None, other: str | None) -> Answer:
    """Return whether two names are the same without regard to case."""
    return None if one is None or other is None else one.casefold() == other.casefold()


@dataclass(slots=True)
class Book:
    """The catalogue with everything found by its name."""

    catalogue: Catalogue
    values: dict[str, float] = field(init=False)
    options: dict[Option, OptionEntry] = field(init=False)
    kinds: dict[TargetKind, TargetKindEntry] = field(init=False)
    combinations: dict[tuple[Option, TargetKind], Combination] = field(init=False)
    phases: dict[str, Phase] = field(init=False)
    prices: dict[tuple[str, str], float] = field(init=False)
    unions: dict[str, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        known = self.catalogue
        self.values = {item.id: item.value for item in known.assumptions}
        self.options = {item.id: item for item in known.options}
        self.kinds = {item.id: item for item in known.targets}
        self.combinations = {(item.option, item.target): item for item in known.combinations}
        self.phases = {item.id: item for item in known.phases}
        self.prices = {(item.component, item.group): item.value for item in known.prices}
        self.unions = {
            item.id.removeprefix("union-"): {word.casefold() for word in item.words}
            for item in known.facts
            if item.id.startswith("union-")
        }

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """Return the scenarios in their order."""
        return self.catalogue.scenarios

    def price(self, component: str, group: str) -> float:
        """Return the price for a group of targets, else the price for all."""
        return self.prices.get((component, group), self.prices.get((component, "all"), 0.0))

    def is_supported(self, option: Option, target: Target) -> bool:
        """Return whether platform and products support it, or the target names one that does."""
        if not self.kinds[target.kind].is_supported:
            return False
        if target.product and option in target.supported_options:
            return True
        said = self.combinations[option, target.kind].allowed
        return self.options[option].allowed_by_default and said is not Allowed.IF_VENDOR_SUPPORTS


@dataclass(slots=True)
class Ground:
    """The landscape: what survives what, which target is reached how, who can run where."""

    book: Book
    landscape: Landscape
    targets: dict[str, Target] = field(init=False)
    hubs: dict[str, Hub] = field(init=False)
    _survives: dict[tuple[str, str, str], Answer] = field(init=False)

    def __post_init__(self) -> None:
        self.targets = {item.name: item for item in self.landscape.targets}
        self.hubs = {item.name: item for item in (*self.landscape.hubs, NOWHERE)}
        self._survives = {
            (hub.name, target.name, scenario.id): _is_elsewhere(hub, target, scenario.scope)
            for hub in self.hubs.values()
            for target in self.landscape.targets
            for scenario in self.book.scenarios
        }

    def survives(self, hub: Hub, target: Target, scenario: Scenario) -> Answer:
        """Return whether what lies at the target outlives what happens at the Hub."""
        return self._survives[hub.name, target.name, scenario.id]

    def of_kind(self, target: Target, name: str) -> float | None:
        """Return a figure of the target, or what is assumed of its kind."""
        own: float | None = getattr(target, name)
        if own is not None:
            return own
        assumed: float | None = getattr(self.book.kinds[target.kind].defaults, name)
        return assumed

    def link_in(self, hub: Hub, target: Target) -> float | None:
        """Return Mbit/s from the Hub to the target; at the same site the local network."""
        if target.link_mbit_per_s is None and same(hub.site, site_of(target)):
            return self.book.values["local-link-mbit-per-s"]
        return self.of_kind(target, "link_mbit_per_s")

    def serves(self, target: Target, hub: Hub) -> Answer:
        """Return whether the target is joined to the Hub."""
        if not target.serves:
            return True
        return hub.name in target.serves if hub.name else None

    def is_another_hub(self, target: Target, hub: Hub) -> Answer:
        """Return whether the target is not the very Hub; that of a blank Hub is not known."""
        if target.kind is not TargetKind.SECOND_HUB:
            return True
        return target.hub != hub.name if hub.name else None

    def link_to_hub(self, hub: Hub, copy: Target) -> float | None:
        """Return Mbit/s from a copy to its own Hub, or to the one that replaces it."""
        return self.link_in(hub, copy) if self.serves(copy, hub) else None

    def link_to_place(self, hub: Hub, copy: Target, place: Target) -> float | None:
        """Return Mbit/s from a copy to a place: none is needed inside one place."""
        if place is copy or (copy.hub is not None and copy.hub == place.hub):
            return float("inf")
        there = next((item for item in self.landscape.hubs if item.name == place.hub), None)
        if there is not None and self.serves(copy, there):
            return self.link_in(there, copy)
        if same(hub.site, site_of(copy)) and self.serves(place, hub):
            return self.link_in(hub, place)
        return None

    def room(self, place: Target, name: str) -> float | None:
        """Return what is free at a place: its own figure, or that of the Hub it is."""
        own: float | None = getattr(place, name)
        if own is not None or place.hub not in self.hubs:
            return own
        free: float | None = getattr(self.hubs[place.hub], f"free_{name}")
        return free


def site_of(target: Target) -> str | None:
    """Return the site; a cloud region without one is a site of its own."""
    if target.site is None and target.kind is TargetKind.AZURE:
        return f"Azure, {target.region or target.name}"
    return target.site


def _is_elsewhere(hub: Hub, target: Target, scope: Scope) -> Answer:
    if scope in BELOW_HUB:
        return True
    if target.kind in ON_A_HUB:
        if target.hub is not None and target.hub == hub.name:
            return False
        if scope is Scope.HUB:
            if not hub.name:
                return None
            # A second Hub is another one; what lies on a Hub nobody named lies on this one.
            return target.kind is TargetKind.SECOND_HUB or target.hub is not None
    if scope is Scope.HUB:
        return True
    if scope is Scope.SITE:
        together = same(hub.site, site_of(target))
        if together is None and target.kind is TargetKind.AZURE:
            return True
    else:
        together = same(hub.region, target.region)
    return None if together is None else not together

"""Events: what one event hits at once, be it a Hub, a site, a region or everything."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from bcdr.evaluate.axes import Codes, Flags, by_workload
from bcdr.evaluate.inputs import Inputs
from bcdr.evaluate.places_hit import place_hit
from bcdr.evaluate.world import World
from bcdr.model.catalogue import Catalogue
from bcdr.model.landscape import Hub
from bcdr.model.vocabulary import SHARED_SCOPES, Scope

NO_EVENT: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """Every event (e) that hits many workloads at once, each in one scenario.

    `hit` names the Hub, site or region. `of_workload` is the event that hits a workload in a
    scenario (n x f), -1 where a scenario hits one workload at a time. `is_unplaced` marks, n x f,
    workloads of which nobody said where they stand: what they are hit together with is not known.
    """

    scenario: Codes
    hit: tuple[str, ...]
    of_workload: Codes
    is_unplaced: Flags

    def __len__(self) -> int:
        """Return the number of events."""
        return len(self.hit)


def make_events(inputs: Inputs, world: World, catalogue: Catalogue) -> Events:
    """Return the events that hit at least one workload, scenario by scenario.

    A Hub whose site or region is blank stands at one of its own, named after it.
    """
    hub = np.broadcast_to(by_workload(inputs.hub), inputs.count)
    shape = (inputs.count, len(catalogue.scenarios))
    of_workload = np.full(shape, NO_EVENT, dtype=np.int64)
    is_unplaced = np.zeros(shape, dtype=bool)
    scenarios: list[int] = []
    hit: list[str] = []
    for column, scenario in enumerate(catalogue.scenarios):
        if scenario.scope not in SHARED_SCOPES:
            continue
        labels = [place_hit(item, scenario.scope) for item in world.hubs]
        names = {label.casefold(): label for label in reversed(labels)}
        keys = np.array([label.casefold() for label in labels])
        found, codes = np.unique(keys[hub], return_inverse=True)
        of_workload[:, column] = codes.reshape(-1) + len(hit)
        blank = np.array([_is_unplaced(item, scenario.scope) for item in world.hubs])
        is_unplaced[:, column] = blank[hub]
        scenarios += [column] * len(found)
        hit += [names[str(key)] for key in found]
    return Events(
        scenario=np.array(scenarios, dtype=np.int64),
        hit=tuple(hit),
        of_workload=of_workload,
        is_unplaced=is_unplaced,
    )


def _is_unplaced(hub: Hub, scope: Scope) -> bool:
    if scope is Scope.SITE:
        return hub.site is None
    if scope is Scope.REGION:
        return hub.region is None
    return scope is Scope.HUB and not hub.name

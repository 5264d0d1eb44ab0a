"""What an event of a scope hits, by name: a Hub, a site, a region or everything."""

from typing import Final

from bcdr.model.landscape import Hub
from bcdr.model.vocabulary import Scope

UNKNOWN_HUB: Final = Hub(name="")
"""Stands for the Hub of workloads of which nobody said where they run."""
EVERYTHING: Final = "everything"
UNNAMED: Final = "a Hub that is not named"


def place_hit(hub: Hub, scope: Scope) -> str:
    """Return the name of what an event that hits this Hub hits as a whole.

    A Hub whose site or region is blank stands at one of its own, named after it.
    """
    if scope is Scope.ORGANISATION:
        return EVERYTHING
    name = hub.name or UNNAMED
    if scope is Scope.SITE:
        return hub.site or f"the site of {name}"
    if scope is Scope.REGION:
        return hub.region or f"the region of {name}"
    return name

"""Puts the load of recovery places into records: what each event needs there and what is free."""

import numpy as np

from bcdr.evaluate.assess import Assessment
from bcdr.model.results import PlaceUse


def place_uses(assessment: Assessment) -> tuple[PlaceUse, ...]:
    """Return one record per event in scope and place that anything recovers at, fullest first.

    Needed is what all that the event hits would take there at once, with those who no longer fit,
    and what the assignment adds to the place for good; what runs there today is not free.
    """
    places, events = assessment.places, assessment.events
    scenarios = assessment.case.catalogue.scenarios
    found = []
    for event, room in zip(*np.nonzero(places.count), strict=True):
        scenario = scenarios[int(events.scenario[event])]
        if not scenario.in_scope:
            continue
        needed, free = places.needed[event, room], places.rooms.free[room]
        shares = [
            one / other if other > 0 else np.inf if one > 0 else 0.0
            for one, other in zip(needed.tolist(), free.tolist(), strict=True)
            if np.isfinite(other)
        ]
        found.append(
            PlaceUse(
                scenario=scenario.id,
                hit=events.hit[event],
                place=places.rooms.names[room],
                is_elastic=bool(np.isposinf(free).all()),
                needed_vcpu=float(needed[0]),
                free_vcpu=_known(free[0]),
                needed_memory_gb=float(needed[1]),
                free_memory_gb=_known(free[1]),
                needed_storage_gb=float(needed[2]),
                free_storage_gb=_known(free[2]),
                share=_known(max(shares, default=np.nan)),
                workloads=int(places.count[event, room]),
                refused=int(places.refused_count[event, room]),
            )
        )
    return tuple(sorted(found, key=lambda item: (-item.refused, -(item.share or 0.0))))


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None

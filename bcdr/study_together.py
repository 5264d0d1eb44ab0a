"""What a study says of what exists only together: events, recovery places, dependencies, links."""

from abc import ABC
from collections.abc import Mapping
from typing import Literal, TypeAlias

from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.event_costs import event_costs
from bcdr.evaluate.inversions import circle_titles, inversions
from bcdr.evaluate.place_uses import place_uses
from bcdr.model.results import EventCost, Inversion, PlaceUse

Assigned: TypeAlias = Literal["today", "planned"]
"""Which strategies are looked at: those that exist, or those of the plan."""


class Together(ABC):
    """The part of a study that looks at all workloads at once; a study has all it needs."""

    evaluation: Evaluation
    today: Assessment
    planned: Assessment

    def event_costs(self, assigned: Assigned = "planned") -> tuple[EventCost, ...]:
        """Return what every event in scope costs that hits many workloads, the dearest first."""
        return event_costs(self._assessment(assigned))

    def place_uses(self, assigned: Assigned = "planned") -> tuple[PlaceUse, ...]:
        """Return what every event needs of each recovery place, the fullest first."""
        return place_uses(self._assessment(assigned))

    def inversions(self, assigned: Assigned = "planned") -> tuple[Inversion, ...]:
        """Return what is held up by what it depends on, the largest gap first."""
        return inversions(self.evaluation, self._assessment(assigned))

    def circles(self) -> tuple[tuple[str, ...], ...]:
        """Return circles of dependencies: each title waits for the next, the last for the first."""
        return circle_titles(self.planned)

    def bandwidth_needed_mbit_per_s(self, assigned: Assigned = "planned") -> Mapping[str, float]:
        """Return the link to each target, by name, that would just do."""
        targets = self.evaluation.portfolio.landscape.targets
        link = self._assessment(assigned).targets.link
        return {
            target.name: float(needed)
            for target, needed in zip(targets, link.bandwidth_needed_mbit_per_s, strict=True)
        }

    def _assessment(self, assigned: Assigned) -> Assessment:
        return self.today if assigned == "today" else self.planned

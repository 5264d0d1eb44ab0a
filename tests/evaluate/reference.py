"""A slow, plain reference of the evaluation, from the method's words and without an array.

One workload is judged against every strategy in a loop: single protections once, and pairs
from what their two parts and the platform give, the better way back in each scenario.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import NormalDist

from bcdr.evaluate.protections import StrategyList
from bcdr.model.catalogue import Catalogue
from bcdr.model.portfolio import Portfolio, Workload
from bcdr.model.settings import Settings
from bcdr.model.strategy import Protection
from tests.evaluate.reference_book import Book, Ground
from tests.evaluate.reference_cost import components
from tests.evaluate.reference_needs import needs_of
from tests.evaluate.reference_outcome import Fate, Recoveries, better, fate
from tests.evaluate.reference_score import (
    Judgement,
    anchors,
    guidance_of,
    judgement,
    penalty,
)


@dataclass(slots=True)
class Reference:
    """The reference for one portfolio; what no workload changes is looked up once."""

    given: Portfolio
    catalogue: Catalogue
    settings: Settings
    ground: Ground = field(init=False)
    z: float = field(init=False)

    def __post_init__(self) -> None:
        self.ground = Ground(Book(self.catalogue), self.given.landscape)
        self.z = NormalDist().inv_cdf(self.settings.planning_percentile)

    def fates(self, workload: Workload, *protections: Protection) -> dict[str, Fate]:
        """Return what becomes of a workload with all these protections at once."""
        needs = needs_of(self.given, workload, self.ground)
        recoveries = Recoveries(needs, self.ground, self.z)
        made = [recoveries.of(item) for item in protections]
        return {
            item.id: fate(
                needs, item, self.ground.book,
                [recoveries.by_itself(item), *(ways[item.id] for ways in made)],
            )
            for item in self.ground.book.scenarios
        }  # fmt: skip

    def judge(self, workload: Workload, strategies: StrategyList) -> Iterator[Judgement]:
        """Yield every strategy of a list judged for a workload, in the order of the list."""
        book = self.ground.book
        needs = needs_of(self.given, workload, self.ground)
        recoveries = Recoveries(needs, self.ground, self.z)
        alone = {item.id: recoveries.by_itself(item) for item in book.scenarios}
        nothing = {item.id: fate(needs, item, book, [alone[item.id]]) for item in book.scenarios}
        anchored = anchors(needs, penalty(needs, nothing, book), book)
        single = [
            {
                item.id: fate(needs, item, book, [alone[item.id], ways[item.id]])
                for item in book.scenarios
            }
            for ways in map(recoveries.of, strategies.protections)
        ]
        outlays = [
            sum(item.amount for item in components(needs, made, self.ground).values())
            for made in strategies.protections
        ]
        opinions = [guidance_of(needs, made, self.ground) for made in strategies.protections]
        for one, other in zip(strategies.first.tolist(), strategies.second.tolist(), strict=True):
            fates = single[one]
            if one != other:
                fates = {
                    name: better(found, single[other][name], needs.objectives[name])
                    for name, found in fates.items()
                }
            yield judgement(
                needs,
                fates,
                outlays[one] + (0.0 if one == other else outlays[other]),
                min(opinions[one], opinions[other]),
                anchored,
                self.settings.weights,
                book,
            )

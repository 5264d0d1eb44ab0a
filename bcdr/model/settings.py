"""Settings of a study: goal, weights, percentile, date. Everything else is data."""

import datetime
from dataclasses import dataclass, field

from bcdr.model.vocabulary import Goal


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights of the four parts of the score; only their proportions matter."""

    objectives: float = 45.0
    regulation: float = 20.0
    cost: float = 25.0
    guidance: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a study is run.

    `as_of` is the date everything is judged at; there is no clock inside the model.
    `planning_percentile` (0.5 to 0.99) is where recovery times are judged against objectives.
    `ranked_count` is how many strategies of each workload are kept with all their numbers.
    `entity_types` are the kinds of entity the organisation is, as ids of terms; clauses that hold
    only for some kinds apply by them.
    `vm_grouping` says which column of the sheet VMs tells the application of a VM, such as
    `folder` or `tag app`; `create from folder` also adds the applications that are not listed.
    """

    as_of: datetime.date
    goal: Goal = Goal.HIGHEST_SCORE
    planning_percentile: float = 0.90
    weights: Weights = field(default_factory=Weights)
    ranked_count: int = 5
    entity_types: tuple[str, ...] = ()
    vm_grouping: str = ""

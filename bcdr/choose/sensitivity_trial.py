"""One workload judged again with something changed: a number, a setting, or what a row says."""

from dataclasses import dataclass, field, fields, replace
from enum import IntEnum
from functools import cached_property

import numpy as np

from bcdr.choose.ranking import NOTHING, make_ranking
from bcdr.evaluate.axes import Numbers
from bcdr.evaluate.basis import Basis, make_basis
from bcdr.evaluate.copies import Copies
from bcdr.evaluate.cost import Costs, make_costs
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.inputs import Inputs, make_inputs
from bcdr.evaluate.outcomes import judge
from bcdr.evaluate.rules import is_blocked
from bcdr.evaluate.strategies import Details, Judged, case_of, judge_singles, judge_strategies
from bcdr.evaluate.tables import make_option_tables
from bcdr.evaluate.world import World, make_world
from bcdr.model.catalogue import Catalogue
from bcdr.model.entries import Assumption
from bcdr.model.landscape import Landscape
from bcdr.model.portfolio import Portfolio, Workload
from bcdr.model.settings import Settings
from bcdr.model.strategy import Strategy


class Stage(IntEnum):
    """The stages of judging, in order; what a number touches first has to be judged again.

    `WORLD` renews the landscape's tables, `TABLES` only those of the options, `PRICES` the
    landscape's tables and then the costs, `COSTS` the costs alone.
    """

    BASIS = 0
    WORLD = 1
    TABLES = 2
    INPUTS = 3
    SINGLES = 4
    PRICES = 5
    COSTS = 6
    STRATEGIES = 7
    NEVER = 8


@dataclass(frozen=True, kw_only=True)
class Listener(Catalogue):
    """A catalogue that notes which assumptions are asked for."""

    heard: set[str] = field(default_factory=set, compare=False)

    def value(self, assumption: str) -> float:
        """Return the value of an assumption in its own unit."""
        self.heard.add(assumption)
        return Catalogue.value(self, assumption)

    def assumption(self, id_: str) -> Assumption:
        """Return an assumption with its range and source."""
        self.heard.add(id_)
        return Catalogue.assumption(self, id_)


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One workload judged alone, stage by stage, so that a change repeats only what it touches.

    The portfolio of `basis` has this workload only; in `inputs` it still shares what one event
    costs with the others of its application.
    """

    basis: Basis
    inputs: Inputs
    singles: Details
    judged: Judged

    @property
    def portfolio(self) -> Portfolio:
        """Return the portfolio of this one workload."""
        return self.basis.portfolio

    @property
    def workload(self) -> Workload:
        """Return the workload."""
        return self.inputs.workloads[0]

    @property
    def catalogue(self) -> Catalogue:
        """Return the numbers and facts it rests on."""
        return self.basis.catalogue

    @property
    def settings(self) -> Settings:
        """Return how it is judged."""
        return self.basis.settings

    @cached_property
    def best(self) -> int:
        """Return the position of the best strategy under the goal, -1 where none is allowed."""
        goal = self.settings.goal
        ranking = make_ranking(self.basis, self.judged, self.inputs.workloads, goal)
        return int(ranking.best()[0])

    @property
    def recommended(self) -> Strategy | None:
        """Return the best strategy, None where none is allowed."""
        return None if self.best == NOTHING else self.basis.strategies.strategy(self.best)

    def changed(
        self,
        since: Stage,
        *,
        catalogue: Catalogue | None = None,
        settings: Settings | None = None,
        portfolio: Portfolio | None = None,
    ) -> "Trial":
        """Return the workload judged with other numbers, settings or rows.

        Stages before `since` are taken over: nothing in them may depend on what changed.
        """
        known, how = catalogue or self.catalogue, settings or self.settings
        given = portfolio or self.portfolio
        if since <= Stage.BASIS:
            basis = make_basis(given, self.basis.strategies, known, how)
        else:
            basis = replace(self.basis, portfolio=given, catalogue=known, settings=how)
        if since in (Stage.WORLD, Stage.TABLES, Stage.PRICES):
            renewed = _with_options if since == Stage.TABLES else _again
            basis = replace(
                basis,
                world=renewed(basis.world, known),
                reference_world=renewed(basis.reference_world, known),
            )
        inputs = _inputs(given, known, self.inputs) if since <= Stage.INPUTS else self.inputs
        if since <= Stage.SINGLES:
            singles = judged_singles(basis, inputs)
        elif since <= Stage.COSTS:
            singles = replace(self.singles, costs=_costs(basis, inputs, self.singles.copies))
        else:
            singles = self.singles
        judged = judge_strategies(basis, singles) if since <= Stage.STRATEGIES else self.judged
        return Trial(basis=basis, inputs=inputs, singles=singles, judged=judged)

    def judges_alike(self, other: "Trial") -> bool:
        """Return whether all that is kept of every strategy is the same."""
        return self.best == other.best and all(
            np.array_equal(
                getattr(self.judged, item.name),
                getattr(other.judged, item.name),
                equal_nan=getattr(self.judged, item.name).dtype.kind == "f",
            )
            for item in fields(Judged)
        )


def make_trial(evaluation: Evaluation, row: int) -> Trial:
    """Return one workload of an evaluation by itself, to be judged with changes."""
    given = replace(evaluation.portfolio, workloads=(evaluation.inputs.workloads[row],))
    known = evaluation.catalogue
    basis = make_basis(given, evaluation.strategies, known, evaluation.settings)
    inputs = _inputs(given, known, evaluation.inputs.take(np.array([row])))
    singles = judged_singles(basis, inputs)
    return Trial(
        basis=basis, inputs=inputs, singles=singles, judged=judge_strategies(basis, singles)
    )


def judged_singles(basis: Basis, inputs: Inputs) -> Details:
    """Return workloads judged against every single protection, with what blocks them.

    The rules belong to this stage, so that what they read of the catalogue is noted with it.
    """
    singles = judge_singles(basis, inputs)
    _ = singles.is_blocked
    return singles


def _costs(basis: Basis, inputs: Inputs, copies: Copies) -> Costs:
    return make_costs(inputs, basis.world, basis.catalogue, basis.arrays, copies)


def inputs_of(portfolio: Portfolio, catalogue: Catalogue, hit_together: Numbers) -> Inputs:
    """Return the rows of a portfolio as inputs; each shares what one event costs with others."""
    inputs = make_inputs(portfolio, catalogue)
    shape = (len(hit_together), 1, 1, 1, inputs.count)
    return replace(inputs, hit_together=np.broadcast_to(hit_together, shape))


def _inputs(portfolio: Portfolio, catalogue: Catalogue, like: Inputs) -> Inputs:
    return inputs_of(portfolio, catalogue, like.hit_together[..., :1])


def _again(world: World, catalogue: Catalogue) -> World:
    """Return the tables of the same landscape from another catalogue."""
    return make_world(Landscape(world.hubs, world.targets), catalogue)


def _with_options(world: World, catalogue: Catalogue) -> World:
    """Return the same tables but for what options are like and the phases of their recovery."""
    return replace(world, options=make_option_tables(catalogue))


def stages_of_assumptions(trial: Trial) -> dict[str, Stage]:
    """Return for every assumption the first stage that asks for it."""
    known, given, how = trial.catalogue, trial.portfolio, trial.settings
    taken = {item.name: getattr(known, item.name) for item in fields(known) if item.init}
    listener, first = Listener(**taken), dict[str, Stage]()

    def note(stage: Stage, ears: Listener = listener) -> None:
        for id_ in ears.heard:
            first.setdefault(id_, stage)
        ears.heard.clear()

    make_option_tables(listener)
    note(Stage.TABLES)
    _again(trial.basis.world, listener)
    note(Stage.WORLD)
    basis = make_basis(given, trial.basis.strategies, listener, how)
    note(Stage.BASIS)
    inputs = _inputs(given, listener, trial.inputs)
    note(Stage.INPUTS)
    singles = judged_singles(basis, inputs)
    # Outcomes and rules are listened to once more without the costs; with ears of their own, as
    # tables of a catalogue that was seen before are not made again.
    ears = Listener(**taken)
    apart = replace(basis, catalogue=ears)
    judge(inputs, apart.world, ears, apart.arrays, apart.z)
    is_blocked(case_of(apart, inputs, apart.arrays, singles.copies, singles.costs))
    note(Stage.SINGLES, ears)
    note(Stage.COSTS)
    judged = judge_strategies(basis, singles)
    make_ranking(basis, judged, inputs.workloads, how.goal).best()
    note(Stage.STRATEGIES)
    return {item.id: first.get(item.id, Stage.NEVER) for item in known.assumptions}

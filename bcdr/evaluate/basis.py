"""What is the same for every workload of a study: landscape, strategies, references, settings."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bcdr.evaluate.axes import PROTECTION, Flags, Numbers, along
from bcdr.evaluate.pairs import Pairing
from bcdr.evaluate.protections import ProtectionArrays, StrategyList, protection_arrays
from bcdr.evaluate.recovery import z_value
from bcdr.evaluate.rulebook import Rulebook, make_rulebook
from bcdr.evaluate.score import guidance_value
from bcdr.evaluate.world import World, make_world
from bcdr.model.catalogue import Catalogue
from bcdr.model.landscape import Hub, Landscape, Target
from bcdr.model.portfolio import Portfolio
from bcdr.model.settings import Settings
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import DecisionKind, Mode, Option, TargetKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Everything a workload is judged by that does not depend on it.

    `accepted` are the workloads whose gap an unexpired decision accepts. `guidance` is what the
    guidance says of each protection, 0 to 1, along the protection axis. `reference_*` are the
    two references of the cost part, daily backup and running duplicate, on a landscape of their
    own. `rulebook` holds the clauses and rules of policy that are checked.
    """

    portfolio: Portfolio
    catalogue: Catalogue
    settings: Settings
    strategies: StrategyList
    world: World
    arrays: ProtectionArrays
    accepted: frozenset[str]
    guidance: Numbers
    pairing: Pairing
    reference_world: World
    reference_arrays: ProtectionArrays
    rulebook: Rulebook

    @property
    def z(self) -> float:
        """Return the normal quantile of the planning percentile."""
        return z_value(self.settings.planning_percentile)

    def accepted_flags(self, ids: list[str]) -> Flags:
        """Return whether a decision accepts the gap of each of these workloads."""
        if not self.accepted:
            return np.zeros(len(ids), dtype=bool)
        return np.array([id_ in self.accepted for id_ in ids], dtype=bool)


def make_basis(
    portfolio: Portfolio,
    strategies: StrategyList,
    catalogue: Catalogue,
    settings: Settings,
) -> Basis:
    """Return what all workloads of a portfolio are judged by."""
    landscape = portfolio.landscape
    is_unplaced = any(item.hub is None for item in portfolio.workloads)
    references, reference_landscape = _references()
    return Basis(
        portfolio=portfolio,
        catalogue=catalogue,
        settings=settings,
        strategies=strategies,
        world=make_world(landscape, catalogue, with_unknown_hub=is_unplaced),
        arrays=protection_arrays([strategies.protections], landscape, shared=True),
        accepted=accepted_ids(portfolio, settings),
        guidance=guidance_along(strategies.protections, landscape, catalogue),
        pairing=Pairing(strategies),
        reference_world=make_world(reference_landscape, catalogue),
        reference_arrays=protection_arrays([references], reference_landscape, shared=True),
        rulebook=make_rulebook(portfolio, catalogue, settings),
    )


def accepted_ids(portfolio: Portfolio, settings: Settings) -> frozenset[str]:
    """Return the workloads whose gap their last unexpired decision accepts.

    An override of a rule stands beside it and takes nothing back.
    """
    last = {
        item.workload_id: item.kind
        for item in portfolio.decisions
        if item.kind is not DecisionKind.OVERRIDE_RULE
        and (item.until is None or item.until >= settings.as_of)
    }
    return frozenset(id_ for id_, kind in last.items() if kind is DecisionKind.ACCEPT_GAP)


def guidance_along(
    protections: Sequence[Protection], landscape: Landscape, catalogue: Catalogue
) -> Numbers:
    """Return what the guidance says of protections, 0 to 1, along the protection axis."""
    return along([_guidance(item, landscape, catalogue) for item in protections], PROTECTION)


def _guidance(item: Protection, landscape: Landscape, catalogue: Catalogue) -> float:
    """Return the weakest of what is said of option, kind of target and both together."""
    said = [catalogue.option(item.option).guidance]
    if item.target is not None:
        kind = next(target.kind for target in landscape.targets if target.name == item.target)
        said.append(catalogue.target_kind(kind).guidance)
        said.append(catalogue.combination(item.option, kind).guidance)
    return min(guidance_value(catalogue, word) for word in said)


def _references() -> tuple[tuple[Protection, ...], Landscape]:
    landscape = Landscape(
        hubs=(Hub(name="reference"),),
        targets=(
            Target(name="reference backup", kind=TargetKind.EXISTING_EXTERNAL),
            Target(name="reference Hub", kind=TargetKind.SECOND_HUB, hub="reference Hub"),
        ),
    )
    references = (
        Protection(
            option=Option.IN_GUEST_BACKUP,
            target="reference backup",
            mode=Mode.INTERVAL,
            interval_hours=24.0,
            retention_days=30.0,
        ),
        Protection(option=Option.ACTIVE_ACTIVE, target="reference Hub", mode=Mode.CONTINUOUS),
    )
    return references, landscape

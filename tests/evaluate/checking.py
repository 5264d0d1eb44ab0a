"""Checks of small portfolios for tests: what a parameter says, and how clauses come out."""

from dataclasses import replace
from typing import Any

from bcdr.evaluate.basis import make_basis
from bcdr.evaluate.checks import check_of_rows
from bcdr.evaluate.inputs import make_inputs
from bcdr.evaluate.outcomes import judge_together
from bcdr.evaluate.protections import all_strategies, protection_arrays, today_arrays
from bcdr.evaluate.registry import REGISTRY
from bcdr.evaluate.regulation import Check
from bcdr.model.catalogue import Catalogue
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.portfolio import Portfolio, Workload
from bcdr.model.results import Reason
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import Option
from bcdr.study import Study
from tests.factories import portfolio, settings

Said = tuple[float, float, tuple[str, ...]]
"""The least and the most a parameter can be, and what would tell."""

YES, NO = (1.0, 1.0), (0.0, 0.0)
OPEN = (0.0, 1.0)


def checked(
    given: Portfolio | Workload, *protections: Protection, is_today: bool = False, **how: Any
) -> Check:
    """Return the check of the first workload with these protections, or with what it has today."""
    given = given if isinstance(given, Portfolio) else portfolio(given)
    catalogue = load_catalogue()
    basis = make_basis(
        given, all_strategies(given.landscape, catalogue), catalogue, settings(**how)
    )  # fmt: skip
    inputs = make_inputs(given, catalogue, (0,))
    arrays = (
        today_arrays(given.workloads[:1], given.landscape)
        if is_today
        else protection_arrays([protections], given.landscape, shared=False)
    )
    outcomes, _ = judge_together(
        inputs, basis.world, catalogue, arrays, basis.z, only_built=is_today
    )
    return check_of_rows(
        basis,
        inputs,
        arrays,
        outcomes,
        only_built=is_today,
    )


def said(
    parameter: str,
    given: Portfolio | Workload,
    *protections: Protection,
    wanted: tuple[str, ...] = (),
    **how: Any,
) -> Said:
    """Return what a parameter says of one strategy of the first workload."""
    subject = checked(given, *protections, **how).subject
    answer = REGISTRY[parameter].ask(subject, wanted)
    return (*answer.cell(subject, 0, 0), answer.missing(subject, 0, 0))


def only(*clauses: str, known: Catalogue | None = None) -> Catalogue:
    """Return the catalogue with these clauses alone."""
    base = known or load_catalogue()
    return replace(base, regulations=tuple(base.clause(name) for name in clauses))


def reasons_against(done: Study, option: Option, to: str) -> tuple[Reason, ...]:
    """Return the reasons against every strategy of one such protection alone."""
    found = done.workload("Ledger", detail="all").ranked
    return next(
        item.reasons
        for item in found
        if [(one.option, one.target) for one in item.strategy.protections] == [(option, to)]
    )

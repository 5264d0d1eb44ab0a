"""Assignments of small portfolios: what a test gives each workload, assessed together."""

from bcdr.evaluate.assess import Assessment, assess
from bcdr.evaluate.protections import protection_arrays, today_arrays
from bcdr.model.catalogue import Catalogue
from bcdr.model.portfolio import Portfolio
from bcdr.model.strategy import Protection
from tests.factories import SCENARIOS, judged, protection

BACKED_UP = (protection(),)


def assigned(
    given: Portfolio, *rows: tuple[Protection, ...], known: Catalogue | None = None
) -> Assessment:
    """Return the workloads with these protections, one row for each, assessed as a plan."""
    arrays = protection_arrays(rows, given.landscape, shared=False)
    return assess(judged(given, known), arrays)


def as_today(given: Portfolio, known: Catalogue | None = None) -> Assessment:
    """Return the workloads with what they have today, assessed together."""
    arrays = today_arrays(given.workloads, given.landscape)
    return assess(judged(given, known), arrays, only_built=True)


def states(found: Assessment, scenario: str) -> list[int]:
    """Return the coverage codes of all workloads in a scenario."""
    codes: list[int] = found.state[:, SCENARIOS.index(scenario)].tolist()
    return codes

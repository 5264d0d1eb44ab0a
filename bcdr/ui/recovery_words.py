"""What takes the time of a recovery, in a sentence."""

from collections.abc import Sequence

from bcdr.model.catalogue import Catalogue
from bcdr.model.units import format_hours
from bcdr.study_recovery import ALLOWANCE, DEPENDENCIES, PHASES, WAIT, Recovery

_NOT_DONE = frozenset({WAIT, ALLOWANCE, DEPENDENCIES})


def longest_phase(one: Recovery) -> int:
    """Return the number of the phase that takes longest."""
    return max(range(len(PHASES)), key=lambda number: one.phases[number])


def recovery_claim(found: Sequence[Recovery], catalogue: Catalogue) -> str:
    """Return the recovery that is nearest to its RTO or beyond, and what takes its time."""
    if not found:
        return "No recovery to look at"
    tightest = max(found, key=lambda one: one.hours / one.rto_hours if one.rto_hours else 0.0)
    number = longest_phase(tightest)
    scenario = catalogue.scenario(tightest.scenario).title
    rto = tightest.rto_hours
    against = f" of the {format_hours(rto)} allowed" if rto else ""
    to = "" if PHASES[number] in _NOT_DONE else "to "
    takes = format_hours(tightest.phases[number])
    return (
        f"{scenario}: {format_hours(tightest.hours)}{against}, {takes} of it {to}{PHASES[number]}"
    )

"""What objectives cost, in words: the sentences and labels beside the grid and the staircase."""

import math
from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Final

from bcdr.model.sensitivity import CostAgainstRto, CostStep, ObjectivePrice, PriceOfObjectives
from bcdr.model.units import format_hours, format_money

NOTHING_MEETS: Final = "\N{MULTIPLICATION SIGN}"
"""Stands in a cell whose RTO and RPO nothing meets."""
_CENT: Final = 0.01
_MINUTES: Final = 60
_TICK_HOURS: Final = (1 / 60, 1 / 12, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 24.0, 72.0, 168.0, 336.0)
# Of the width of the axis, which the words of one duration take.
_TICK_SHARE: Final = 0.1


def wanted_words(hours: float | None) -> str:
    """Return an objective in words; infinite hours are not applicable.

    >>> wanted_words(0.25), wanted_words(math.inf), wanted_words(None)
    ('15 min', 'not applicable', 'not given')
    """
    if hours is None:
        return "not given"
    return format_hours(hours) if math.isfinite(hours) else "not applicable"


def axis_words(hours: float) -> str:
    """Return an objective as short as an axis needs it."""
    return format_hours(hours) if math.isfinite(hours) else "n/a"


def kept_words(hours: float) -> str:
    """Return the shortest time that can be kept, rounded up, so that it holds as it is written.

    >>> kept_words(5.9534), kept_words(0.0551), kept_words(4.0)
    ('5.96 h', '3.4 min', '4 h')
    """
    if hours <= 0:
        return format_hours(0.0)
    is_short = hours < 1 - 0.5 / _MINUTES
    shown = Decimal(hours * _MINUTES if is_short else hours if hours < 48 else hours / 24)
    digits = 2 if is_short else 3
    step = Decimal(1).scaleb(shown.adjusted() + 1 - digits)
    up = float((shown - Decimal("1e-9")).quantize(step, rounding=ROUND_CEILING))
    return format_hours(up / _MINUTES if is_short else up if hours < 48 else up * 24)


def short_money(amount: float) -> str:
    """Return an amount as short as a cell needs it.

    >>> short_money(84), short_money(8273), short_money(12_345), short_money(1_234_567)
    ('84', '8.3k', '12k', '1.2M')
    """
    for size, ending in ((1e6, "M"), (1e3, "k")):
        scaled = amount / size
        if scaled >= 0.9995:
            return f"{scaled:.1f}{ending}" if scaled < 10 else f"{scaled:,.0f}{ending}"
    return f"{amount:.0f}"


def place_of(values: Sequence[float], own: float | None) -> int | None:
    """Return where an objective stands among those of a grid, None if it is not there."""
    return values.index(own) if own is not None and own in values else None


def own_cell(price: PriceOfObjectives) -> ObjectivePrice | None:
    """Return the cell of what is asked for now, None if nothing is.

    Where only one of both is asked for, the other is the longest of the grid: the cheapest.
    """
    row = place_of(price.rto_hours, price.own_rto_hours)
    column = place_of(price.rpo_hours, price.own_rpo_hours)
    if row is None and column is None:
        return None
    return price.cells[-1 if row is None else row][-1 if column is None else column]


def cell_at(price: PriceOfObjectives, number: int | None) -> ObjectivePrice | None:
    """Return the cell of a number, counted along the rows, None if there is none."""
    width = len(price.rpo_hours)
    if number is None or not 0 <= number < width * len(price.rto_hours):
        return None
    row, column = divmod(number, width)
    return price.cells[row][column]


def price_claim(price: PriceOfObjectives, currency: str) -> str:
    """Return what the objectives asked for now cost at least."""
    own = own_cell(price)
    if own is None:
        return "What RTO and RPO would cost"
    wanted = asked_words(price)
    if own.outlay_per_year is None:
        return f"Nothing meets {wanted}"
    verb = "cost" if " and " in wanted else "costs"
    return f"{wanted} {verb} at least {format_money(own.outlay_per_year, currency)} a year"


def asked_words(price: PriceOfObjectives) -> str:
    """Return what is asked for now in words, without what is not."""
    own = (("RTO", price.own_rto_hours), ("RPO", price.own_rpo_hours))
    return " and ".join(f"{name} {wanted_words(hours)}" for name, hours in own if hours is not None)


def pair_words(cell: ObjectivePrice) -> str:
    """Return the RTO and RPO of a cell in words."""
    return f"RTO {wanted_words(cell.rto_hours)} and RPO {wanted_words(cell.rpo_hours)}"


def cell_claim(price: PriceOfObjectives, cell: ObjectivePrice, currency: str) -> str:
    """Return what a cell costs, and how that compares to what is asked for now."""
    own = own_cell(price)
    wanted = asked_words(price) if cell is own else pair_words(cell)
    if cell.outlay_per_year is None or cell.expected_penalty_per_year is None:
        return f"Nothing meets {wanted}"
    said = (
        f"{wanted}: {format_money(cell.outlay_per_year, currency)} a year, with an "
        f"expected penalty of {format_money(cell.expected_penalty_per_year, currency)}"
    )
    if own is None or own.outlay_per_year is None or cell is own:
        return said
    difference = cell.outlay_per_year - own.outlay_per_year
    if abs(difference) <= _CENT:
        return f"{said}. It costs the same as what is asked for now"
    more = "more" if difference > 0 else "less"
    return f"{said}. That is {format_money(abs(difference), currency)} {more} than now"


def stairs_claim(cost: CostAgainstRto, own_rto_hours: float | None, currency: str) -> str:
    """Return what the next step costs, up to a shorter RTO or else down to a longer one."""
    if not cost.steps:
        return f"Nothing meets an RPO of {wanted_words(cost.rpo_hours)}, whatever the RTO"
    first = cost.steps[0]
    if own_rto_hours is None or not math.isfinite(own_rto_hours):
        return (
            f"The shortest RTO that can be kept is {kept_words(first.from_rto_hours)}, for "
            f"{format_money(first.outlay_per_year, currency)} a year"
        )
    at = _step_at(cost.steps, own_rto_hours)
    if at is None:
        return (
            f"An RTO of {format_hours(own_rto_hours)} cannot be kept; the shortest that can is "
            f"{kept_words(first.from_rto_hours)}, for "
            f"{format_money(first.outlay_per_year, currency)} a year"
        )
    if at > 0:
        return _step_claim(own_rto_hours, cost.steps[at], cost.steps[at - 1], currency)
    if len(cost.steps) > 1:
        return _step_claim(own_rto_hours, first, cost.steps[1], currency)
    return "No RTO costs more or less than another"


def stairs_note(cost: CostAgainstRto) -> str:
    """Return at what RPO the staircase holds, and why nothing is quicker than its first step."""
    held = f"With the RPO kept at {wanted_words(cost.rpo_hours)}."
    if not cost.steps:
        return f"{held} {cost.reason}"
    shortest = cost.steps[0].from_rto_hours
    if shortest <= 0:
        return held
    return f"{held} Nothing is quicker than {format_hours(shortest)}. {cost.reason}"


def _step_claim(own_rto_hours: float, now: CostStep, then: CostStep, currency: str) -> str:
    difference = then.outlay_per_year - now.outlay_per_year
    verb = f"costs {format_money(difference, currency)} a year more"
    if difference < 0:
        verb = f"saves {format_money(-difference, currency)} a year"
    return f"Going from {format_hours(own_rto_hours)} to {kept_words(then.from_rto_hours)} {verb}"


def _step_at(steps: Sequence[CostStep], rto_hours: float) -> int | None:
    """Return the step that holds at an RTO, None if it is shorter than all of them."""
    held = [place for place, step in enumerate(steps) if step.from_rto_hours <= rto_hours]
    return held[-1] if held else None


def shades(cells: Sequence[ObjectivePrice], steps: int) -> list[int]:
    """Return for every cell its step of colour by the logarithm of the outlay, -1 for nothing."""
    known = [cell.outlay_per_year for cell in cells if cell.outlay_per_year is not None]
    least, most = (math.log1p(limit(known, default=0.0)) for limit in (min, max))
    span = most - least
    return [
        -1
        if cell.outlay_per_year is None
        else 0
        if span <= 0
        else min(steps - 1, int((math.log1p(cell.outlay_per_year) - least) / span * steps))
        for cell in cells
    ]


def axis_start(shortest_hours: float) -> float:
    """Return where the axis begins: a little before the shortest RTO, which may be no time."""
    return max(shortest_hours * 0.8, _TICK_HOURS[0])


def axis_ticks(least: float, most: float) -> list[float]:
    """Return durations for the axis, none closer to the next than words need."""
    span = math.log10(most / least)
    found: list[float] = []
    for hours in _TICK_HOURS:
        if least <= hours <= most and (
            not found or math.log10(hours / found[-1]) / span >= _TICK_SHARE
        ):
            found.append(hours)
    return found

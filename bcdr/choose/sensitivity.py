"""What the numbers of a study decide: the door to prices, flips, missing inputs and break-even."""

from bcdr.choose.sensitivity_break_even import break_even
from bcdr.choose.sensitivity_flips import flips
from bcdr.choose.sensitivity_inputs import missing_inputs, most_important_input
from bcdr.choose.sensitivity_prices import cost_against_rto, price_of_objectives

__all__ = [
    "break_even",
    "cost_against_rto",
    "flips",
    "missing_inputs",
    "most_important_input",
    "price_of_objectives",
]

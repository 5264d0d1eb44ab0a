"""Sizing: what each target has to be to hold the plan, with room to spare."""

from bcdr.report.sections.extract import Extract, Record, text
from bcdr.report.sections.extract import number as number_of

USE_SHARE = "fixed-cost-use-share"
"""The share of its capacity at which a target counts as fully used."""


def sizing(row: Record, extract: Extract) -> Record:
    """Return the capacity and link a target needs, and the advice in words (D1)."""
    share = extract.study.catalogue.value(USE_SHARE)
    planned, capacity = number_of(row, "planned_tb"), number_of(row, "capacity_tb")
    link = extract.study.bandwidth_needed_mbit_per_s().get(text(row, "target"), 0.0)
    needed = None if planned is None else planned / share
    return {
        "needed_tb": needed,
        "needed_link_mbit_per_s": link,
        "advice": _advice(planned, capacity, needed, number_of(row, "link_share") or 0.0, link),
    }


def _advice(
    planned: float | None, capacity: float | None, needed: float | None, use: float, link: float
) -> str:
    if planned is None or needed is None:
        return "How much would lie here is not known: state the sizes of the data."
    if not planned:
        return "The plan puts nothing here."
    said = []
    if capacity is None:
        said.append(f"State its capacity; {needed:,.1f} TB would do.")
    elif planned > capacity:
        said.append(f"Too small: enlarge it from {capacity:,.1f} TB to {needed:,.1f} TB.")
    elif needed > capacity:
        said.append(f"It fits with little to spare: plan for {needed:,.1f} TB.")
    else:
        said.append("Large enough.")
    if use > 1:
        said.append(f"Its link is too slow: {link:,.0f} Mbit/s would just do.")
    return " ".join(said)

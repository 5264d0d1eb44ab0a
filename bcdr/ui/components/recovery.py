"""The phases of a recovery as a bar per scenario, against the RTO."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from bcdr.model.catalogue import Catalogue
from bcdr.model.units import format_hours
from bcdr.study_recovery import PHASES, Assigned, Recovery
from bcdr.ui import state
from bcdr.ui.components.headings import note, section
from bcdr.ui.components.tables import Heading, table
from bcdr.ui.markup import Markup, joined, show, tag
from bcdr.ui.recovery_words import longest_phase, recovery_claim

_WHEN: Final[dict[Assigned, str]] = {"recommended": "With the plan", "today": "Today"}


def recovery_choice() -> Assigned:
    """Return which recovery to show: that of the plan or that of today."""
    chosen: Assigned | None = st.segmented_control(
        "When",
        list(_WHEN),
        format_func=lambda one: _WHEN[one],
        default="recommended",
        required=True,
        key=state.RECOVERY_WHEN,
        persist_state="session",
        label_visibility="collapsed",
    )
    return chosen or "recommended"


def recovery(found: Sequence[Recovery], catalogue: Catalogue) -> None:
    """Show what takes the time, a bar per scenario from which it comes back by a copy."""
    section(
        recovery_claim(found, catalogue),
        "Each bar is one recovery from the moment it is noticed, at the planning percentile; the "
        "mark is the RTO. Bars have scales of their own: compare the parts, not the lengths.",
    )
    if not found:
        note("Nothing comes back by a copy: either no copy survives, or nothing is interrupted.")
        return
    shown = [n for n in range(len(PHASES)) if any(one.phases[n] > 0 for one in found)]
    show(tag("div", *(_key(number) for number in shown)))
    show(
        table(
            (
                Heading("Scenario", width=19),
                Heading("What takes the time", width=51),
                Heading("Back in", is_number=True, width=9),
                Heading("RTO", is_number=True, width=8),
                Heading("Longest part", width=13),
            ),
            (_row(one, catalogue) for one in found),
            label="Phases of the recovery in every scenario",
        )
    )


def _row(one: Recovery, catalogue: Catalogue) -> tuple[str, ...]:
    is_late = one.rto_hours is not None and one.hours > one.rto_hours * (1 + 1e-6)
    hours = format_hours(one.hours)
    return (
        joined(
            tag("div", catalogue.scenario(one.scenario).title),
            tag("div", f"at {one.place}" if one.place else "", css="b-small"),
        ),
        _bar(one),
        tag("b", f"▲ {hours}") if is_late else hours,
        format_hours(one.rto_hours, blank="not given"),
        tag("span", PHASES[longest_phase(one)], css="b-small"),
    )


def _bar(one: Recovery) -> Markup:
    scale = max(one.hours, one.rto_hours or 0.0)
    said = ", ".join(
        f"{title} {format_hours(hours)}"
        for title, hours in zip(PHASES, one.phases, strict=True)
        if hours > 0
    )
    pieces = [
        tag(
            "span",
            css=f"b-phase-{number}",
            style=f"width:{100 * hours / scale:.2f}%",
            title=f"{PHASES[number]}: {format_hours(hours)}",
        )
        for number, hours in enumerate(one.phases)
        if hours > 0
    ]
    mark = []
    if one.rto_hours is not None:
        mark = [tag("i", css="b-rto", style=f"left:{100 * one.rto_hours / scale:.2f}%")]
    return tag(
        "div",
        tag("div", *pieces, css="b-bar b-thick"),
        *mark,
        css="b-recovery",
        role="img",
        aria_label=said,
    )


def _key(number: int) -> Markup:
    return tag("span", tag("i", css=f"b-phase-{number}"), PHASES[number], css="b-key")

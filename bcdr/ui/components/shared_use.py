"""What exists only together: links and targets, recovery places, events, and missing inputs."""

from collections.abc import Mapping, Sequence

import streamlit as st

from bcdr.model.catalogue import Catalogue
from bcdr.model.results import EventCost, PlaceUse
from bcdr.model.units import format_money, format_number
from bcdr.report.wording import counted
from bcdr.ui import shared, state
from bcdr.ui.claims import sentence
from bcdr.ui.components.headings import note, section
from bcdr.ui.components.tables import Heading, table
from bcdr.ui.markup import Markup, joined, show, tag
from bcdr.ui.navigation import PORTFOLIO
from bcdr.ui.shared import Line, PlaceLoad, Use

_MOST_INPUTS = 10
_WHOLE = "For the whole portfolio, whatever the scope: what is shared is shared by all."


def links_and_targets(lines: Sequence[Line], currency: str) -> None:
    """Show what the plan puts on every target and its link."""
    section(
        shared.links_claim(lines),
        f"{_WHOLE} A link counts with the rate it really gives; what rides on an overbooked one "
        "has an unknown loss.",
    )
    show(
        table(
            (
                Heading("Target", width=18),
                Heading("Workloads", is_number=True, width=8),
                Heading("Stored", width=22),
                Heading("Link", width=22),
                Heading("Bandwidth that would do", is_number=True, width=15),
                Heading("Fixed cost charged per year", is_number=True, width=15),
            ),
            (
                (
                    joined(
                        tag("div", str(line["target"])),
                        tag("div", _about(line), css="b-small"),
                    ),
                    f"{line['workloads']:,}",
                    _use(shared.use_of(line["planned_tb"], line["capacity_tb"], "TB")),
                    _use(
                        shared.use_of(
                            line["planned_link_mbit_per_s"], line["link_mbit_per_s"], "Mbit/s"
                        )
                    ),
                    _bandwidth(line),
                    format_money(line["fixed_cost_per_year"], currency),
                )
                for line in lines
            ),
            label="What the plan puts on every target and its link",
            css="b-uses",
        )
    )


def recovery_places(places: Sequence[PlaceUse], catalogue: Catalogue) -> None:
    """Show what every event needs at each recovery place, against what is free there."""
    section(
        shared.places_claim(places),
        f"{_WHOLE} Everything that one event hits recovers at once; the more critical takes its "
        "room first.",
    )
    if not places:
        note("Where copies are only kept and nothing recovers elsewhere, no place is needed.")
        return
    loads = shared.place_loads(places, catalogue)
    if loads:
        show(
            table(
                (
                    Heading("Place", width=14),
                    Heading("What is hit", width=22),
                    Heading("Recover there", is_number=True, width=8),
                    Heading("No longer fit", is_number=True, width=8),
                    Heading("vCPU", width=16),
                    Heading("Memory", width=16),
                    Heading("Storage", width=16),
                ),
                (_place(one) for one in loads),
                label="What every event needs at each recovery place, against what is free",
                css="b-uses",
            )
        )
    for words in shared.elastic_notes(places):
        note(words)


def events(
    per_year: Mapping[str, float],
    today: Sequence[EventCost],
    planned: Sequence[EventCost],
    catalogue: Catalogue,
) -> None:
    """Show how many events to expect, and what one that hits many workloads costs."""
    currency = catalogue.currency
    section(
        shared.events_claim(per_year, planned, currency),
        f"{_WHOLE} If the number of events looks absurd, a frequency is wrong: state yours on the "
        "Scenarios sheet of the list.",
    )
    show(
        table(
            (
                Heading("Scenario", is_kept=True),
                *(Heading(catalogue.scenario(id_).title, is_number=True) for id_ in per_year),
            ),
            [("Events a year", *(format_number(rate) for rate in per_year.values()))],
            label="Events to be expected in a year, per scenario",
        )
    )
    before = {(one.scenario, one.hit): one for one in today}
    if not planned:
        note("No scenario in scope hits more than one workload at once.")
        return
    show(
        table(
            (
                Heading("What one event hits"),
                Heading("Applications", is_number=True),
                Heading("Workloads", is_number=True),
                *_event_headings("Today"),
                *_event_headings("With the plan"),
            ),
            (
                (
                    joined(
                        tag("div", sentence(one.hit)),
                        tag("div", catalogue.scenario(one.scenario).title, css="b-small"),
                    ),
                    f"{one.applications:,}",
                    f"{one.workloads:,}",
                    *_event(before.get((one.scenario, one.hit)), currency),
                    *_event(one, currency),
                )
                for one in planned
            ),
            label="What one event that hits many workloads costs, today and with the plan",
        )
    )


def missing_inputs(lines: Sequence[Line]) -> None:
    """Show the inputs whose absence weighs most, with who answers for them."""
    section(
        shared.inputs_claim(lines),
        "Over the whole portfolio, what weighs most first: binding scenarios that are unknown for "
        "lack of it, times the weight of their workloads.",
    )
    if not lines:
        note("Nothing that matters is left blank.")
        return
    show(
        table(
            (
                Heading("Input"),
                Heading("Who answers for it"),
                Heading("Workloads", is_number=True),
                Heading("Unknown today", is_number=True),
                Heading("Unknown with the plan", is_number=True),
                Heading("Assumed meanwhile for", is_number=True),
                Heading("Where it stands"),
            ),
            (
                (
                    str(line["input"]),
                    str(line["owner"] or "nobody is named"),
                    f"{line['workloads']:,}",
                    _scenarios(line["unknown_scenarios_today"]),
                    _scenarios(line["unknown_scenarios_planned"]),
                    f"{line['assumed_workloads']:,}",
                    " of ".join(text for text in (line["sheet"], line["where"]) if text),
                )
                for line in lines[:_MOST_INPUTS]
            ),
            label="Missing inputs that weigh most",
        )
    )
    if len(lines) > _MOST_INPUTS:
        note(f"The {_MOST_INPUTS} that weigh most of {len(lines):,}.")
    st.page_link(
        PORTFOLIO,
        label="Fill them in on Portfolio",
        icon=":material/arrow_forward:",
        query_params=state.address(),
    )


def _about(line: Line) -> str:
    to_build = "to build" if line["is_to_build"] else ""
    return ", ".join(text for text in (line["site"], to_build) if text)


def _bandwidth(line: Line) -> str:
    wanted = line.get("bandwidth_needed_mbit_per_s")
    if wanted is None or not line["workloads"]:
        return ""
    return f"{format_number(wanted)} Mbit/s"


def _place(load: PlaceLoad) -> tuple[str, ...]:
    one = load.use
    return (
        one.place,
        joined(
            *(
                tag(
                    "div", f"{hit}, ", tag("span", f"{title[:1].lower()}{title[1:]}", css="b-small")
                )
                for hit, title in load.hits
            )
        ),
        f"{one.workloads:,}",
        tag("b", f"\N{MULTIPLICATION SIGN} {one.refused:,}") if one.refused else "0",
        _use(shared.use_of(one.needed_vcpu, one.free_vcpu, "vCPU")),
        _use(shared.use_of(one.needed_memory_gb, one.free_memory_gb, "GB")),
        _use(shared.use_of(one.needed_storage_gb, one.free_storage_gb, "GB")),
    )


def _use(use: Use) -> Markup:
    """Return how full something is as words and a bar; too full has a symbol too."""
    share = shared.share_words(use.share)
    mark = tag("b", f"\N{MULTIPLICATION SIGN} {share}") if use.is_over else tag("span", share)
    filled = min(use.share or 0.0, 1.0)
    css = "b-late-and-lossy" if use.is_over else "b-part-0"
    return tag(
        "div",
        tag("div", tag("span", use.words), mark, css="b-ends b-words"),
        tag("div", tag("span", css=css, style=f"width:{100 * filled:.1f}%"), css="b-bar"),
        css="b-use",
    )


def _event_headings(group: str) -> tuple[Heading, ...]:
    return (
        Heading("Cost of one event", is_number=True, group=group),
        Heading("Never back", is_number=True, group=group),
        Heading("MTD broken", is_number=True, group=group),
    )


def _event(one: EventCost | None, currency: str) -> tuple[str, str, str]:
    if one is None:
        return ("", "", "")
    unsure = f", {one.mtd_unknown:,} unknown" if one.mtd_unknown else ""
    return (
        format_money(one.cost, currency),
        counted_or_none(one.unrecoverable, "workload"),
        f"{counted_or_none(one.mtd_broken, 'application')}{unsure}",
    )


def counted_or_none(count: int, noun: str) -> str:
    """Return a count with its noun, or `none`."""
    return counted(count, noun) if count else "none"


def _scenarios(count: int) -> str:
    return counted_or_none(int(count), "scenario")

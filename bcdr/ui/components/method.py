"""Parts of the Method page: the chain in words, formulas, assumptions, and the guidance."""

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Any

import streamlit as st

from bcdr.model.entries import OptionEntry, TargetKindEntry
from bcdr.model.units import format_number, format_share
from bcdr.report.wording import counted, listed
from bcdr.study import Study
from bcdr.ui import state
from bcdr.ui.components.headings import note, section
from bcdr.ui.components.tables import Heading, table
from bcdr.ui.days import day
from bcdr.ui.markup import Markup, joined, show, tag

_PARTS = ("objectives", "regulation", "cost", "guidance")
_KINDS = {
    "assumption": "Assumptions",
    "phase": "Phases of recovery",
    "price": "Prices",
    "scenario": "Scenarios",
    "tier": "Criticalities",
    "fact": "Dated facts",
}


def chain(study: Study) -> None:
    """Show the steps from a list to a plan, with the settings in use."""
    settings, catalogue = study.settings, study.catalogue
    weights = {part: getattr(settings.weights, part) for part in _PARTS}
    whole = sum(weights.values()) or 1.0
    shares = listed([f"{part} {format_share(weights[part] / whole)}" for part in _PARTS])
    scenarios = [
        one.title[:1].lower() + one.title[1:] for one in catalogue.scenarios if one.in_scope
    ]
    section(
        f"{counted(len(study.strategies), 'strategy', 'strategies')} judged for "
        f"{counted(len(study.portfolio.workloads), 'workload')} in "
        f"{counted(len(scenarios), 'scenario')}",
        f"As of {day(settings.as_of)}. Nothing is sampled and nothing is left to chance: the "
        "same review gives the same numbers.",
    )
    steps = (
        ("What may be done",
         "Every option on every target with every policy, alone and in pairs of continuity and "
         "backup. What the guidance, a dated fact, a rule of policy or a mandatory clause speaks "
         "against is refused, each with its reason, its source and what would help."),
        ("What survives",
         f"For each scenario ({listed(scenarios)}) the copies that "
         "are out of its reach. A copy counts if its place stands, its history reaches back before "
         "the damage was noticed, and nobody can have changed it."),
        ("How much is lost",
         "The age of the youngest copy that survives: the interval, the time until it is complete, "
         "and what a link that is too narrow lags behind."),
        ("How long it takes",
         "The phases of the option, each with a low, likely and high value, the transfer at the "
         "narrowest rate on the way, and the wait for what it depends on, judged at the "
         f"{settings.planning_percentile:.0%} percentile. A test that was passed replaces it."),
        ("Met or not",
         "Time against RTO, loss against RPO, in every scenario that binds. A missing input leaves "
         "the answer unknown, and unknown never counts as met."),
        ("What it costs",
         "Outlay is quantities times the price list. Expected penalty is what an event costs times "
         "how often it is expected; what never comes back counts until it is replaced."),
        ("Which is best",
         f"The goal is {str(settings.goal).replace('-', ' ')}. The score weighs {shares}."),
        ("What fits together",
         "The most critical workload takes its room on links and targets first; who no longer "
         "finds room takes the next best that fits. Then all of it is judged at once."),
        ("What is decided",
         "A decision stands in place of the recommendation until its date, and all is judged again "
         "with it. A gap that is accepted is a gap that somebody answers for."),
    )  # fmt: skip
    show(
        tag(
            "ol",
            *(
                tag("li", tag("b", f"{number}. {title}. "), tag("span", text))
                for number, (title, text) in enumerate(steps, start=1)
            ),
            css="b-steps b-chain",
        )
    )


def formulas(study: Study) -> None:
    """Show every formula with its unit and source."""
    rows = study.quantities_table().to_dict("records")
    section(
        f"{counted(len(rows), 'formula')} that numbers can be asked for",
        "Workshop, tab Why, shows each of them with the numbers of a workload.",
    )
    show(
        table(
            (Heading("What", width=24), Heading("Formula", width=44), Heading("Unit", width=8),
             Heading("Source", width=24)),
            (
                (
                    str(row["title"]),
                    tag("span", str(row["formula"]), css="b-formula"),
                    str(row["unit"]),
                    tag("span", str(row["source"]), css="b-small"),
                )
                for row in rows
            ),
            label="Formulas with unit and source",
        )
    )  # fmt: skip


def assumptions(study: Study) -> None:
    """Show every number in use with range, origin, source and date."""
    rows = study.assumptions_table().to_dict("records")
    origins = Counter(str(row["origin"]) for row in rows)
    given = origins.pop("given", 0)
    section(
        f"{counted(len(rows), 'number')} in use, {given:,} of them given by this review",
        "The others are assumed, each with its range, source, date and confidence.",
    )
    kind = st.segmented_control(
        "Kind",
        list(_KINDS),
        format_func=lambda one: _KINDS[one],
        default="assumption",
        required=True,
        key=state.METHOD_KIND,
        persist_state="session",
        label_visibility="collapsed",
    )
    show(
        table(
            (
                Heading("What", width=34),
                Heading("Value", is_number=True, width=10),
                Heading("Range", is_number=True, width=13),
                Heading("Unit", width=11),
                Heading("Origin and source", width=32),
            ),
            (_assumption(row) for row in rows if row["kind"] == kind),
            label=f"{_KINDS[str(kind)]} in use",
        )
    )


def sources(study: Study) -> None:
    """Show what the guidance says of options and of kinds of target."""
    catalogue = study.catalogue
    section(
        "What the guidance for Azure Stack Hub says",
        "Options and kinds of target with the rows of the guidance they come from.",
    )
    entries: tuple[OptionEntry | TargetKindEntry, ...] = (*catalogue.options, *catalogue.targets)
    show(
        table(
            (Heading("Option or target", width=22), Heading("What it is", width=44),
             Heading("Guidance", width=12), Heading("Source", width=22)),
            (
                (
                    entry.title,
                    entry.summary,
                    str(entry.guidance),
                    tag("span", f"{', '.join(entry.rows)}: {entry.source}, {entry.date}",
                        css="b-small"),
                )
                for entry in entries
            ),
            label="Options and kinds of target with their guidance",
        )
    )  # fmt: skip
    note("Single combinations that are refused say so where they are refused: Workshop, Options.")


def _assumption(row: Mapping[Hashable, Any]) -> tuple[str | Markup, ...]:
    low, high = row["low"], row["high"]
    has_range = low != high and not row["words"]
    ranged = f"{_shown(low)} to {_shown(high)}" if has_range else ""
    return (
        str(row["title"]),
        str(row["words"]) or _shown(row["value"]),
        ranged,
        str(row["unit"]),
        joined(
            tag("div", f"{row['origin']}, {row['confidence']} confidence"),
            tag("div", f"{row['source']}, {row['date']}", css="b-small"),
        ),
    )


def _shown(value: object) -> str:
    return format_number(value) if isinstance(value, int | float) else ""

"""Asks for a number and shows why it is what it is."""

import re
from collections.abc import Mapping
from typing import Final

import streamlit as st

from bcdr.model.results import Explanation, Step, WorkloadResult
from bcdr.study import Study
from bcdr.ui import state
from bcdr.ui.components.headings import note
from bcdr.ui.escaping import markdown_text
from bcdr.ui.markup import Markup, show, tag

# An input is called after its variable, whose last words say the unit.
_UNITS: Final = {
    "mbit per s": "Mbit/s",
    "mb per s": "MB/s",
    "per year": "per year",
    "hours": "h",
    "days": "d",
    "gb": "GB",
    "ms": "ms",
}
_ONE_OF: Final = {"batches": "batch", "copies": "copy"}
ASKED_MOST: Final = (
    "planning_hours",
    "worst_loss_hours",
    "outlay_per_year",
    "expected_penalty_per_year",
    "event_cost",
    "score",
)
"""Quantities that stand first among those to be asked for."""


def explained(study: Study, result: WorkloadResult) -> None:
    """Ask for quantity, scenario and strategy, and show the steps of the computation."""
    strategies = {"recommended": "Recommended", "today": "Today"} | {
        one.strategy.id: f"{one.rank}. {one.strategy.title}" for one in result.ranked
    }
    if result.recommended is None:
        del strategies["recommended"]
    scenarios = {id_: study.catalogue.scenario(id_).title for id_ in study.scenario_ids}
    quantities = quantity_titles(study)
    which, where, how = st.columns(3)
    quantity = which.selectbox(
        "Number",
        list(quantities),
        format_func=lambda name: quantities[name],
        key=state.EXPLAINED_QUANTITY,
        persist_state="session",
    )
    scenario = where.selectbox(
        "Scenario",
        list(scenarios),
        format_func=lambda id_: scenarios[id_],
        key=state.EXPLAINED_SCENARIO,
        persist_state="session",
    )
    strategy = how.selectbox(
        "Strategy",
        list(strategies),
        format_func=lambda id_: strategies[id_],
        key=f"{state.EXPLAINED_STRATEGY}-{result.workload.id}",
    )
    try:
        explanation = study.explain(result.workload.id, str(quantity), str(scenario), str(strategy))
    except LookupError as error:
        st.info(markdown_text(str(error.args[0])), icon=":material/info:")
        return
    _show(explanation)


def quantity_titles(study: Study) -> Mapping[str, str]:
    """Return every quantity that can be explained with its title, those asked for most first."""
    table = study.quantities_table()
    titles = dict(zip(table["id"], table["title"], strict=True))
    return {name: titles[name] for name in (*ASKED_MOST, *titles) if name in titles}


def _show(explanation: Explanation) -> None:
    if not explanation.steps:
        note("Nothing is computed here: no copy survives, or nothing is lost.")
        return
    last = explanation.steps[-1]
    note(
        tag("b", f"{last.title}: {last.value} {_unit(last)}. "), "How it comes about, step by step:"
    )
    show(tag("ol", *(_step(step) for step in explanation.steps), css="b-steps"))


def _step(step: Step) -> Markup:
    inputs = (
        tag("span", cell)
        for name, value, origin in step.inputs
        for cell in (*_with_unit(name, value), origin)
    )
    return tag(
        "li",
        tag("span", f"{step.value} {_unit(step)}", css="b-value"),
        tag("b", step.title),
        tag("div", step.formula, css="b-formula"),
        tag("div", *inputs, css="b-inputs"),
        tag("div", step.source, css="b-small"),
    )


def _unit(step: Step) -> str:
    return _ONE_OF.get(step.unit, step.unit) if step.value == "1" else step.unit


def _with_unit(name: str, value: str) -> tuple[str, str]:
    """Return an input's name and value with the unit beside the number, not in the name."""
    called = re.sub(r"\bvm(s?)\b", r"VM\1", name)
    for words, unit in _UNITS.items():
        if called.endswith(f" {words}") and value[:1].isdigit():
            return called.removesuffix(f" {words}"), f"{value} {unit}"
    return called, value

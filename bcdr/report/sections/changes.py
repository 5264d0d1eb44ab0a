"""What changed: inputs and results since the plan that came back was written, and why."""

from bcdr.report.blocks import Section, Table, Text, TextRole
from bcdr.report.sections.columns import money, prose, words
from bcdr.report.sections.why import stated
from bcdr.report.wording import counted, listed
from bcdr.study_changes import Changes


def changes_section(changes: Changes) -> Section:
    """Return changed totals, inputs and results, each result with the rule or number behind it."""
    return Section(
        id="changes",
        title="What changed",
        purpose="What is different from the plan as it was sent out, and why: totals, inputs, and "
        "results with the rule or the number that made the difference.",
        blocks=(
            Text(_claim(changes), TextRole.CLAIM),
            _totals(changes),
            _inputs(changes),
            _results(changes),
        ),
    )


def _claim(changes: Changes) -> str:
    if changes.is_empty:
        return "Nothing changed: inputs and results are those of the plan that was sent out."
    results = [
        counted(sum(1 for one in changes.results if one.what == what), what)
        for what in ("recommendation", "verdict")
    ]
    inputs = counted(len(changes.inputs), "input")
    return f"{inputs} changed, and with them {listed(results)}."


def _totals(changes: Changes) -> Table:
    note = "As on Cost, and counted from Plan."
    return Table(
        id="changed-totals",
        title="Totals",
        columns=(
            words("title", "Total", 32),
            stated(money("before", "Before", "in its unit", width=24), note),
            stated(money("after", "Now", "in its unit", width=24), note),
            stated(money("change", "Change", "in its unit", width=24), note),
            words("unit", "Unit", 24),
        ),
        rows=tuple(
            (one.title, one.before, one.after, one.after - one.before, one.unit)
            for one in changes.totals
        ),
    )


def _inputs(changes: Changes) -> Table:
    return Table(
        id="changed-inputs",
        title="Inputs",
        columns=(
            words("subject", "What", 44),
            words("sheet", "Sheet", 24),
            words("field", "Column", 24),
            prose("before", "Before", 48),
            prose("after", "Now", 48),
        ),
        rows=tuple(
            (one.subject, one.sheet, one.field, one.before, one.after) for one in changes.inputs
        ),
        empty="No input changed.",
    )


def _results(changes: Changes) -> Table:
    return Table(
        id="changed-results",
        title="Results, and what caused them",
        columns=(
            words("title", "Workload", 32),
            words("what", "What", 12),
            prose("before", "Before", 36),
            prose("after", "Now", 36),
            prose("cause", "Rule or number that caused it", 48),
            prose("inputs", "Changed inputs behind it", 36),
        ),
        rows=tuple(
            (one.title, one.what, one.before, one.after, one.cause, "; ".join(one.inputs) or None)
            for one in changes.results
        ),
        empty="No recommendation and no verdict changed.",
    )

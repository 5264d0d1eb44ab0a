"""What people decide in the plan: the columns to fill in, and what stands in them already."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bcdr.model.portfolio import Decision
from bcdr.model.returned import PLAN_DECISION_HEADINGS
from bcdr.model.vocabulary import DecisionKind
from bcdr.report.blocks import CellKind, CellValue, Column
from bcdr.report.sections.columns import of_kind, prose, words, workbook_only
from bcdr.report.sections.extract import Extract, Record

_GROUP: Final = "Decision"
_WIDTHS: Final = {
    "decision": 18,
    "strategy": 44,
    "rule": 26,
    "decided_by": 18,
    "date": 13,
    "reason": 40,
    "until": 13,
}
_NOTES: Final = {
    "decision": "choose: take Strategy chosen. keep today: leave it as it is. accept gap until: "
    "live with it until the date in Until. override a rule: lift the refusal of Rule overridden "
    "for this workload, with a reason. park: nothing is decided; takes back what was.",
    "strategy": "One of the best strategies of this workload, as on Alternatives; another may be "
    "written by its ID.",
    "rule": "The code of the rule on Reasons, or the name of a rule on Rules.",
    "reason": "Why. It is kept with the decision.",
    "until": "The last day on which the decision holds.",
}


def decision_columns(rules: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns to decide in; `rules` are those that may be overridden."""
    return tuple(workbook_only(_column(field, rules)) for field in PLAN_DECISION_HEADINGS)


def decided(extract: Extract, workload_id: str) -> Record:
    """Return what is decided for a workload: the last that holds, empty cells where nothing is."""
    decision = extract.decisions.get(workload_id)
    return {key(field): _value(decision, field) for field in PLAN_DECISION_HEADINGS}


def key(field: str) -> str:
    """Return the key of the column of a field of the sheet Decisions."""
    return f"decision_{field}"


def _column(field: str, rules: Sequence[str]) -> Column:
    title, width = PLAN_DECISION_HEADINGS[field], _WIDTHS[field]
    if field in {"date", "until"}:
        column = of_kind(key(field), title, CellKind.DATE, width, _GROUP)
    elif field in {"strategy", "reason"}:
        column = prose(key(field), title, width, _GROUP)
    else:
        column = words(key(field), title, width, _GROUP)
    column = replace(column, is_input=True, note=_NOTES.get(field, ""))
    if field == "decision":
        return replace(column, choices=tuple(map(str, DecisionKind)), is_closed=True)
    if field == "strategy":
        return replace(
            column,
            choices_from="OFFSET({alternatives.strategy},{first_offer}-1,0,{offers},1)",
        )
    return replace(column, choices=tuple(rules)) if field == "rule" else column


def _value(decision: Decision | None, field: str) -> CellValue:
    if decision is None:
        return None
    found = decision.kind if field == "decision" else getattr(decision, field)
    return str(found) if isinstance(found, str) and found else found or None

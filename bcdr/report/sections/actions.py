"""Actions: what closes a gap, and who has to act: the owner (R2) or the operator (R3)."""

from typing import Final

from bcdr.model.vocabulary import Coverage, Verdict
from bcdr.report.sections.extract import Extract, Record, state, text
from bcdr.report.symbols import GAP_STATES

OWNER: Final = "Application owner"
OPERATOR: Final = "Operator"
BOTH: Final = "Operator, then owner"
_ROWS: Final = {OWNER: "R2", OPERATOR: "R3", BOTH: "R3, R2"}


def action(row: Record, extract: Extract) -> Record:
    """Return what to do about a gap of today, who acts, by name where one is given."""
    said, who = _action(row, extract)
    name = row["owner"] if who is not OPERATOR else _operator(row, extract)
    return {"action": said, "who": who, "name": name, "row": _ROWS[who]}


def _action(row: Record, extract: Extract) -> tuple[str, str]:
    strategy = text(row, "strategy")
    planned = state(row, "planned")
    if not strategy:
        plan = extract.plan_of[text(row, "workload_id")]
        if plan["verdict"] == Verdict.UNKNOWN:
            return f"State what is missing: {text(plan, 'verdict_reason')}", OWNER
        return (
            "Decide: nothing is allowed here that covers it. Change what refuses it (see Reasons), "
            "or accept the gap until a date.",
            OWNER,
        )
    begin = _begin(row, extract, strategy)
    if planned is Coverage.UNKNOWN:
        return f"State what is missing: {text(row, 'planned_null_reason')} Then: {begin}.", OWNER
    if planned in GAP_STATES:
        return (
            f"{begin}. A gap stays: ease the objective, or accept it until a date.",
            BOTH if row["is_to_build"] else OWNER,
        )
    return f"{begin}.", BOTH if row["is_to_build"] else OWNER


def _begin(row: Record, extract: Extract, strategy: str) -> str:
    """Return the first thing to do: build the target, set up the strategy, or nothing new."""
    plan = extract.plan_of[text(row, "workload_id")]
    if strategy == text(plan, "today_strategy"):
        return f"Keep {strategy}"
    if row["is_to_build"]:
        return f"Build {text(plan, 'target')}, then set up {strategy}"
    return f"Set up {strategy}"


def _operator(row: Record, extract: Extract) -> str | None:
    """Return who runs the target of a plan, None where nobody said."""
    targets = text(extract.plan_of[text(row, "workload_id")], "target").split("; ")
    for target in extract.study.portfolio.landscape.targets:
        if target.name in targets and target.operator:
            return target.operator
    return None

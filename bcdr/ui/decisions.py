"""Decisions on workloads: what stands, what is still open, and how one is written."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bcdr.model.columns import DECISIONS
from bcdr.model.portfolio import Decision
from bcdr.model.records import Cell, Record
from bcdr.model.review import PRESENT, REMOVED, ROW_FIELD, Edit, ReviewState, same_cell
from bcdr.model.vocabulary import DecisionKind
from bcdr.ui.days import day
from bcdr.ui.grid import cell_text


class Shown(StrEnum):
    """Which workloads the workshop goes through."""

    ALL = "All"
    OPEN = "Still open"
    PARKED = "Parked"
    DECIDED = "Decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a workshop is: workloads decided, parked for later, and all of them."""

    decided: int
    parked: int
    every: int

    @property
    def words(self) -> str:
        """Return the progress in words."""
        parked = f", {self.parked:,} parked" if self.parked else ""
        return f"{self.decided:,} of {self.every:,} decided{parked}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A decision as somebody fills it in; `rule` is filled for an override alone."""

    kind: DecisionKind
    strategy: str = ""
    rule: str = ""
    decided_by: str = ""
    reason: str = ""
    until: datetime.date | None = None

    @property
    def fault(self) -> str:
        """Return what is still missing, empty if it can be saved."""
        if not self.decided_by.strip():
            return "Say who decides: a decision without a name is nobody's."
        if self.kind is DecisionKind.CHOOSE and not self.strategy:
            return "Choose the strategy that is decided."
        if self.kind is DecisionKind.OVERRIDE_RULE and not self.rule:
            return "Choose the rule that is overridden."
        if self.kind is DecisionKind.ACCEPT_GAP and self.until is None:
            return "Say until when the gap is accepted."
        needs_reason = {DecisionKind.ACCEPT_GAP, DecisionKind.OVERRIDE_RULE}
        if self.kind in needs_reason and not self.reason.strip():
            return "Give the reason: somebody will ask for it."
        return ""


def is_decided(decision: Decision | None) -> bool:
    """Return whether a decision settles a workload; one that is parked is not settled."""
    return decision is not None and decision.kind is not DecisionKind.PARK


def progress(ids: Sequence[str], decisions: Mapping[str, Decision]) -> Progress:
    """Return how many of these workloads are decided."""
    standing = [decisions.get(id_) for id_ in ids]
    decided = sum(map(is_decided, standing))
    parked = sum(one is not None for one in standing) - decided
    return Progress(decided=decided, parked=parked, every=len(ids))


def of_list(ids: Sequence[str], decisions: Mapping[str, Decision], shown: Shown) -> tuple[str, ...]:
    """Return the workloads of these that are in a list."""
    return tuple(id_ for id_ in ids if shown in {Shown.ALL, list_of(decisions.get(id_))})


def list_of(decision: Decision | None) -> Shown:
    """Return the list in which a workload stands."""
    if decision is None:
        return Shown.OPEN
    return Shown.DECIDED if is_decided(decision) else Shown.PARKED


def decision_words(decision: Decision | None) -> str:
    """Return a decision in one sentence."""
    if decision is None:
        return "Still open"
    until = f" until {day(decision.until)}" if decision.until else ""
    match decision.kind:
        case DecisionKind.CHOOSE:
            return f"Chosen: {decision.strategy or 'no strategy is named'}{until}"
        case DecisionKind.KEEP_TODAY:
            return f"Kept as it is today{until}"
        case DecisionKind.ACCEPT_GAP:
            kept = f", with {decision.strategy}" if decision.strategy else ""
            return f"The gap is accepted{until}{kept}"
        case DecisionKind.PARK:
            return f"Parked for later{until}"
        case DecisionKind.OVERRIDE_RULE:
            return f"Overrides {decision.rule or 'a rule that is not named'}{until}"


def by_words(decision: Decision) -> str:
    """Return who decided, when and why."""
    said = [f"by {decision.decided_by}"] if decision.decided_by else []
    if decision.date:
        said.append(f"on {day(decision.date)}")
    who = " ".join(said)
    return ": ".join(filter(None, (who, decision.reason)))


def decide_edits(
    review: ReviewState,
    workload_id: str,
    wanted: Wanted,
    *,
    today: datetime.date,
    who: str,
    when: datetime.datetime,
) -> tuple[Edit, ...]:
    """Return the edits that write a decision in place of the one that stands.

    An override stands beside it, one per rule.
    """
    row = next(reversed(_rows(review, workload_id, wanted.kind, wanted.rule)), None)
    cells: dict[str, Cell] = {
        "id": workload_id,
        "decision": str(wanted.kind),
        "strategy": wanted.strategy or None,
        "rule": wanted.rule or None,
        "decided_by": wanted.decided_by.strip(),
        "date": today,
        "reason": wanted.reason.strip() or None,
        "until": wanted.until,
    }
    return tuple(
        Edit(
            table=DECISIONS.name,
            row_id=row.id if row else _row_id(workload_id, wanted.rule),
            field=field,
            before=row.get(field) if row else None,
            after=after,
            who=who,
            when=when,
        )
        for field, after in cells.items()
        if not same_cell(row.get(field) if row else None, after)
    )


def withdraw_edits(
    review: ReviewState, workload_id: str, rule: str, *, who: str, when: datetime.datetime
) -> tuple[Edit, ...]:
    """Return the edits that take the decision on a workload away, or the override of a rule.

    A row of the file is removed; one that was made here is emptied, so that two people who decide
    anew at once still meet in the same cells.
    """
    kind = DecisionKind.OVERRIDE_RULE if rule else DecisionKind.CHOOSE
    found: list[Edit] = []
    for row in _rows(review, workload_id, kind, rule):
        changes: dict[str, tuple[Cell, Cell]] = {ROW_FIELD: (PRESENT, REMOVED)}
        if row.id == _row_id(workload_id, rule):
            changes = {field: (cell, None) for field, cell in row.cells.items()}
        found += (
            Edit(
                table=DECISIONS.name,
                row_id=row.id,
                field=field,
                before=before,
                after=after,
                who=who,
                when=when,
            )
            for field, (before, after) in changes.items()
        )
    return tuple(found)


def names(decisions: Sequence[Decision]) -> tuple[str, ...]:
    """Return who decided so far, the last first."""
    return tuple(dict.fromkeys(one.decided_by for one in reversed(decisions) if one.decided_by))


def _row_id(workload_id: str, rule: str) -> str:
    return f"override-{workload_id}-{rule}" if rule else f"decision-{workload_id}"


def _rows(
    review: ReviewState, workload_id: str, kind: DecisionKind, rule: str
) -> tuple[Record, ...]:
    """Return the rows that hold the decision on a workload, the one that stands last."""
    is_override = kind is DecisionKind.OVERRIDE_RULE
    override = str(DecisionKind.OVERRIDE_RULE)
    return tuple(
        record
        for table in review.tables
        if table.role == DECISIONS.name
        for record in table.records
        if cell_text(record.get("id")).strip() == workload_id
        and (cell_text(record.get("decision")).strip().casefold() == override) is is_override
        and (not is_override or cell_text(record.get("rule")).strip() == rule)
    )

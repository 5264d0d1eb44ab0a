"""The plan as people agreed on it: what is decided, what is open, and what has to be done."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bcdr.model.portfolio import Decision
from bcdr.model.vocabulary import Coverage, DecisionKind
from bcdr.report.sections.tallies import GOOD, tally
from bcdr.report.wording import counted
from bcdr.ui.decisions import by_words, decision_words, is_decided

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One workload of the plan, and on what its strategy rests: a decision or the study."""

    workload_id: str
    title: str
    owner: str
    strategy: str
    basis: str
    basis_note: str
    covered: int
    looked_at: int
    recovery_hours: float | None
    loss_hours: float | None
    evidence: str
    outlay_per_year: float
    is_to_build: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something to do: for which workload or target, what, who answers, and what remains open."""

    what: str
    on: str
    who: str
    remains: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedGap:
    """A gap that somebody accepted: until when, by whom and why, and whether that is over."""

    title: str
    scenarios: str
    until: datetime.date | None
    decided_by: str
    reason: str
    is_over: bool


def planned_rows(
    plan: Iterable[Line], coverage: Iterable[Line], decisions: Mapping[str, Decision]
) -> tuple[Planned, ...]:
    """Return a row per workload of the plan table."""
    covered: dict[str, list[Coverage]] = {}
    for line in coverage:
        covered.setdefault(str(line["workload_id"]), []).append(Coverage(line["planned"]))
    found = []
    for row in plan:
        id_ = str(row["workload_id"])
        states = [one for one in covered.get(id_, ()) if one is not Coverage.OUT_OF_SCOPE]
        decision = decisions.get(id_)
        found.append(
            Planned(
                workload_id=id_,
                title=str(row["title"]),
                owner=str(row["owner"] or ""),
                strategy=str(row["strategy"] or "nothing"),
                basis="recommended" if decision is None else decision_words(decision),
                basis_note="" if decision is None else by_words(decision),
                covered=sum(one in GOOD for one in states),
                looked_at=len(states),
                recovery_hours=row["recovery_planning_hours"],
                loss_hours=row["loss_hours"],
                evidence="" if row["recovery_planning_hours"] is None else str(row["evidence"]),
                outlay_per_year=float(row["outlay_per_year"]),
                is_to_build=bool(row["is_to_build"]),
            )
        )
    return tuple(found)


def plan_claim(
    ids: Sequence[str], coverage: Iterable[Line], decisions: Mapping[str, Decision]
) -> str:
    """Return how far the plan is agreed, and for how many workloads it does."""
    agreed = sum(is_decided(decisions.get(id_)) for id_ in ids)
    counts = tally(coverage)
    verb = "meets" if counts.planned == 1 else "meet"
    return (
        f"{agreed:,} of {counted(len(ids), 'workload')} decided; with the plan "
        f"{counts.planned:,} {verb} every binding objective"
    )


def actions(plan: Iterable[Line], targets: Iterable[Line]) -> tuple[Action, ...]:
    """Return what has to be done: targets to build first, then every change of a workload."""
    used = [row for row in targets if row["is_to_build"] and row["workloads"]]
    found = [
        Action(
            what=f"Build it ({row['kind']}), for {counted(int(row['workloads']), 'workload')}",
            on=str(row["target"]),
            who="Operator of the Hub (R3)",
            remains="",
        )
        for row in used
    ]
    for row in plan:
        is_new = row["strategy"] != row["today_strategy"]
        is_met = str(row["verdict"]) in {"today meets", "can meet"}
        if not is_new and is_met:
            continue
        owner = str(row["owner"] or "nobody is named")
        what = f"Introduce {row['strategy'] or 'a protection'}" if is_new else "Close the gap"
        if not row["strategy"]:
            what = "Find a way: nothing is planned"
        found.append(
            Action(
                what=what,
                on=str(row["title"]),
                who=f"{owner} (R2)",
                remains="" if is_met else str(row["verdict_reason"]),
            )
        )
    return tuple(found)


def accepted_gaps(
    decisions: Iterable[Decision],
    coverage: Iterable[Line],
    titles: Mapping[str, str],
    today: datetime.date,
) -> tuple[AcceptedGap, ...]:
    """Return every gap that was accepted, what is over or ends soonest first."""
    open_in: dict[str, list[str]] = {}
    for line in coverage:
        state = Coverage(line["planned"])
        if state not in {Coverage.MET, Coverage.OUT_OF_SCOPE}:
            open_in.setdefault(str(line["workload_id"]), []).append(str(line["scenario_title"]))
    found = [
        AcceptedGap(
            title=titles[one.workload_id],
            scenarios=", ".join(open_in.get(one.workload_id, ())) or "none any more",
            until=one.until,
            decided_by=one.decided_by,
            reason=one.reason,
            is_over=one.until is not None and one.until < today,
        )
        for one in decisions
        if one.kind is DecisionKind.ACCEPT_GAP and one.workload_id in titles
    ]
    return tuple(sorted(found, key=lambda one: (one.until or datetime.date.max, one.title)))


def accepted_claim(found: Sequence[AcceptedGap]) -> str:
    """Return how many gaps are accepted, and how many of them have to be looked at again."""
    over = sum(one.is_over for one in found)
    if not found:
        return "No gap is accepted"
    verb = "is" if len(found) == 1 else "are"
    tail = f"; the time of {over:,} is over" if over else ""
    return f"{counted(len(found), 'gap')} {verb} accepted{tail}"

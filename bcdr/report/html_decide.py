"""What has to be decided before the plan can be carried out, and the steps after that."""

from collections.abc import Iterable, Sequence
from typing import Final

from bcdr.model.vocabulary import Coverage, Evidence, Verdict
from bcdr.report.blocks import CellValue, Table
from bcdr.report.sections.actions import OPERATOR, OWNER
from bcdr.report.sections.columns import count, prose, words
from bcdr.report.sections.extract import Extract, Record, number, state, text
from bcdr.report.sections.why import COUNTED, stated
from bcdr.report.symbols import GAP_STATES
from bcdr.report.wording import counted, listed, money_text

_NAMED: Final = 4
"""Workloads that are named; of more, the rest is counted."""

_Row = tuple[CellValue, ...]


def decide_table(extract: Extract) -> Table:
    """Return what people have to decide: targets to build, gaps that stay, what is not known."""
    return Table(
        id="to-decide",
        title="To be decided",
        columns=(
            prose("what", "Decision", 44),
            prose("why", "Why", 70),
            words("who", "Who decides", 22),
            stated(count("workloads", "Workloads", width=12), COUNTED),
        ),
        rows=tuple(_decisions(extract)),
        empty="Nothing is left to decide.",
    )


def steps_table(extract: Extract) -> Table:
    """Return what to do after the decisions, in order."""
    rows = [(place, *row) for place, row in enumerate(_steps(extract), start=1)]
    return Table(
        id="next-steps",
        title="Next steps",
        columns=(
            stated(count("step", "Step", width=8), "Counted."),
            prose("what", "What", 80),
            words("who", "Who acts", 26),
            stated(count("workloads", "Workloads", width=12), COUNTED),
        ),
        rows=tuple(rows),
        empty="There is nothing to do.",
    )


def _decisions(extract: Extract) -> Iterable[_Row]:
    yield from _targets(extract)
    unmet = _with_verdict(extract, Verdict.CANNOT_MEET)
    nothing = [row for row in unmet if not row["strategy_id"]]
    partly = [row for row in unmet if row["strategy_id"]]
    if nothing:
        yield (
            f"What happens to {_named(nothing)}",
            "Every option is refused here. Change what refuses it, as under Reasons, or accept "
            "the gap until a date.",
            OWNER,
            len(nothing),
        )
    if partly:
        yield (
            f"Ease the objectives of {_named(partly)}, or accept what stays until a date",
            "No option that is allowed meets every binding objective; the plan has what comes "
            "nearest.",
            OWNER,
            len(partly),
        )
    settled = {row["workload_id"] for row in unmet}
    left = {
        text(row, "workload_id")
        for row in extract.coverage
        if row["is_binding"]
        and state(row, "planned") in GAP_STATES
        and state(row, "planned") is not Coverage.UNKNOWN
    } - settled
    if left:
        rows = [row for row in extract.plan if row["workload_id"] in left]
        yield (
            f"Whether the gaps of {_named(rows)} are accepted",
            "They stay in a binding scenario when everything is assessed together.",
            OWNER,
            len(rows),
        )
    open_ = [row for row in extract.plan if _is_new(row) and not _is_decided(row, extract)]
    if open_:
        yield (
            "Choose, or keep today, workload by workload",
            f"The plan proposes something new for {counted(len(open_), 'workload')} and nothing is "
            "decided for them yet.",
            OWNER,
            len(open_),
        )


def _targets(extract: Extract) -> Iterable[_Row]:
    """Yield a decision for each target that the plan needs and nobody has."""
    for target in extract.study.portfolio.landscape.targets:
        if not target.is_to_build:
            continue
        users = [row for row in extract.plan if target.name in text(row, "target").split("; ")]
        if not users:
            continue
        planned = next(
            row
            for row in extract.target_cost
            if row["target"] == target.name and row["assignment"] == "planned"
        )
        cost = number(planned, "total_per_year") or 0.0
        yield (
            f"Whether {target.name} is built",
            f"{counted(len(users), 'workload')} {'rests' if len(users) == 1 else 'rest'} on it "
            f"with the plan, at {money_text(cost, extract.study.currency)} a year with its share "
            f"of the fixed cost.{_others(planned, extract)} Until it stands it covers nothing.",
            target.operator or OPERATOR,
            len(users),
        )


def _others(row: Record, extract: Extract) -> str:
    """Return how many workloads outside the scope need a target as well."""
    if extract.scope is None:
        return ""
    more = int(number(row, "whole_workloads") or 0) - int(number(row, "workloads") or 0)
    return f" So {'does' if more == 1 else 'do'} {more:,} outside the scope." if more else ""


def _steps(extract: Extract) -> Iterable[_Row]:
    unknown = _with_verdict(extract, Verdict.UNKNOWN)
    if unknown:
        owners = {row["owner"] for row in unknown if row["owner"]}
        yield (
            f"State what is missing for {_named(unknown)}: until then nothing is promised.",
            f"{OWNER}s" if len(owners) != 1 else OWNER,
            len(unknown),
        )
    changed = [row for row in extract.plan if _is_new(row)]
    if changed:
        yield (
            "Fill in the decisions in the workbook and read it back: what changes, and why, is "
            "listed.",
            f"{OWNER}s",
            len(changed),
        )
    building = [row for row in extract.plan if row["is_to_build"]]
    if building:
        names = sorted(
            {
                target.name
                for target in extract.study.portfolio.landscape.targets
                if target.is_to_build
                and any(target.name in text(row, "target").split("; ") for row in building)
            }
        )
        yield f"Build {listed(names)}, sized as under Target use.", OPERATOR, len(building)
    ready = [row for row in changed if not row["is_to_build"]]
    if ready:
        yield (
            "Set up what the plan gives to workloads whose target stands already, the most "
            "critical first.",
            "Operator and owners",
            len(ready),
        )
    claimed = [
        row for row in extract.plan if row["evidence"] != Evidence.PROVEN and row["strategy_id"]
    ]
    if claimed:
        yield (
            "Prove the recovery times by a drill: they are modelled or claimed so far.",
            "Operator and owners",
            len(claimed),
        )


def _with_verdict(extract: Extract, verdict: Verdict) -> list[Record]:
    return [row for row in extract.plan if row["verdict"] == verdict]


def _is_new(row: Record) -> bool:
    return bool(row["strategy_id"]) and row["strategy"] != row["today_strategy"]


def _is_decided(row: Record, extract: Extract) -> bool:
    return text(row, "workload_id") in extract.decisions


def _named(rows: Sequence[Record]) -> str:
    """Return the first workloads by name, and how many more there are."""
    titles = [text(row, "title") for row in rows]
    more = len(titles) - _NAMED
    if more > 1:
        return f"{', '.join(titles[:_NAMED])} and {more:,} more"
    return listed(titles)

"""What the page of an application says beyond its gaps: objectives, alternatives, steps and more.

Most of it is taken row by row from the lists of the whole portfolio, so that both say the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bcdr.model.units import format_hours
from bcdr.model.vocabulary import Coverage, Severity
from bcdr.report.blocks import (
    Block,
    CellKind,
    CellValue,
    Column,
    Medium,
    Section,
    Table,
    Text,
    TextRole,
)
from bcdr.report.html_recovery import Waiting, dependency_table, phases_table
from bcdr.report.sections.columns import hours, of_kind, words
from bcdr.report.sections.extract import (
    Extract,
    Record,
    or_words,
    state,
    text,
    words_for_missing,
)
from bcdr.report.sections.why import OBJECTIVE, command, explained, stated
from bcdr.report.wording import listed

_TAKEN: Final[Mapping[str, tuple[str, str, tuple[str, ...]]]] = {
    "alternatives": (
        "Alternatives with the parts of their score",
        "No strategy is feasible here.",
        ("title", "rank", "strategy", "score", "objectives", "regulation", "cost", "guidance",
         "scenarios_met", "outlay_per_year", "expected_penalty_per_year"),
    ),
    "copies": (
        "Copies, today and with the plan",
        "There is no copy, today or with the plan.",
        ("title", "assignment", "copy", "option", "target", "site", "jurisdiction", "is_immutable",
         "is_isolated", "most_age_hours", "oldest_age_hours", "stored_gb"),
    ),
    "regulation": (
        "Clauses and rules that are failed or open",
        "No clause that was named is failed or open here.",
        ("title", "regime", "clause", "condition", "today", "planned", "is_blocking", "missing"),
    ),
    "runbooks": (
        "Runbook: after a restore or a failover",
        "Nothing is recommended, so nothing would be restored.",
        ("workload", "number", "done", "title", "text", "applies"),
    ),
}  # fmt: skip
_BY_ROW: Final = frozenset({"regulation"})
"""Lists in which one row says nothing about the next."""
_WORKLOAD: Final = "Workload"


class Lists:
    """The lists of the whole portfolio with the rows of each workload looked up once."""

    def __init__(self, sections: Sequence[Section], extract: Extract) -> None:
        """Gather the rows of each list by the id of the workload they are about."""
        self.waiting = Waiting(extract)
        self._tables = {table.id: table for section in sections for table in section.tables}
        self._rows: dict[str, dict[str, list[tuple[CellValue, ...]]]] = {}
        for name in (*_TAKEN, "reasons"):
            found: dict[str, list[tuple[CellValue, ...]]] = {}
            table = self._tables[name]
            for id_, row in zip(table.values("workload_id"), table.rows, strict=True):
                found.setdefault(str(id_), []).append(row)
            self._rows[name] = found

    def table(self, name: str) -> Table:
        """Return a list of the whole portfolio."""
        return self._tables[name]

    def rows(self, name: str, ids: Sequence[str]) -> list[tuple[CellValue, ...]]:
        """Return the rows of some workloads in a list."""
        return [row for id_ in ids for row in self._rows[name].get(id_, ())]


def with_details(
    section: Section, extract: Extract, lists: Lists, rows: Sequence[Record], *, has_phases: bool
) -> Section:
    """Return the page of an application with all that is known of it.

    `rows` are those of coverage of its workloads. `has_phases` says whether the phases of its
    recoveries are worked out, which takes the longest; otherwise it says where to get them.
    """
    ids = list(dict.fromkeys(text(row, "workload_id") for row in rows))
    claim, *rest = section.blocks
    is_one = len(ids) == 1
    if is_one:
        # With one workload the table of objectives says all that the map of coverage says.
        rest = [b for b in rest if not (isinstance(b, Table) and b.id == f"{section.id}-coverage")]
    tables = [block for block in rest if isinstance(block, Table)]
    notes = [block for block in rest if not isinstance(block, Table)]
    found: list[Block] = [claim, *_limits(extract, ids), _objectives(rows, f"{section.id}-wanted")]
    found += tables
    found.append(_taken("alternatives", section.id, lists, extract, ids))
    found.append(_refused(f"{section.id}-refused", lists, extract, ids))
    found.append(_taken("copies", section.id, lists, extract, ids))
    if has_phases:
        found.append(phases_table(extract, ids, f"{section.id}-phases"))
    else:
        found.append(_without_phases(ids))
    found.append(dependency_table(extract, lists.waiting, ids, f"{section.id}-depends"))
    found.append(_taken("regulation", section.id, lists, extract, ids))
    found.append(_taken("runbooks", section.id, lists, extract, ids))
    shown = [
        _without_workload(block) if is_one and isinstance(block, Table) else block
        for block in found
    ]
    return replace(section, blocks=(*shown, *notes))


def _without_phases(ids: Sequence[str]) -> Text:
    """Return where to get the phases of recovery that a page leaves out."""
    return Text(
        "The phases of recovery are left out here, since the report is long: they stand on the "
        f"pages with the worst gaps. For those of one workload: {command('planning_hours')}. "
        f"The {'ID is' if len(ids) == 1 else 'IDs are'} {listed(ids)}.",
        TextRole.NOTE,
    )


def _limits(extract: Extract, ids: Sequence[str]) -> list[Text]:
    """Return how long each workload can be away at all."""
    said: dict[str, list[str]] = {}
    for id_ in ids:
        row = extract.plan_of[id_]
        most = row["mtd_hours"]
        shown = format_hours(most) if isinstance(most, float) else text(row, "mtd_hours")
        said.setdefault(shown or "not given", []).append(text(row, "workload") or "all of it")
    if len(said) == 1:
        return [Text(f"Tolerable at most (MTD): {next(iter(said))}.")]
    parts = [f"{most} for {listed(names)}" for most, names in said.items()]
    return [Text(f"Tolerable at most (MTD): {'; '.join(parts)}.")]


def _objectives(rows: Sequence[Record], id_: str) -> Table:
    columns: list[Column] = [
        words("workload", _WORKLOAD, 24),
        words("scenario_title", "Scenario", 26),
        of_kind("is_binding", "Binding", CellKind.YES_NO, 9),
        stated(hours("rto_hours", "RTO", "Objectives"), OBJECTIVE),
        stated(hours("rpo_hours", "RPO", "Objectives"), OBJECTIVE),
    ]
    for when, group, strategy in (("today", "Today", "today"), ("planned", "With the plan", "")):
        recovery = hours(f"{when}_recovery_hours", "Recovery", group)
        loss = hours(f"{when}_loss_hours", "Data loss", group)
        columns += [
            of_kind(when, "State", CellKind.COVERAGE, 17, group),
            explained(recovery, "planning_hours", strategy),
            explained(loss, "worst_loss_hours", strategy),
        ]
    columns.append(words("planned_place", "Recovery place", 20, "With the plan"))
    return Table(
        id=id_,
        title="Objectives, and what becomes of them",
        columns=tuple(columns),
        rows=tuple(
            tuple(_objective(row)[column.key] for column in columns)
            for row in rows
            if not state(row, "today") is state(row, "planned") is Coverage.OUT_OF_SCOPE
        ),
        empty="No scenario is in scope.",
        heading_columns=2,
    )


def _objective(row: Record) -> Record:
    changed = {**row, "workload": text(row, "workload") or "the whole application"}
    for when in ("today", "planned"):
        found = state(row, when)
        for key in (f"{when}_recovery_hours", f"{when}_loss_hours"):
            instead = words_for_missing(found)
            # What waits for something that never comes back has a time of its own that is no use.
            changed[key] = (
                instead if found is Coverage.UNRECOVERABLE else or_words(row[key], instead)
            )
    for key in ("rto_hours", "rpo_hours"):
        changed[key] = or_words(row[key], "not given")
    return changed


def _taken(name: str, id_: str, lists: Lists, extract: Extract, ids: Sequence[str]) -> Table:
    """Return the rows of some workloads in a list of the whole portfolio."""
    title, empty, keys = _TAKEN[name]
    whole = lists.table(name)
    places = [whole.position(key) for key in keys]
    kept = [replace(whole.columns[place], medium=Medium.EVERYWHERE) for place in places]
    per_workload = {
        _part(extract, one): tuple(
            tuple(row[place] for place in places[1:]) for row in lists.rows(name, [one])
        )
        for one in ids
    }
    first = replace(kept[0], title=_WORKLOAD, kind=CellKind.LONG_TEXT)
    alike = _alike(per_workload, by_row=name in _BY_ROW)
    return Table(
        id=f"{id_}-{name}",
        title=title,
        columns=(first, *(replace(item, formula="", is_input=False) for item in kept[1:])),
        rows=tuple((who, *row) for who, rows in alike for row in rows),
        empty=empty,
        heading_columns=1,
    )


_Rows = tuple[tuple[CellValue, ...], ...]


def _alike(rows: Mapping[str, _Rows], *, by_row: bool) -> list[tuple[str, _Rows]]:
    """Return rows with the workloads they are about: those of which the same is said, together.

    With `by_row` each row stands for itself, otherwise all rows of a workload stay in order.
    """
    found: dict[_Rows, list[str]] = {}
    for name, said in rows.items():
        for one in [(row,) for row in said] if by_row else [said]:
            found.setdefault(one, []).append(name)
    return [(listed(names), said) for said, names in found.items()]


def _part(extract: Extract, id_: str) -> str:
    return text(extract.plan_of[id_], "workload") or "the whole application"


def _refused(id_: str, lists: Lists, extract: Extract, ids: Sequence[str]) -> Table:
    """Return what is refused and why; what is refused for the same reasons stands in one row."""
    whole = lists.table("reasons")
    place = {column.key: at for at, column in enumerate(whole.columns)}
    per_workload: dict[str, _Rows] = {}
    for one in ids:
        targets: dict[tuple[CellValue, ...], list[str]] = {}
        for row in lists.rows("reasons", [one]):
            if row[place["severity"]] == Severity.BLOCKER:
                key = tuple(row[place[name]] for name in ("option", "message", "remedy"))
                targets.setdefault(key, []).append(str(row[place["target"]] or ""))
        per_workload[_part(extract, one)] = tuple(
            (option, listed([name for name in names if name]), message, remedy)
            for (option, message, remedy), names in targets.items()
        )
    return Table(
        id=id_,
        title="Refused options, with all reasons and what would help",
        columns=(
            words("workload", _WORKLOAD, 24),
            whole.column("option"),
            replace(whole.column("target"), kind=CellKind.LONG_TEXT, title="Targets"),
            whole.column("message"),
            whole.column("remedy"),
        ),
        rows=tuple((who, *row) for who, rows in _alike(per_workload, by_row=True) for row in rows),
        empty="No option is refused.",
        is_folded=True,
    )


def _without_workload(table: Table) -> Table:
    """Return a table without its first column, which says the same in every row."""
    if table.columns[0].title != _WORKLOAD:
        return table
    return replace(
        table,
        columns=table.columns[1:],
        rows=tuple(row[1:] for row in table.rows),
        heading_columns=max(1, table.heading_columns - 1),
    )

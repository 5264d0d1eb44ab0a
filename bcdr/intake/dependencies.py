"""Turns the names under Depends on into edges between workloads."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from bcdr.intake.circles import circles_of
from bcdr.intake.codes import Code
from bcdr.intake.faults import Fault, FaultLog, cell_of, enumerate_some
from bcdr.intake.names import KnownNames
from bcdr.intake.text import name_key
from bcdr.intake.typed import TypedRow

_ON_ITSELF: Final = Fault(
    code=Code.DEPENDENCY_ON_ITSELF,
    problem="{value} names the row's own application; it is left out.",
    many="{values} name the rows' own applications; they are left out.",
    remedy="Name the workload that has to be up first: Application / Workload.",
)


class WorkloadNames:
    """Finds the workloads that a name means: an application, `Application / Workload`, an id."""

    def __init__(self, rows: Sequence[TypedRow]) -> None:
        titles: list[str] = []
        found: dict[str, list[str]] = {}
        for row in rows:
            application, workload = row.text("application"), row.text("workload")
            title = f"{application} / {workload}" if workload else application
            titles += (title, application)
            found.setdefault(_key(application), []).append(row.record.id)
            if workload:
                found.setdefault(_key(title), []).append(row.record.id)
        for row in rows:
            found.setdefault(_key(row.record.id), [row.record.id])
        self.titles = KnownNames(titles)
        self._ids = {key: tuple(ids) for key, ids in found.items()}

    def find(self, name: str, application: str = "") -> tuple[str, ...]:
        """Return the ids of the workloads meant; a bare workload is one of `application`."""
        within = self._ids.get(_key(f"{application} / {name}")) if application else None
        return self._ids.get(_key(name)) or within or ()


@lru_cache(maxsize=100_000)
def _key(name: str) -> str:
    return " / ".join(part.strip() for part in name_key(name).split("/"))


def dependency_edges(
    rows: Sequence[TypedRow], names: WorkloadNames, log: FaultLog
) -> tuple[tuple[str, str], ...]:
    """Return the edges (workload id, id of what must be up before it), each once."""
    edges: dict[tuple[str, str], None] = {}
    for row in rows:
        id_ = row.record.id
        # What a workload inherits may name the workload itself, for the others of its application.
        is_inherited = "depends_on" not in row.record.cells
        for name in row.get("depends_on") or ():
            targets = names.find(name, row.text("application"))
            if not targets:
                row.fault(log, _unknown(name, names.titles), "depends_on", name)
            elif id_ not in targets:
                edges.update(((id_, target), None) for target in targets)
            elif not (is_inherited and len(targets) == 1):
                row.fault(log, _ON_ITSELF, "depends_on", name)
    _say_circles(rows, edges, log)
    return tuple(edges)


def _unknown(name: str, known: KnownNames) -> Fault:
    return Fault(
        code=Code.DEPENDENCY_UNKNOWN,
        problem="{value} is no application or workload of this list; it is left out.",
        many="{values} are no applications or workloads of this list; they are left out.",
        remedy=known.remedy(
            name, "Add a row for it, or write Application or Application / Workload."
        ),
    )


def _say_circles(rows: Sequence[TypedRow], edges: Iterable[tuple[str, str]], log: FaultLog) -> None:
    by_id = {row.record.id: row for row in rows}
    for circle in circles_of(edges):
        members = [by_id[id_] for id_ in circle]
        titles = [
            " / ".join(filter(None, (row.text("application"), row.text("workload"))))
            for row in members
        ]
        log.add(
            Code.DEPENDENCY_CIRCLE,
            f"{enumerate_some(titles, 6)} wait for one another, so none of them can be the first "
            "to start; their recovery times stay unknown.",
            "Remove the dependency that is not needed to start.",
            sheet=members[0].table.sheet,
            cell=enumerate_some(
                [cell_of(row.table, row.record, "depends_on") for row in members], 3
            ),
        )

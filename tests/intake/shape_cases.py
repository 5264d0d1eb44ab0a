"""Shapes of real lists as test cases: how much of each is recognised as a person would."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bcdr.intake.raw import RawSheet
from bcdr.intake.recognise import recognise
from bcdr.model.recognition import Layout, SheetProposal, TableRole

SAME_FIELDS = {
    "vm": "workload",
    "protection": "current_option",
    "product": "current_option",
    "date": "last_test_date",
    "recovery_hours": "measured_recovery_hours",
}
"""What a field of an application list is called on the sheets VMs, Backups and Drills."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one shape: fields mapped wrongly, traps taken, and whether the layout fits."""

    source: str
    wanted: int
    wrong: tuple[str, ...]
    trap_count: int
    traps: tuple[str, ...]
    layout_fits: bool
    proposals: tuple[SheetProposal, ...]


def load(path: Path) -> list[dict[str, Any]]:
    """The shapes of a file."""
    cases: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return cases


def sheet_of(case: dict[str, Any]) -> RawSheet:
    """The sheet that a shape describes: preamble, empty rows up to the header, header, rows."""
    rows = [list(row) for row in case.get("preamble", [])]
    while len(rows) < case["header_row"] - 1:
        rows.insert(0, [])
    rows += [case["headers"], *case["rows"]]
    cells = [["" if cell is None else cell for cell in row] for row in rows]
    return RawSheet(name=case["sheet"], is_visible=True, rows=cells)


def outcome_of(case: dict[str, Any]) -> Outcome:
    """What recognising a shape gives."""
    sheet = sheet_of(case)
    file = case["source"].rpartition("/")[2].strip(") ")
    proposals = recognise(file, [sheet])
    there = {str(cell).strip() for row in sheet.rows for cell in row}
    found: dict[str, set[str]] = {}
    for proposal in proposals:
        if proposal.role is TableRole.IGNORED:
            continue
        for column in proposal.columns:
            if column.field:
                field = SAME_FIELDS.get(column.field, column.field)
                found.setdefault(field, set()).add(column.header)
    wanted = {f: h for f, h in case["expected_mapping"].items() if h.strip() in there}
    also = case.get("also_acceptable", {})
    wrong = [
        f"{field}: {sorted(found.get(field, set())) or 'nothing'} in place of {header!r}"
        for field, header in wanted.items()
        if not {_plain(h) for h in (header, *also.get(field, []))} & _plains(found.get(field, ()))
    ]
    refused = case.get("must_not_map", {})
    traps = [
        f"{field} takes {header!r}"
        for field, headers in refused.items()
        for header in headers
        if _plain(header) in _plains(found.get(field, ()))
    ]
    if case["layout"] == "reject" and found:
        traps.append(f"not rejected: {found}")
    layouts = {proposal.layout for proposal in proposals}
    wanted_layout = Layout.REJECTED if case["layout"] == "reject" else Layout(case["layout"])
    return Outcome(
        source=case["source"],
        wanted=len(wanted),
        wrong=tuple(wrong),
        trap_count=sum(map(len, refused.values())) + (case["layout"] == "reject"),
        traps=tuple(traps),
        layout_fits=layouts == {wanted_layout},
        proposals=proposals,
    )


def report(outcomes: list[Outcome]) -> str:
    """The scores of some shapes, and what went wrong, for people."""
    wanted = sum(item.wanted for item in outcomes)
    wrong = sum(len(item.wrong) for item in outcomes)
    traps = sum(item.trap_count for item in outcomes)
    taken = sum(len(item.traps) for item in outcomes)
    fitting = sum(item.layout_fits for item in outcomes)
    lines = [
        f"{len(outcomes)} shapes: {wanted - wrong} of {wanted} fields mapped right "
        f"({(wanted - wrong) / wanted:.1%}), {traps - taken} of {traps} traps avoided "
        f"({(traps - taken) / max(traps, 1):.1%}), {fitting} layouts right"
    ]
    for item in outcomes:
        faults = [*item.wrong, *(f"TRAP {trap}" for trap in item.traps)]
        if not item.layout_fits:
            seen = ", ".join(f"{p.layout} ({p.role}: {p.reason})" for p in item.proposals)
            faults.append(f"LAYOUT {seen or 'nothing'}")
        lines += [f"  {item.source}: {fault}" for fault in faults]
    return "\n".join(lines)


def _plain(header: str) -> str:
    return " ".join(header.replace("\ufeff", "").split())


def _plains(headers: Any) -> set[str]:
    return {_plain(header) for header in headers}

"""Duties of owners (R2) and operators (R3): how far each is done, kept with the review."""

from collections.abc import Mapping
from typing import Final

from bcdr.model.columns import Column, Kind
from bcdr.model.portfolio import Duty, Portfolio
from bcdr.model.records import Cell, Record
from bcdr.model.returned import DUTY_HEADINGS, DUTY_SHEET, DUTY_STATUSES
from bcdr.model.review import Edit, ReviewState, same_cell
from bcdr.report.wording import counted
from bcdr.ui.grid import Grid, cell_text, typed_cell
from bcdr.ui.rows import Author, records_of
from bcdr.ui.studies import Current

FIXED: Final = ("of", "row", "text")
COLUMNS: Final = (
    Column(field="of", header=DUTY_HEADINGS["of"], kind=Kind.TEXT, help="Whose duty it is."),
    Column(field="row", header="Article row", kind=Kind.TEXT, help="R2: owners. R3: operators."),
    Column(field="text", header="Duty", kind=Kind.TEXT, help="What has to be done."),
    Column(
        field="status",
        header=DUTY_HEADINGS["status"],
        kind=Kind.CHOICE,
        choices=DUTY_STATUSES,
        help="How far it is; blank is open.",
    ),
    Column(field="owner", header=DUTY_HEADINGS["owner"], kind=Kind.TEXT, help="Who does it."),
    Column(field="date", header=DUTY_HEADINGS["date"], kind=Kind.DATE, help="When: 2026-05-12."),
    Column(field="notes", header=DUTY_HEADINGS["notes"], kind=Kind.TEXT, help="Anything else."),
)


def duty_records(now: Current, per: str) -> tuple[Record, ...]:
    """Return a row per duty of every Hub, or of every application in scope."""
    portfolio = now.reading.portfolio
    if portfolio is None:
        return ()
    said = {(duty.duty, duty.of): duty for duty in portfolio.duties}
    return tuple(
        Record(id=f"{entry.id}--{name}", row=0, cells=_cells(entry.duty, entry.row, one))
        for name in _names(now, portfolio, per)
        for entry in now.reading.catalogue.responsibilities
        if entry.per == per
        for one in (said.get((entry.id, name), Duty(duty=entry.id, of=name)),)
    )


def duties_claim(records: tuple[Record, ...]) -> str:
    """Return how many duties are settled."""
    done = sum(cell_text(record.get("status")) not in {"", DUTY_STATUSES[0]} for record in records)
    return f"{done:,} of {counted(len(records), 'duty', 'duties')} settled"


def duty_edits(
    review: ReviewState, shown: Grid, typed: Mapping[tuple[int, str], str], author: Author
) -> tuple[Edit, ...]:
    """Return what was typed as edits of the rows that say how far duties are done."""
    rows = {
        (cell_text(record.get("duty")), cell_text(record.get("of"))): record
        for record in records_of(review, DUTY_SHEET)
    }
    found: list[Edit] = []
    begun: set[str] = set()
    for (position, field), text in typed.items():
        duty, _, of = shown.rows[position].partition("--")
        row = rows.get((duty, of))
        cells: dict[str, Cell] = {field: typed_cell(text)}
        row_id = row.id if row else shown.rows[position]
        if row is None and row_id not in begun:
            begun.add(row_id)
            cells = {"duty": duty, "of": of, **cells}
        for name, cell in cells.items():
            before = row.get(name) if row else None
            if not same_cell(before, cell):
                found.append(
                    Edit(
                        table=DUTY_SHEET,
                        row_id=row_id,
                        field=name,
                        before=before,
                        after=cell,
                        who=author.who,
                        when=author.when,
                    )
                )
    return tuple(found)


def _names(now: Current, portfolio: Portfolio, per: str) -> tuple[str, ...]:
    if per == "Hub":
        return tuple(hub.name for hub in portfolio.landscape.hubs)
    return tuple(dict.fromkeys(workload.application for workload in now.workloads_in_scope))


def _cells(text: str, row: str, duty: Duty) -> dict[str, Cell]:
    return {
        "of": duty.of,
        "row": row,
        "text": text,
        "status": duty.status or None,
        "owner": duty.owner or None,
        "date": duty.date,
        "notes": duty.notes or None,
    }

"""Responsibilities: who has to do what, per application and Hub, with status, owner and date."""

from collections.abc import Iterator
from dataclasses import replace

from bcdr.model.portfolio import Duty
from bcdr.model.returned import DUTY_HEADINGS, DUTY_STATUSES
from bcdr.report.blocks import CellKind, Column, Medium, Section, Text, TextRole
from bcdr.report.sections.columns import of_kind, prose, words
from bcdr.report.sections.extract import Extract, Record, table
from bcdr.report.wording import counted

_OPEN = DUTY_STATUSES[0]


def responsibilities_section(extract: Extract) -> Section:
    """Return every duty of every owner (R2) and operator (R3)."""
    rows = tuple(_rows(extract))
    done = sum(1 for row in rows if row["status"] not in {None, _OPEN})
    said = f"{done:,} of them have" if done != 1 else "1 of them has"
    return Section(
        id="responsibilities",
        title="Responsibilities",
        purpose="Who has to do what: owners for each application (R2), operators for each Hub "
        "(R3). Fill in status, owner and date in the yellow cells, and send the workbook back.",
        medium=Medium.WORKBOOK,
        is_reference=True,
        blocks=(
            Text(
                f"{counted(len(rows), 'duty', 'duties')}; {said} a status other than open. A "
                "blank status is open.",
                TextRole.CLAIM,
            ),
            table(
                rows,
                (
                    words("of", DUTY_HEADINGS["of"], 32),
                    words("role", "Role", 20),
                    words("row", "Row", 7),
                    prose("text", "Duty", 70),
                    words("answers", "Answers for it", 22),
                    _filled(words("status", DUTY_HEADINGS["status"], 14), DUTY_STATUSES),
                    _filled(words("owner", DUTY_HEADINGS["owner"], 22)),
                    _filled(of_kind("date", DUTY_HEADINGS["date"], CellKind.DATE, 13)),
                    _filled(prose("notes", DUTY_HEADINGS["notes"], 40)),
                    words("duty", DUTY_HEADINGS["duty"], 34),
                    prose("source", "Source", 50),
                ),
                id_="responsibilities",
                title="Duties",
                empty="There is no application and no Hub.",
                heading_columns=1,
            ),
        ),
    )


def _filled(column: Column, choices: tuple[str, ...] = ()) -> Column:
    return replace(column, is_input=True, choices=choices, is_closed=bool(choices))


def _rows(extract: Extract) -> Iterator[Record]:
    study = extract.study
    said = {(item.duty, item.of): item for item in study.portfolio.duties}
    owners: dict[str, str | None] = {}
    for item in study.portfolio.workloads:
        owners.setdefault(item.application, item.owner)
    hubs = {hub.name: None for hub in study.portfolio.landscape.hubs}
    for per, names in (("application", owners), ("Hub", hubs)):
        for name, owner in names.items():
            for duty in study.catalogue.responsibilities:
                if duty.per != per:
                    continue
                found = said.get((duty.id, name), Duty(duty=duty.id, of=name))
                yield {
                    "of": name,
                    "role": duty.role,
                    "row": duty.row,
                    "text": duty.duty,
                    "answers": owner,
                    "status": found.status or None,
                    "owner": found.owner or None,
                    "date": found.date,
                    "notes": found.notes or None,
                    "duty": duty.id,
                    "source": duty.source,
                }

"""Reads the answers in a questionnaire, and puts them into the rows that they are for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bcdr.intake.codes import SEVERITIES, Code
from bcdr.intake.faults import Fault, FaultLog
from bcdr.intake.letters import number_to_letters
from bcdr.intake.raw import RawSheet
from bcdr.intake.tables import TablesRead
from bcdr.intake.text import clean_text, name_key
from bcdr.model.columns import APPLICATIONS, SHEETS
from bcdr.model.findings import Finding
from bcdr.model.questionnaire import ANSWERS_ROLE, QUESTION_HEADINGS, ROW_SEPARATOR
from bcdr.model.records import Cell, ColumnMatch, Record, RecordTable
from bcdr.model.review import is_empty

_HEAD_ROWS: Final = 30
"""Rows at the top of a sheet among which its headings are looked for."""

_OF_NO_LIST: Final = frozenset({Code.NO_ROWS, Code.NO_USABLE_SHEET})
"""What is said of a file that lists no applications."""

_NO_ROW: Final = Fault(
    code=Code.ANSWER_WITHOUT_ROW,
    problem="the answer {value} is for a row that is not in the list; it is not used.",
    many="the answers {values} are for rows that are not in the list; they are not used.",
    remedy="Give the questionnaire together with the list that it was made from.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: the row of a contract sheet and the field it is for, and the raw cell."""

    sheet: str
    row_id: str
    field: str
    cell: Cell


def is_questionnaire(sheet: RawSheet) -> bool:
    """Return whether a sheet asks questions of ours."""
    return _head(sheet) is not None


def answers_tables(sheets: Sequence[RawSheet]) -> tuple[RecordTable, ...]:
    """Return what is answered on the sheets of a questionnaire, a table for each.

    One record per question with an answer: `sheet`, `rows`, `field` and `answer`.
    """
    return tuple(_table(sheet, *head) for sheet in sheets if (head := _head(sheet)) is not None)


def with_answers_of(read: TablesRead, sheets: Sequence[RawSheet]) -> TablesRead:
    """Return the tables of a file with the answers of its question sheets in their rows.

    Where the file lists no applications its answers wait as tables of their own, for the list
    that is read together with it; a finding says so.
    """
    given = answers_tables(sheets)
    if not given:
        return read
    tables = (*read.tables, *given)
    if any(table.role == APPLICATIONS.name for table in read.tables):
        filled, found = with_answers(tables)
        return replace(read, tables=filled, findings=(*read.findings, *found))
    kept = tuple(one for one in read.findings if one.code not in _OF_NO_LIST)
    return replace(read, tables=tables, findings=(*kept, _alone(given)))


def with_answers(
    tables: Sequence[RecordTable],
) -> tuple[tuple[RecordTable, ...], tuple[Finding, ...]]:
    """Return the tables with the answers among them in the rows they are for, and findings.

    The table of answers itself is gone then. An answer counts more than what its cell held.
    """
    log = FaultLog()
    given = [table for table in tables if table.role == ANSWERS_ROLE]
    kept = [table for table in tables if table.role != ANSWERS_ROLE]
    if not given:
        return tuple(tables), ()
    wanted: dict[tuple[str, str], dict[str, Cell]] = {}
    for answer in answers_in(given):
        wanted.setdefault((answer.sheet, answer.row_id), {})[answer.field] = answer.cell
    known = {(table.role, record.id) for table in kept for record in table.records}
    for table in given:
        for record in table.records:
            for answer in _answers_of(record):
                if (answer.sheet, answer.row_id) not in known:
                    place = f"{table.letter('answer')}{record.row}"
                    log.add_place(_NO_ROW, table.sheet, "answer", place, answer.cell)
    return tuple(_filled(table, wanted) for table in kept), log.findings()


def answers_in(tables: Sequence[RecordTable]) -> tuple[Answer, ...]:
    """Return the answers of tables of answers, one per row that is meant."""
    return tuple(
        answer
        for table in tables
        if table.role == ANSWERS_ROLE
        for record in table.records
        for answer in _answers_of(record)
    )


def _table(sheet: RawSheet, head: int, places: Mapping[str, int]) -> RecordTable:
    return RecordTable(
        role=ANSWERS_ROLE,
        sheet=sheet.name,
        header_row=head,
        columns=tuple(
            ColumnMatch(
                header=QUESTION_HEADINGS[field],
                letter=number_to_letters(place + 1),
                field=field,
                unit="",
                confidence=1.0,
            )
            for field, place in places.items()
        ),
        records=tuple(
            Record(id=f"{sheet.name}!{number}", row=number, cells=cells)
            for number, cells in _answered(sheet, head, places)
        ),
    )


def _alone(given: Sequence[RecordTable]) -> Finding:
    count = sum(len(table.records) for table in given)
    return Finding(
        code=Code.ANSWERS_ALONE,
        severity=SEVERITIES[Code.ANSWERS_ALONE],
        sheet="",
        cell="",
        problem=f"this is a questionnaire with {count} {'answer' if count == 1 else 'answers'}, "
        "without the list it is about.",
        remedy="Hand it over together with that list, or in the app on the page Portfolio of the "
        "review that it was made from.",
    )


def _answers_of(record: Record) -> Iterator[Answer]:
    sheet, field = (clean_text(record.get(name)) for name in ("sheet", "field"))
    if sheet not in SHEETS or field not in SHEETS[sheet].fields:
        return
    for row_id in str(record.get("rows")).split(ROW_SEPARATOR):
        yield Answer(sheet=sheet, row_id=row_id.strip(), field=field, cell=record.get("answer"))


def _filled(
    table: RecordTable, wanted: Mapping[tuple[str, str], Mapping[str, Cell]]
) -> RecordTable:
    units = {column.field: column.unit for column in table.columns}
    records = []
    for record in table.records:
        cells = wanted.get((table.role, record.id))
        if cells:
            own = {
                field: _in_own_unit(cell, table.role, field, units) for field, cell in cells.items()
            }
            records.append(replace(record, cells={**record.cells, **own}))
        else:
            records.append(record)
    return replace(table, records=tuple(records))


def _in_own_unit(cell: Cell, role: str, field: str, units: Mapping[str | None, str]) -> Cell:
    """Return a plain number with its unit where the column of the list has another one."""
    unit = SHEETS[role].column(field).unit
    if isinstance(cell, (bool, str)) or not isinstance(cell, (int, float)) or not unit:
        return cell
    return cell if units.get(field) in (None, "", unit) else f"{cell:.15g} {unit}"


def _head(sheet: RawSheet) -> tuple[int, dict[str, int]] | None:
    """Return the row of the headings, from 1, and the place of each field, from 0."""
    wanted = {name_key(title): field for field, title in QUESTION_HEADINGS.items()}
    for number, row in enumerate(sheet.rows[:_HEAD_ROWS], start=1):
        places = {
            wanted[name_key(cell)]: place
            for place, cell in enumerate(row)
            if isinstance(cell, str) and name_key(cell) in wanted
        }
        if len(places) == len(wanted):
            return number, places
    return None


def _answered(
    sheet: RawSheet, head: int, places: Mapping[str, int]
) -> Iterator[tuple[int, dict[str, Cell]]]:
    for number, row in enumerate(sheet.rows[head:], start=head + 1):
        cells = {field: row[place] for field, place in places.items() if place < len(row)}
        if len(cells) == len(places) and not any(is_empty(cell) for cell in cells.values()):
            yield number, cells

"""Reads one table of a sheet: its columns with their fields and units, and which rows count."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bcdr.intake.assign_fields import Assigned, assign_fields
from bcdr.intake.block_rows import RowRules, RowsFound, find_rows
from bcdr.intake.column_claims import ColumnClaims, TableColumn, claims_of
from bcdr.intake.column_values import column_values
from bcdr.intake.header_words import header_text
from bcdr.intake.kinds_of_lists import family_fields, family_of
from bcdr.intake.letters import number_to_letters
from bcdr.intake.table_roles import OBJECTIVES, RoleGuess, guess_role
from bcdr.intake.text import clean_text
from bcdr.intake.units_of_columns import NO_UNIT, ColumnUnit, unit_of_column
from bcdr.intake.unnamed_machines import with_machine_names
from bcdr.model.columns import SHEETS
from bcdr.model.header_vocabulary import Family
from bcdr.model.recognition import ColumnProposal, FieldGuess, Layout, SheetProposal, TableRole
from bcdr.model.records import Cell

_ROWS_SAMPLED: Final = 400
_HEADER_SHOWN: Final = 120
NOTHING_EXACT: Final[Mapping[int, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockTable:
    """A table to be read: rows, where its header and its rows are (indexes from 0), its place.

    `letters` are the columns' letters, or the rows of a form; `numbers` are row numbers from 1 of
    the sheet where the rows were turned round, None where the index says it.
    """

    file: str
    sheet: str
    block: str
    rows: Sequence[Sequence[Cell]]
    header_at: int
    first: int
    last: int
    left: int
    right: int
    layout: Layout
    header_rows: tuple[int, ...]
    band_at: int | None = None
    letters: tuple[str, ...] | None = None
    numbers: tuple[int, ...] | None = None
    number_formats: Mapping[tuple[int, int], str] | None = None


def propose(
    table: BlockTable,
    role: TableRole | None = None,
    exact: Mapping[int, str] = NOTHING_EXACT,
    *,
    is_contract: bool = False,
) -> SheetProposal:
    """Return what a table is taken for.

    `role` and the fields of `exact` headers, by index from 0, are given where the sheet has the
    name of the template's; `is_contract` where it has its header row too.
    """
    columns = _columns(table)
    headers = [column.header for column in columns]
    family = None if role is not None and exact else family_of(headers)
    claims = [_claims(column, family, exact) for column in columns]
    if any(_holds_times(claim) for claim in claims):
        claims = [_claims(column, family, exact, are_flags_times=True) for column in columns]
    if role is None:
        claims = with_machine_names(claims)
    guess = (
        guess_role(claims, family, file=table.file)
        if role is None
        else RoleGuess(
            role=role,
            layout=Layout.TABLE,
            confidence=1.0 if is_contract else 0.95,
            reason="the sheet has the name and the headers of the template"
            if is_contract
            else "the sheet has the name of the template's",
        )
    )
    if table.letters and guess.role is TableRole.IGNORED and guess.confidence < 0.8:
        # A form with labels that are known is one also where it is not filled in yet.
        guess = RoleGuess(
            role=TableRole.APPLICATIONS,
            layout=Layout.TABLE,
            confidence=0.5,
            reason="its labels are known",
        )
    layout = _layout(table, guess, claims)
    assigned = assign_fields(claims, guess.role)
    units = _units(table, claims, assigned, guess.role, family, exact)
    found = _rows(table, columns, assigned, guess.role, is_contract)
    return SheetProposal(
        file=table.file,
        sheet=table.sheet,
        block=table.block,
        role=guess.role,
        layout=layout,
        header_rows=table.header_rows,
        columns=tuple(
            proposal
            for claim in claims
            for proposal in _proposals(claim, assigned[claim.column.number], units)
        ),
        family=_family_name(family, table.sheet),
        confidence=round(guess.confidence, 2),
        reason=f"{guess.reason[0].upper()}{guess.reason[1:]}.",
        row_count=found.record_count if guess.role is not TableRole.IGNORED else 0,
        skipped=found.as_tuple() if guess.role is not TableRole.IGNORED else (),
        headers_key=headers_key(headers),
    )


def headers_key(headers: Iterable[str]) -> str:
    """Return what is the same for all tables with these headers in this order."""
    words = "\n".join(
        f"{(text := header_text(header)).words}|{text.bracketed}" for header in headers
    )
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _columns(table: BlockTable) -> list[TableColumn]:
    """Return the columns of a table: those with a header, and the first if it has none."""
    header = table.rows[table.header_at]
    bands = _bands(table)
    found: list[TableColumn] = []
    sampled = _sampled_rows(table)
    for position in range(table.left, table.right + 1):
        cell = header[position] if position < len(header) else ""
        text = " ".join(clean_text(cell).split())
        values = column_values(row[position] for row in sampled if position < len(row))
        if not text and (position != table.left or values.filled == 0 or values.number_share > 0.5):
            continue
        number = position + 1
        letter = table.letters[position] if table.letters else number_to_letters(number)
        found.append(
            TableColumn(
                number=number,
                letter=letter,
                header=text[:_HEADER_SHOWN],
                band=bands.get(position, ""),
                values=values,
            )
        )
    return found


def _sampled_rows(table: BlockTable) -> list[Sequence[Cell]]:
    """Return the first rows of a table and some from all over it."""
    first, last = table.first, table.last
    near = range(first, min(last + 1, first + _ROWS_SAMPLED))
    step = max((last - first) // _ROWS_SAMPLED, 1)
    far = range(near.stop, last + 1, step)
    return [table.rows[at] for at in (*near, *far)]


def _bands(table: BlockTable) -> dict[int, str]:
    """Return the text of the band above each column, which reaches to the next one."""
    if table.band_at is None:
        return {}
    bands: dict[int, str] = {}
    text = ""
    row = table.rows[table.band_at]
    for position in range(table.left, table.right + 1):
        own = clean_text(row[position]) if position < len(row) else ""
        text = own or text
        if text:
            bands[position] = text
    return bands


def _holds_times(claim: ColumnClaims) -> bool:
    """Return whether a column holds objectives that are more than the numbers 0 and 1."""
    values = claim.column.values
    is_more = values.duration_share > 0 or any(n not in (0, 1) for n in values.numbers)
    return claim.best in OBJECTIVES and is_more


def _claims(
    column: TableColumn,
    family: Family | None,
    exact: Mapping[int, str],
    *,
    are_flags_times: bool = False,
) -> ColumnClaims:
    field = exact.get(column.number - 1)
    if field is not None:
        return ColumnClaims(column=column, guesses=(FieldGuess(field, 1.0),), refused={})
    claims = claims_of(column, family_fields(family), are_flags_times=are_flags_times)
    if not column.header:
        # A first column without a header is most likely the names.
        return ColumnClaims(
            column=column,
            guesses=(FieldGuess("application", 0.58), FieldGuess("workload", 0.58)),
            refused={},
        )
    return claims


def _layout(table: BlockTable, guess: RoleGuess, claims: Sequence[ColumnClaims]) -> Layout:
    if guess.layout is not Layout.TABLE:
        return guess.layout
    if table.layout is not Layout.TABLE:
        return table.layout
    for claim in claims:
        # One kind of record only is a table with a column too many.
        if claim.score("record_type") >= 0.8 and claim.column.values.distinct > 1:
            return Layout.MIXED_RECORDS
    return Layout.TABLE


def _units(
    table: BlockTable,
    claims: Sequence[ColumnClaims],
    assigned: Mapping[int, Sequence[Assigned]],
    role: TableRole,
    family: Family | None,
    exact: Mapping[int, str],
) -> dict[tuple[int, str], ColumnUnit]:
    units: dict[tuple[int, str], ColumnUnit] = {}
    if role is TableRole.IGNORED:
        return units
    for place, claim in enumerate(claims):
        column = claim.column
        for item in assigned[column.number]:
            if not item.field:
                continue
            spec = SHEETS[role.value].column(item.field)
            is_own = column.number - 1 in exact
            units[column.number, item.field] = unit_of_column(
                item.field,
                spec.unit,
                f"{column.band} {column.header}" if column.band else column.header,
                column.values,
                family=family,
                neighbours=[
                    (c.column.header, c.column.values) for c in claims[place + 1 : place + 2]
                ],
                number_formats=_formats(table, column.number - 1),
                is_contract=is_own,
            )
    return units


def _formats(table: BlockTable, position: int) -> tuple[str, ...]:
    if not table.number_formats or table.numbers is not None:
        return ()
    rows = range(table.first, min(table.last + 1, table.first + _ROWS_SAMPLED))
    found = (table.number_formats.get((at, position)) for at in rows)
    return tuple(dict.fromkeys(code for code in found if code))


def _rows(
    table: BlockTable,
    columns: Sequence[TableColumn],
    assigned: Mapping[int, Sequence[Assigned]],
    role: TableRole,
    is_contract: bool,
) -> RowsFound:
    rules = row_rules(
        table.rows[table.header_at],
        [(c.number - 1, item.field) for c in columns for item in assigned[c.number] if item.field],
        role,
        left=table.left,
        right=table.right,
        is_contract=is_contract,
    )
    found = find_rows(table.rows, table.first, table.last, rules)
    if table.numbers is not None:
        found.skipped = {
            kind: sorted(table.numbers[row - 1 - table.first] for row in rows)
            for kind, rows in found.skipped.items()
        }
    return found


def row_rules(
    header: Sequence[Cell],
    fields: Sequence[tuple[int, str]],
    role: TableRole,
    *,
    left: int,
    right: int,
    is_contract: bool,
) -> RowRules:
    """Return what decides about the rows of a table with these fields at these positions."""
    key = SHEETS[role.value].key if role is not TableRole.IGNORED else ()
    names = tuple(p for name in _name_fields(role) for p, field in fields if field == name)
    example: tuple[tuple[int, str], ...] = ()
    identity = next((p for p, field in fields if field == "id" and "id" not in key), None)
    if is_contract and identity is not None:
        sheet = SHEETS[role.value]
        example = tuple((p, sheet.column(f).example) for p, f in fields if f in key)
    return RowRules(
        header=header,
        names=names if not is_contract else tuple(p for p, f in fields if f in key[:1]),
        positions=tuple(dict.fromkeys(p for p, _ in fields)),
        fields=tuple((p, _plain_field(field)) for p, field in fields),
        left=left,
        right=right,
        needs_name=role in _NAMED_ROLES,
        is_contract=is_contract,
        id_position=identity,
        example=example,
    )


_NAMED_ROLES: Final = frozenset(
    {TableRole.APPLICATIONS, TableRole.VMS, TableRole.BACKUPS, TableRole.DEPENDENCIES}
)


def _name_fields(role: TableRole) -> tuple[str, ...]:
    return {
        TableRole.APPLICATIONS: ("application", "workload"),
        TableRole.VMS: ("vm",),
        TableRole.BACKUPS: ("workload", "application"),
        TableRole.DEPENDENCIES: ("application", "workload"),
        TableRole.OBJECTIVES: ("criticality",),
    }.get(role, ())


def _plain_field(field: str) -> str:
    """Return the field as headers know it, where a sheet has a name of its own for it."""
    return {"vm": "workload", "protection": "current_option"}.get(field, field)


def _proposals(
    claim: ColumnClaims,
    assigned: Sequence[Assigned],
    units: Mapping[tuple[int, str], ColumnUnit],
) -> Iterable[ColumnProposal]:
    column = claim.column
    for item in assigned:
        unit = units.get((column.number, item.field), NO_UNIT)
        yield ColumnProposal(
            letter=column.letter,
            header=column.header,
            samples=column.values.samples,
            field=item.field or None,
            unit=unit.unit,
            unit_source=unit.source,
            confidence=round(item.score, 2),
            runner_up=item.runner_up,
            reason=item.reason,
        )


def _family_name(family: Family | None, sheet: str) -> str:
    if family is None:
        return ""
    if family.name == "RVTools":
        tab = sheet.removeprefix("RVTools_tab")
        return f"RVTools {tab}" if tab.startswith("v") and len(tab) < 16 else "RVTools"
    return family.name

"""Recognises the tables of a file's sheets: where they are, what they list, what columns mean."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bcdr.intake.contract_tables import (
    EXPLAINING_SHEETS,
    ContractHeader,
    contract_header,
    contract_role,
    exact_field,
)
from bcdr.intake.dependency_matrix import grid_of_matrix
from bcdr.intake.header_rows import Area, FoundHeader, find_header_row
from bcdr.intake.letters import number_to_letters
from bcdr.intake.raw import RawSheet
from bcdr.intake.read_block import BlockTable, propose
from bcdr.intake.sheet_blocks import blocks_of
from bcdr.intake.text import name_key
from bcdr.intake.transposed import Grid, grid_of_attributes, grid_of_form
from bcdr.model.recognition import Layout, SheetProposal, TableRole


def recognise(file: str, sheets: Sequence[RawSheet]) -> tuple[SheetProposal, ...]:
    """Return a proposal for each table of a file's sheets, in the order of sheets and rows.

    A sheet of the template is taken by its name and its own headers; any other by what its
    headers and cells say. Sheets without a filled cell give no proposal. Pure.
    """
    proposals: list[SheetProposal] = []
    taken: set[str] = set()
    for sheet in sheets:
        if name_key(sheet.name) in EXPLAINING_SHEETS and _has_contract_sheet(sheets):
            continue
        own = _contract_proposal(file, sheet, taken)
        if own is not None:
            taken.add(own.role.value)
            proposals.append(own)
        elif sheet.is_visible:
            proposals += _proposals_of(file, sheet)
        else:
            proposals += (_ignored(p, "It is hidden.") for p in _proposals_of(file, sheet))
    return tuple(_settled(proposals, taken))


def _settled(proposals: Sequence[SheetProposal], own: set[str]) -> Iterator[SheetProposal]:
    """Yield the proposals as they stand together: the template's own sheets come first.

    Beside several sheets of the template only exports that are known are read, since the others
    are sheets of a plan; a list that only shares its name and headers with the template's has other
    lists beside it. One with nothing but names is read only where no fuller one is.
    """
    is_template = TableRole.APPLICATIONS.value in own and len(own) > 1
    fuller = {p.role for p in proposals if len(p.fields) > 1 and p.role is not TableRole.IGNORED}
    for proposal in proposals:
        is_own = proposal.confidence == 1.0 and contract_role(proposal.sheet) == proposal.role
        if is_own or proposal.role is TableRole.IGNORED:
            yield proposal
        elif proposal.role.value in own:
            yield _ignored(proposal, f"The sheet {proposal.role.value} is read in its place.")
        elif is_template and not proposal.family:
            yield _ignored(proposal, "The sheets of the template are read in its place.")
        elif len(proposal.fields) < 2 and proposal.role in fuller:
            yield _ignored(proposal, "Another sheet says more.")
        else:
            yield proposal


def _ignored(proposal: SheetProposal, reason: str) -> SheetProposal:
    return replace(proposal, role=TableRole.IGNORED, reason=reason, row_count=0)


def tables_on(file: str, sheet: RawSheet) -> Iterator[BlockTable]:
    """Yield the tables that may stand on a sheet, forms turned round before they are read plain."""
    role = contract_role(sheet.name)
    header = contract_header(sheet.rows, role) if role else None
    if header is not None:
        yield _contract_table(file, sheet, header)
    for area in blocks_of(sheet.rows):
        yield from _readings(file, sheet, area)


def _contract_proposal(file: str, sheet: RawSheet, taken: set[str]) -> SheetProposal | None:
    role = contract_role(sheet.name)
    if not role or role in taken:
        return None
    header = contract_header(sheet.rows, role)
    if header is None:
        return None
    return propose(
        _contract_table(file, sheet, header), TableRole(role), header.fields, is_contract=True
    )


def _contract_table(file: str, sheet: RawSheet, header: ContractHeader) -> BlockTable:
    width = max((len(row) for row in sheet.rows), default=1)
    area = Area(header.at, len(sheet.rows) - 1, 0, max(width - 1, 0))
    return _plain_table(file, sheet, area, FoundHeader(at=header.at, score=1, field_count=1))


def _proposals_of(file: str, sheet: RawSheet) -> list[SheetProposal]:
    proposals = []
    role = _hinted_role(sheet.name)
    for area in blocks_of(sheet.rows):
        tables = list(_readings(file, sheet, area))
        read = [propose(table) for table in tables]
        is_other = bool(read) and all(_is_surely_other(proposal) for proposal in read)
        if role is not None and not is_other:
            hinted = [_hinted(table, role) for table in tables]
            fitting = [p for p in hinted if _REQUIRED[role] & set(p.fields)]
            if fitting:
                proposals.append(fitting[0])
                continue
        used = [proposal for proposal in read if proposal.role is not TableRole.IGNORED]
        proposals += (used or read[-1:])[:1]
    return proposals


_REQUIRED: Final = {
    TableRole.APPLICATIONS: {"application"},
    TableRole.VMS: {"vm"},
    TableRole.DEPENDENCIES: {"depends_on"},
}
"""Roles that the name of a sheet gives to any list with such a column."""


def _hinted_role(name: str) -> TableRole | None:
    role = contract_role(name)
    return TableRole(role) if role and TableRole(role) in _REQUIRED else None


def _is_surely_other(proposal: SheetProposal) -> bool:
    """Return whether a table is known to be no input, whatever its sheet is called."""
    return proposal.role is TableRole.IGNORED and proposal.confidence >= 0.8


def _hinted(table: BlockTable, role: TableRole) -> SheetProposal:
    """Return a table read into the sheet whose name it has, its own headers taken at their word."""
    header = table.rows[table.header_at]
    exact = {
        position: field
        for position, cell in enumerate(header)
        if isinstance(cell, str) and (field := exact_field(cell, role.value))
    }
    return propose(table, role, {p: f for p, f in exact.items() if p == _first(exact, f)})


def _first(fields: Mapping[int, str], field: str) -> int:
    return next(position for position, other in fields.items() if other == field)


def _readings(file: str, sheet: RawSheet, area: Area) -> Iterator[BlockTable]:
    """Yield how an area may be read: turned round, if it may be, and as it stands."""
    header = find_header_row(sheet.rows, area)
    grid = grid_of_matrix(sheet.rows, area)
    if grid is None and header is not None:
        grid = grid_of_attributes(sheet.rows, area, header.at)
    if grid is None:
        grid = grid_of_form(sheet.rows, area, header.field_count if header is not None else 0)
    if grid is not None:
        yield _grid_table(file, sheet, area, grid)
    if header is not None:
        yield _plain_table(file, sheet, area, header)


def _plain_table(file: str, sheet: RawSheet, area: Area, header: FoundHeader) -> BlockTable:
    return BlockTable(
        file=file,
        sheet=sheet.name,
        block=_block(Area(header.at, area.bottom, area.left, area.right)),
        rows=sheet.rows,
        header_at=header.at,
        first=header.at + 1,
        last=area.bottom,
        left=area.left,
        right=area.right,
        layout=Layout.TABLE,
        header_rows=(header.at + 1,),
        band_at=header.band_at,
        number_formats=sheet.number_formats,
    )


def _grid_table(file: str, sheet: RawSheet, area: Area, grid: Grid) -> BlockTable:
    return BlockTable(
        file=file,
        sheet=sheet.name,
        block=_block(area),
        rows=grid.rows,
        header_at=0,
        first=1,
        last=len(grid.rows) - 1,
        left=0,
        right=len(grid.rows[0]) - 1,
        layout=grid.layout,
        header_rows=grid.label_columns,
        letters=grid.places,
        numbers=grid.numbers,
    )


def _has_contract_sheet(sheets: Sequence[RawSheet]) -> bool:
    return any(contract_role(sheet.name) for sheet in sheets)


def _block(area: Area) -> str:
    first = f"{number_to_letters(area.left + 1)}{area.top + 1}"
    return f"{first}:{number_to_letters(area.right + 1)}{area.bottom + 1}"

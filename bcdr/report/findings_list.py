"""The first sheet of a workbook of findings: all of them, the weightiest first, with links."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from bcdr.intake.raw import RawSheet
from bcdr.model.findings import Finding
from bcdr.model.findings_sheets import FINDINGS_HEADS, FINDINGS_TITLE
from bcdr.report.finding_marks import SEVERITY_WORDS, names_in, places_of
from bcdr.report.findings_book import FindingsBook, set_up_print
from bcdr.report.palette import ACCENT
from bcdr.report.row_stream import Styled
from bcdr.report.sheet_writer import LINE_POINTS, SheetWriter, letter, lines_needed
from bcdr.report.stored_cells import TEXT_FORMAT
from bcdr.report.styles import Style

_PURPOSE: Final = (
    "Everything that was found while the file was read, the weightiest first. The other sheets "
    "hold your own rows as they were read. Cells that a finding is about are coloured and carry a "
    "comment; the column Findings at the right of each row says the same in words. Mend the "
    "cells here and upload this workbook again: this sheet and that column are then left out."
)
_HEADS: Final = tuple(zip(FINDINGS_HEADS, (12, 22, 26, 9, 62, 62), strict=True))


def write_list(
    book: FindingsBook,
    findings: Sequence[Finding],
    titles: Mapping[str, str],
    sheets: Mapping[str, RawSheet],
) -> SheetWriter:
    """Write the sheet that lists all findings, the weightiest first, with links to their cells."""
    writer = SheetWriter(book.workbook.create_sheet(FINDINGS_TITLE))
    worksheet: Any = writer.sheet
    worksheet.sheet_properties.tabColor = ACCENT.removeprefix("#")
    worksheet.sheet_view.showGridLines = False
    set_up_print(worksheet, 0)
    for number, (_, width) in enumerate(_HEADS, start=1):
        worksheet.column_dimensions[letter(number)].width = width + 1
    room = sum(width + 1 for _, width in _HEADS)
    writer.append([(_claim(findings), Style.TITLE)], height=30)
    writer.append(
        [(_PURPOSE, Style.PURPOSE)], height=LINE_POINTS * lines_needed(_PURPOSE, room) + 4
    )
    writer.merge(writer.row, 1, len(_HEADS))
    head_row = writer.append([(head, Style.HEAD) for head, _ in _HEADS], height=LINE_POINTS * 2 + 4)
    worksheet.freeze_panes = f"A{head_row + 1}"
    worksheet.print_title_rows = f"{head_row}:{head_row}"
    ordered = sorted(findings, key=lambda one: list(SEVERITY_WORDS).index(one.severity))
    if ordered:
        last = letter(len(_HEADS))
        worksheet.auto_filter.ref = f"A{head_row}:{last}{head_row + len(ordered)}"
    for number, finding in enumerate(ordered, start=head_row + 1):
        sheet = sheets.get(finding.sheet)
        if sheet is not None:
            place = next(places_of(finding, len(sheet.rows), _columns(sheet)), (1, 1))
            target = f"{quote_sheetname(titles[finding.sheet])}!{letter(place[1])}{place[0]}"
            # The same holds for a link: it belongs to the sheet, not to a cell of the library.
            worksheet._hyperlinks.append(  # noqa: SLF001
                Hyperlink(ref=f"C{number}", location=target, display=target)
            )
    writer.stream(_listed(book, finding) for finding in ordered)
    return writer


def _listed(book: FindingsBook, finding: Finding) -> tuple[list[Styled | None], float]:
    word = SEVERITY_WORDS[finding.severity]
    lines = max(
        lines_needed(text, width)
        for text, (_, width) in zip(
            (finding.sheet, finding.cell, finding.problem, finding.remedy),
            (_HEADS[1], _HEADS[2], _HEADS[4], _HEADS[5]),
            strict=True,
        )
    )
    cells: list[Styled | None] = [
        (word, book.style(TEXT_FORMAT, finding.severity)),
        (finding.sheet or "the file", Style.TEXT),
        (finding.cell, Style.TEXT),
        (len(names_in(finding)), Style.COUNT),
        (_sentence(finding.problem), Style.PROSE),
        (_sentence(finding.remedy), Style.PROSE),
    ]
    return cells, LINE_POINTS * lines + 4


def _claim(findings: Sequence[Finding]) -> str:
    counts = [
        (sum(one.severity is severity for one in findings), word)
        for severity, word in SEVERITY_WORDS.items()
    ]
    said = [f"{count} {word.lower()}{'' if count == 1 else 's'}" for count, word in counts if count]
    return f"Findings: {', '.join(said)}" if said else "Findings: none"


def _columns(sheet: RawSheet) -> int:
    return max((len(row) for row in sheet.rows), default=0)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]

"""Reads text tables: encoding and separator are found, every cell stays text."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from bcdr.intake import limits
from bcdr.intake.codes import Code
from bcdr.intake.encodings import encoding_of
from bcdr.intake.refusals import RefusedFileError
from bcdr.model.records import Cell

SEPARATORS: Final = ";,\t|"
_SAMPLE_CHARACTERS: Final = 2**16
_ROWS_LOOKED_AT: Final = 100
_SEPARATOR_LINE: Final = "sep="
"""How Excel writes the separator into the first line of a file."""


def read_text_table(content: bytes) -> list[list[Cell]]:
    """Return the rows of a CSV or TSV file as texts.

    Raises:
        RefusedFileError: it has too many rows, columns or cells that never end.
    """
    if len(content) > limits.TEXT_BYTES:
        raise RefusedFileError(
            Code.FILE_TOO_LARGE,
            f"the text has {len(content) / 2**20:,.0f} MB; the limit is "
            f"{limits.TEXT_BYTES / 2**20:,.0f} MB.",
            "Remove what is not needed, or split the list.",
        )
    stream = io.TextIOWrapper(
        io.BytesIO(content), encoding=encoding_of(content), errors="replace", newline=""
    )
    sample = stream.read(_SAMPLE_CHARACTERS)
    stream.seek(0)
    try:
        lines = _lines_within_limits(stream)
        return _rows_within_limits(csv.reader(lines, delimiter=find_separator(sample)))
    except csv.Error as fault:
        raise RefusedFileError(
            Code.FILE_BROKEN,
            f"the text cannot be split into cells ({fault}).",
            "Check the quotation marks, or save the list as .xlsx.",
        ) from fault


def decode(content: bytes) -> str:
    """Return the text of a file in the encoding it was saved in."""
    return content.decode(encoding_of(content), "replace")


def find_separator(text: str) -> str:
    """Return the separator that splits most lines into the same number of cells, or a comma.

    A first line that only names the separator, as Excel writes it, decides.
    """
    first = text[:10].partition("\n")[0].strip("\r\ufeff\"' ")
    if first[:4].lower() == _SEPARATOR_LINE and first[4:5] in SEPARATORS:
        return first[4:5] or ","
    best, most = ",", (0, 0)
    for separator in SEPARATORS:
        counts = Counter(count for count in _widths(text, separator) if count > 1)
        if counts:
            width, alike = max(counts.items(), key=lambda item: (item[1], item[0]))
            if (alike, width) > most:
                best, most = separator, (alike, width)
    return best


def _widths(text: str, separator: str) -> Iterator[int]:
    """Yield how many cells each of the first rows has with a separator; quotes are respected."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for _, row in zip(range(_ROWS_LOOKED_AT), rows, strict=False):
            yield len(row)
    except csv.Error:
        return


def _lines_within_limits(stream: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(stream, start=1):
        if len(line) > limits.LINE_LENGTH:
            raise RefusedFileError(
                Code.FILE_TOO_LARGE,
                f"line {number:,} of the text has {len(line):,} characters; the limit is "
                f"{limits.LINE_LENGTH:,}.",
                "Check that each row of the list is a line of its own, or save it as .xlsx.",
            )
        yield line


def _rows_within_limits(reader: Iterator[list[str]]) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    widest = cells = 0
    for row in reader:
        rows.append(list(row))
        widest = max(widest, len(row))
        cells += len(row)
        if len(rows) > limits.ROWS or widest > limits.COLUMNS or cells > limits.TEXT_CELLS:
            raise RefusedFileError(
                Code.FILE_TOO_LARGE,
                f"the text has at least {len(rows):,} rows and {widest:,} columns; the limit is "
                f"{limits.ROWS:,} rows, {limits.COLUMNS:,} columns and {limits.TEXT_CELLS:,} "
                "cells.",
                "Remove what is not needed, or split the list.",
            )
    if rows and _names_separator(rows[0]):
        rows[0] = []
    return rows


def _names_separator(row: list[Cell]) -> bool:
    """Return whether a row is Excel's line that names the separator; the row stays, but empty."""
    first = str(row[0]).lower() if row else ""
    return first == _SEPARATOR_LINE or (
        first.startswith(_SEPARATOR_LINE) and len(row) == 1 and first[4:] in SEPARATORS
    )

"""Reads text tables: encoding and separator are found, every cell stays text."""

import csv
import io
from collections import Counter
from typing import Final

from bcdr.intake import limits
from bcdr.intake.codes import Code
from bcdr.intake.package import RefusedFileError
from bcdr.model.records import Cell

SEPARATORS: Final = ";,\t|"
_LINES_LOOKED_AT: Final = 50


def read_text_table(content: bytes) -> list[list[Cell]]:
    """Return the rows of a CSV or TSV file as texts.

    Raises:
        RefusedFileError: it has too many rows, columns or cells that never end.
    """
    text = decode(content)
    try:
        rows: list[list[Cell]] = [
            list(row) for row in csv.reader(io.StringIO(text), delimiter=find_separator(text))
        ]
    except csv.Error as fault:
        raise RefusedFileError(
            Code.FILE_BROKEN,
            f"the text cannot be split into cells ({fault}).",
            "Check the quotation marks, or save the list as .xlsx.",
        ) from fault
    widest = max((len(row) for row in rows), default=0)
    if len(rows) > limits.ROWS or widest > limits.COLUMNS:
        raise RefusedFileError(
            Code.FILE_TOO_LARGE,
            f"the text has {len(rows):,} rows and {widest:,} columns; the limit is "
            f"{limits.ROWS:,} and {limits.COLUMNS:,}.",
            "Remove what is not needed, or split the list.",
        )
    return rows


def decode(content: bytes) -> str:
    """Return the text of a file: by its byte order mark, else UTF-8, else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def find_separator(text: str) -> str:
    """Return the separator that splits most lines into the same number of cells, or a comma."""
    lines = [line for line in text.splitlines()[:_LINES_LOOKED_AT] if line.strip()]
    best, most = ",", (0, 0)
    for separator in SEPARATORS:
        counts = Counter(line.count(separator) for line in lines if separator in line)
        if counts:
            count, alike = counts.most_common(1)[0]
            if (alike, count) > most:
                best, most = separator, (alike, count)
    return best

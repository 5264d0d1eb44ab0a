"""From a spreadsheet to a portfolio: `read_workbook`, and `build` for tables that were edited."""

from bcdr.intake.build import build
from bcdr.intake.check_json import check_json
from bcdr.intake.codes import Code
from bcdr.intake.read import Source, read_tables, read_workbook, reading_of
from bcdr.intake.reading import Reading
from bcdr.intake.set_values import UnknownKeyError, set_value
from bcdr.intake.tables import TablesRead

__all__ = [
    "Code",
    "Reading",
    "Source",
    "TablesRead",
    "UnknownKeyError",
    "build",
    "check_json",
    "read_tables",
    "read_workbook",
    "reading_of",
    "set_value",
]

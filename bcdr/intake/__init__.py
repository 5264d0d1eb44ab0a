"""From spreadsheets to a portfolio: `read_workbook`, `read_files`, and `build` after edits."""

from bcdr.intake.build import build
from bcdr.intake.check_json import check_json
from bcdr.intake.codes import Code
from bcdr.intake.files import read_file_tables, read_files
from bcdr.intake.map_file import MapFileError, read_map, write_map
from bcdr.intake.read import Source, read_original, read_tables, read_workbook, reading_of
from bcdr.intake.reading import Reading
from bcdr.intake.set_values import UnknownKeyError, set_value
from bcdr.intake.tables import TablesRead

__all__ = [
    "Code",
    "MapFileError",
    "Reading",
    "Source",
    "TablesRead",
    "UnknownKeyError",
    "build",
    "check_json",
    "read_file_tables",
    "read_files",
    "read_map",
    "read_original",
    "read_tables",
    "read_workbook",
    "reading_of",
    "set_value",
    "write_map",
]

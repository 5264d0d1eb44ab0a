"""The limits a file has to keep: how large, how wide, how long a reader may work on it."""

from typing import Final

FILE_BYTES: Final = 200 * 2**20
"""Largest file that is looked at."""
PART_BYTES: Final = 700 * 2**20
"""Largest part of a package when it is unpacked; a sheet of 100,000 x 25 takes about 100 MB."""
PACKAGE_BYTES: Final = 1200 * 2**20
"""Largest package when all its parts are unpacked."""
PARTS: Final = 10_000
"""Most parts in a package."""
RATIO: Final = 200
"""A part that unpacks to more than this many times its size is made to do harm."""
RATIO_BYTES: Final = 20 * 2**20
"""Below this unpacked size a high ratio is harmless: small tables of one value pack well."""

ROWS: Final = 200_000
"""Last row in which a filled cell may stand."""
COLUMNS: Final = 702
"""Last column in which a filled cell may stand: ZZ."""
CELLS: Final = 20_000_000
"""Most cells, rows times columns, in the area of one sheet."""
CELL_LENGTH: Final = 32_767
"""Longest text of one cell, as in Excel."""
SHEETS: Final = 200
"""Most sheets that are looked at."""
PROBLEM_CELLS: Final = 5_000
"""Most error cells and formulas without a value that are noted for one sheet."""

CHILD_BYTES: Final = 1024 * 2**20
"""Address space of the process that reads a file; its own code takes about a tenth of it."""
CHILD_SECONDS: Final = 60
"""Time, on the clock and on the processor, that the process may take."""

HEADER_ROWS: Final = 30
"""Rows in which a header is looked for."""

LONGEST_DURATION_HOURS: Final = 87_600
"""Ten years: a longer objective was most likely written in seconds or minutes."""
LARGEST_NUMBER: Final = 1e12
"""No figure of a single row is larger."""

"""The limits a file has to keep: how large, how wide, how long a reader may work on it."""

from typing import Final

FILE_BYTES: Final = 200 * 2**20
"""Largest file that is looked at."""
PART_BYTES: Final = 700 * 2**20
"""Largest part of a package when it is unpacked; a sheet of 100,000 x 25 takes about 100 MB."""
PACKAGE_BYTES: Final = 1200 * 2**20
"""Largest package when all its parts are unpacked."""
SMALL_PART_BYTES: Final = 8 * 2**20
"""Largest part that is built up whole: names of sheets, styles."""
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
CELLS: Final = 10_000_000
"""Most cells, rows times columns, in the area of one sheet."""
CELL_LENGTH: Final = 32_767
"""Longest text of one cell, as in Excel."""
TEXT_CELLS: Final = 6_000_000
"""Most cells of a text table, each of which is a text of its own."""
LINE_LENGTH: Final = 4 * 2**20
"""Longest line of a text table."""
SHEETS: Final = 200
"""Most sheets that are looked at."""
PROBLEM_CELLS: Final = 5_000
"""Most error cells and formulas without a value that are noted for one sheet."""

CHILD_BYTES: Final = 1024 * 2**20
"""Address space of the process that reads a file; its own code takes about a tenth of it."""
READ_SECONDS: Final = 8
"""Time on the processor until the cells of a file have to be here, inspection included."""
WAIT_SECONDS: Final = 30
"""Time on the clock that is waited for it, longer since others may be at work as well."""
TEXT_BYTES: Final = 100 * 2**20
"""Largest text table; 200,000 rows of 25 columns take about 50 MB."""

HEADER_ROWS: Final = 30
"""Rows in which a header is looked for."""

LONGEST_DURATION_HOURS: Final = 87_600
"""Ten years: a longer objective was most likely written in seconds or minutes."""
LARGEST_NUMBER: Final = 1e12
"""No figure of a single row is larger."""

ODD_RPO_HOURS: Final = 24
"""Below this an RPO is never called odd beside its RTO: a nightly copy is a common choice."""
ODD_RPO_RTO: Final = 24
"""From this many times the RTO on, an RPO is so long that the two may be swapped."""
LARGEST_DATA_GB: Final = 1e7
"""More data than this, ten petabytes, is unlikely for one row."""
LARGEST_MEMORY_GB: Final = 1e5
"""More memory than this is unlikely for one row."""
MOST_VCPU: Final = 1e5
"""More processors than this are unlikely for one row."""
MOST_MEMORY_GB_PER_VCPU: Final = 256
"""More memory for one processor than this is most likely written in MB."""
SAME_INTERVAL_SHARE: Final = 0.05
"""How far a measured time between copies may lie from whole hours to be taken for them."""
OLD_BACKUP_DAYS: Final = 7
"""A last success that lies longer than this before the newest copy of a report is old."""

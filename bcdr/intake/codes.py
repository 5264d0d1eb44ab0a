"""The codes of findings, and how much each weighs."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bcdr.model.findings import FindingSeverity


class Code(StrEnum):
    """What is wrong or remarkable, in one word that never changes."""

    # The file
    FILE_EMPTY = "file-empty"
    FILE_NOT_FOUND = "file-not-found"
    FILE_NOT_SPREADSHEET = "file-not-spreadsheet"
    FILE_PASSWORD = "file-password"  # noqa: S105  the name of a fault
    FILE_BROKEN = "file-broken"
    FILE_TOO_LARGE = "file-too-large"
    FILE_UNSAFE = "file-unsafe"

    # Sheets, headers and rows
    NO_USABLE_SHEET = "no-usable-sheet"
    NO_ROWS = "no-rows"
    HEADER_MISSING = "header-missing"
    SHEET_GUESSED = "sheet-guessed"
    SHEET_NOT_USED = "sheet-not-used"
    COLUMN_NOT_USED = "column-not-used"
    COLUMN_TWICE = "column-twice"
    COLUMN_GUESSED = "column-guessed"
    LOOK_ALIKE = "look-alike"
    UNIT_ASSUMED = "unit-assumed"
    ROWS_LEFT_OUT = "rows-left-out"
    UNIT_FROM_HEADER = "unit-from-header"
    SHARES_AS_FRACTIONS = "shares-as-fractions"
    MERGED_CELLS = "merged-cells"
    FORMULA_WITHOUT_VALUE = "formula-without-value"
    ERROR_CELL = "error-cell"
    EXAMPLE_ROW = "example-row"
    HEADER_AGAIN = "header-again"
    TOTAL_ROW = "total-row"
    BLANK_ROWS = "blank-rows"
    ROW_WITHOUT_NAME = "row-without-name"
    ID_TWICE = "id-twice"
    NAME_TWICE = "name-twice"

    # Cells
    NOT_A_DURATION = "not-a-duration"
    DURATION_BOUND = "duration-bound"
    DURATION_RANGE = "duration-range"
    DURATION_WORKING_TIME = "duration-working-time"
    DURATION_MAGNITUDE = "duration-magnitude"
    DURATION_IS_DATE = "duration-is-date"
    DURATION_ABSURD = "duration-absurd"
    DURATION_COMMENT = "duration-comment"
    DURATION_FREQUENCY = "duration-frequency"
    DURATION_SERVICE_HOURS = "duration-service-hours"
    DURATION_IS_TIER = "duration-is-tier"
    NOT_DEFINED = "not-defined"
    NOT_MEASURED = "not-measured"
    PLACEHOLDER = "placeholder"
    AMBIGUOUS_BLANK = "ambiguous-blank"
    NEGATIVE = "negative"
    NOT_A_NUMBER = "not-a-number"
    NUMBER_ABSURD = "number-absurd"
    NUMBER_BOUND = "number-bound"
    NUMBER_RANGE = "number-range"
    NUMBER_MARK = "number-mark"
    SIZE_USED_OF_TOTAL = "size-used-of-total"
    CHANGE_WITHOUT_SIZE = "change-without-size"
    CHANGE_IS_RATE = "change-is-rate"
    OTHER_CURRENCY = "other-currency"
    NOT_MONEY = "not-money"
    MONEY_CONVERTED = "money-converted"
    MONEY_OTHER_PERIOD = "money-other-period"
    MONEY_THOUSAND_OR_MILLION = "money-thousand-or-million"
    NOT_YES_OR_NO = "not-yes-or-no"
    NOT_A_DATE = "not-a-date"
    DATE_DAY_FIRST = "date-day-first"
    DATE_INCOMPLETE = "date-incomplete"
    DATE_FROM_AGE = "date-from-age"
    DATE_IN_FUTURE = "date-in-future"
    CHOICE_UNKNOWN = "choice-unknown"
    CRITICALITY_UNKNOWN = "criticality-unknown"
    CRITICALITY_FROM_ANSWER = "criticality-from-answer"
    TEXT_CLEANED = "text-cleaned"

    # What rows say together
    OWN_ROW_NOT_USED = "own-row-not-used"
    RTO_ABOVE_MTD = "rto-above-mtd"
    RPO_ABOVE_RTO = "rpo-above-rto"
    RPO_ABOVE_MTD = "rpo-above-mtd"
    ROWS_DISAGREE = "rows-disagree"
    NAMES_ALIKE = "names-alike"
    NAME_SPELLINGS = "name-spellings"
    SIZE_ABSURD = "size-absurd"
    DEPENDENCY_SLOWER = "dependency-slower"
    PROTECTION_LISTS = "protection-lists"
    TARGET_UNKNOWN = "target-unknown"
    DEPENDENCY_UNKNOWN = "dependency-unknown"
    DEPENDENCY_ON_ITSELF = "dependency-on-itself"
    DEPENDENCY_CIRCLE = "dependency-circle"
    VM_WITHOUT_APPLICATION = "vm-without-application"
    VMS_DISAGREE = "vms-disagree"
    VMS_INCOMPLETE = "vms-incomplete"
    VM_ON_SEVERAL_ROWS = "vm-on-several-rows"
    VM_TEMPLATE = "vm-template"
    VM_POWERED_OFF = "vm-powered-off"
    VM_GROUPING = "vm-grouping"
    ONLY_INFRASTRUCTURE = "only-infrastructure"
    APPLICATIONS_CREATED = "applications-created"
    NAMES_SHARED = "names-shared"
    ROWS_MERGED = "rows-merged"
    FILES_DISAGREE = "files-disagree"
    BACKUP_UNMATCHED = "backup-unmatched"
    BACKUP_USED = "backup-used"
    BACKUPS_DISAGREE = "backups-disagree"
    BACKUP_OLD = "backup-old"
    PROTECTION_ASSUMED = "protection-assumed"
    TIER_FROM_LEGEND = "tier-from-legend"
    OBJECTIVES_FROM_LEGEND = "objectives-from-legend"

    # Landscape
    HUBS_ASSUMED = "hubs-assumed"
    HUB_NOT_DESCRIBED = "hub-not-described"
    HUB_NOT_FOUND = "hub-not-found"
    HUB_WITHOUT_SITE = "hub-without-site"
    TARGETS_ASSUMED = "targets-assumed"
    TARGET_WITHOUT_KIND = "target-without-kind"
    NAME_UNKNOWN = "name-unknown"
    REGIME_UNKNOWN = "regime-unknown"

    # What replaces the tool's own figures
    ENTRY_UNKNOWN = "entry-unknown"
    ENTRY_REFUSED = "entry-refused"
    ROW_INCOMPLETE = "row-incomplete"
    SETTING_UNKNOWN = "setting-unknown"
    SETTING_REFUSED = "setting-refused"
    DATE_FROM_CALLER = "date-from-caller"
    ANSWER_WITHOUT_ROW = "answer-without-row"
    ANSWERS_ALONE = "answers-alone"


_ERRORS: Final = frozenset(
    {
        Code.FILE_EMPTY,
        Code.FILE_NOT_FOUND,
        Code.FILE_NOT_SPREADSHEET,
        Code.FILE_PASSWORD,
        Code.FILE_BROKEN,
        Code.FILE_TOO_LARGE,
        Code.FILE_UNSAFE,
        Code.NO_USABLE_SHEET,
        Code.ANSWERS_ALONE,
        Code.NO_ROWS,
        Code.HEADER_MISSING,
        Code.FORMULA_WITHOUT_VALUE,
        Code.ERROR_CELL,
        Code.ROW_WITHOUT_NAME,
        Code.NOT_A_DURATION,
        Code.DURATION_IS_DATE,
        Code.DURATION_ABSURD,
        Code.NEGATIVE,
        Code.NOT_A_NUMBER,
        Code.NUMBER_ABSURD,
        Code.NOT_MONEY,
        Code.MONEY_OTHER_PERIOD,
        Code.MONEY_THOUSAND_OR_MILLION,
        Code.CHANGE_IS_RATE,
        Code.CHANGE_WITHOUT_SIZE,
        Code.NOT_YES_OR_NO,
        Code.NOT_A_DATE,
        Code.DATE_INCOMPLETE,
        Code.CHOICE_UNKNOWN,
        Code.TARGET_WITHOUT_KIND,
        Code.ENTRY_REFUSED,
        Code.ROW_INCOMPLETE,
        Code.SETTING_REFUSED,
        Code.ONLY_INFRASTRUCTURE,
    }
)
_NOTES: Final = frozenset(
    {
        Code.SHEET_GUESSED,
        Code.SHEET_NOT_USED,
        Code.COLUMN_NOT_USED,
        Code.COLUMN_GUESSED,
        Code.LOOK_ALIKE,
        Code.ROWS_LEFT_OUT,
        Code.UNIT_FROM_HEADER,
        Code.SHARES_AS_FRACTIONS,
        Code.MERGED_CELLS,
        Code.EXAMPLE_ROW,
        Code.HEADER_AGAIN,
        Code.TOTAL_ROW,
        Code.BLANK_ROWS,
        Code.DURATION_BOUND,
        Code.DURATION_COMMENT,
        Code.DURATION_FREQUENCY,
        Code.NOT_DEFINED,
        Code.NOT_MEASURED,
        Code.NUMBER_BOUND,
        Code.NUMBER_MARK,
        Code.SIZE_USED_OF_TOTAL,
        Code.MONEY_CONVERTED,
        Code.DATE_FROM_AGE,
        Code.CRITICALITY_FROM_ANSWER,
        Code.PLACEHOLDER,
        Code.AMBIGUOUS_BLANK,
        Code.DATE_DAY_FIRST,
        Code.TEXT_CLEANED,
        Code.OWN_ROW_NOT_USED,
        Code.NAME_SPELLINGS,
        Code.HUBS_ASSUMED,
        Code.TARGETS_ASSUMED,
        Code.DATE_FROM_CALLER,
        Code.VM_ON_SEVERAL_ROWS,
        Code.VM_TEMPLATE,
        Code.VM_POWERED_OFF,
        Code.APPLICATIONS_CREATED,
        Code.NAMES_SHARED,
        Code.ROWS_MERGED,
        Code.BACKUP_USED,
        Code.PROTECTION_ASSUMED,
        Code.TIER_FROM_LEGEND,
        Code.OBJECTIVES_FROM_LEGEND,
    }
)

SEVERITIES: Final[Mapping[Code, FindingSeverity]] = MappingProxyType(
    {
        code: FindingSeverity.ERROR
        if code in _ERRORS
        else FindingSeverity.NOTE
        if code in _NOTES
        else FindingSeverity.WARNING
        for code in Code
    }
)
"""The weight of each code: an error loses what was written, a warning or note does not."""

"""What a plan keeps of itself, so that one that comes back says what was changed in it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

ORIGIN_SHEET: Final = "Origin"
"""The sheet, very hidden, that keeps what a plan said when it was written."""

ORIGIN_SCHEMA: Final = 1
"""The layout of that sheet."""

FACT: Final = "fact"
"""Rows of that sheet: a fact about the plan, by name: schema, review, revision, as-of."""
REPORT: Final = "report"
"""The name of a sheet that says results, and is not read as input."""
ROW: Final = "row"
"""A row of an input sheet, or of the plan, as it was: sheet, id and cells as JSON."""

PLAN_SHEET: Final = "Plan"
"""The sheet on which people decide."""

PLAN_ID: Final = "ID"
"""The heading of the column that names the workload of a row."""

PLAN_DECISION_HEADINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "decision": "Decision",
        "strategy": "Strategy chosen",
        "rule": "Rule overridden",
        "decided_by": "Decided by",
        "date": "Decided on",
        "reason": "Reason",
        "until": "Until",
    }
)
"""The headings of the columns to decide in, by the field of the sheet Decisions they go to."""

DUTY_SHEET: Final = "Responsibilities"
"""The sheet on which people say who has done what of their duties."""

DUTY_HEADINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "duty": "Duty ID",
        "of": "Application or Hub",
        "status": "Status",
        "owner": "Owner",
        "date": "Date",
        "notes": "Notes",
    }
)
"""The headings of its columns that are read, by field; the first two name the row."""

DUTY_STATUSES: Final = ("open", "agreed", "in place", "not needed")
"""What the status of a duty may be."""

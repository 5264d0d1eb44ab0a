"""What a questionnaire is known by, so that the answers in it find their rows again."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

QUESTION_HEADINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "answer": "Your answer",
        "sheet": "Answer for sheet",
        "rows": "Answer for rows",
        "field": "Answer for field",
    }
)
"""The headings of the columns that are read; all but the first are hidden."""

ROW_SEPARATOR: Final = "\n"
"""Between the ids of rows that one answer is for."""

ANSWERS_ROLE: Final = "Answers"
"""The role of a table of answers before they are put into the rows they are for."""

"""Why a file cannot be used: the one exception that reading a file raises."""

from typing import Final

from bcdr.intake.codes import Code

SAVE_AGAIN: Final = "Open it in Excel or LibreOffice, save it as .xlsx and upload that file."
COPY_ROWS: Final = "Copy the rows that count into a new workbook and upload that."


class RefusedFileError(Exception):
    """The file cannot be used: a code, what is wrong, what to do."""

    def __init__(
        self, code: Code, problem: str, remedy: str, *, sheet: str = "", cell: str = ""
    ) -> None:
        super().__init__(f"{problem} {remedy}")
        self.code = code
        self.problem = problem
        self.remedy = remedy
        self.sheet = sheet
        self.cell = cell


def shown_name(name: str) -> str:
    """Return a file's name as a sentence begins with it."""
    return f"'{name}'" if name else "The file"


def too_much(shown: str) -> RefusedFileError:
    """Return the refusal of a file that takes more memory or time than it may."""
    return RefusedFileError(
        Code.FILE_TOO_LARGE,
        f"{shown} takes more memory or time to read than any list of applications should.",
        COPY_ROWS,
    )


def damaged(shown: str, why: str) -> RefusedFileError:
    """Return the refusal of a file that is not whole; `why` ends the sentence."""
    return RefusedFileError(Code.FILE_BROKEN, f"{shown} is damaged{why}.", SAVE_AGAIN)

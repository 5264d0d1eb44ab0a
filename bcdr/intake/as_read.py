"""The sheets of a file as they were read, for those who hand a user's own rows back."""

from bcdr.intake.package import RefusedFileError
from bcdr.intake.raw import RawSheet, read_raw


def sheets_as_read(content: bytes, name: str) -> tuple[RawSheet, ...]:
    """Return the raw sheets of a file, none where the file cannot be read."""
    try:
        return read_raw(content, name).sheets
    except RefusedFileError:
        return ()

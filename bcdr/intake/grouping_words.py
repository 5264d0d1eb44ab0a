"""The words of the setting that says by which column VMs are grouped into applications."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bcdr.intake.text import clean_text, name_key

APPLICATION: Final = "application"
TAG: Final = "tag"
FOLDER: Final = "folder"
LOCATION: Final = "location"
NAME: Final = "name"
NONE: Final = "none"

GROUPING_WORDS: Final = (APPLICATION, TAG, f"{TAG} KEY", FOLDER, LOCATION, NAME, NONE)
"""What the setting may say; `tag KEY` stands for the values of one key, such as `tag app`."""

_CREATE: Final = "create from"
_OTHER_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "tags": TAG,
        "category": TAG,
        "categories": TAG,
        "folders": FOLDER,
        "resource group": FOLDER,
        "resource groups": FOLDER,
        "path": FOLDER,
        "cluster": LOCATION,
        "datacenter": LOCATION,
        "site": LOCATION,
        "vm name": NAME,
        "name pattern": NAME,
        "name prefix": NAME,
        "prefix": NAME,
        "applications": APPLICATION,
    }
)


def grouping_word(text: str) -> str | None:
    """Return the setting as it is kept, None if it names no way of grouping.

    >>> grouping_word("Create from Resource Group"), grouping_word("tag: App"), grouping_word("x")
    ('create from folder', 'tag app', None)
    """
    words = name_key(clean_text(text)).replace(":", " ").replace("_", " ").replace("-", " ")
    words = " ".join(words.split())
    creates = words.startswith(f"{_CREATE} ")
    column = words.removeprefix(f"{_CREATE} ")
    column = _OTHER_WORDS.get(column, column)
    first, _, key = column.partition(" ")
    if _OTHER_WORDS.get(first) == TAG and key:
        column = f"{TAG} {key}"
    is_known = column in GROUPING_WORDS or column.startswith(f"{TAG} ")
    if not is_known or (creates and column == NONE):
        return None
    return f"{_CREATE} {column}" if creates else column


def creates_applications(setting: str) -> bool:
    """Return whether a setting asks for applications that are not listed."""
    return setting.startswith(f"{_CREATE} ")


def column_of(setting: str) -> str:
    """Return the column that a setting names, without the wish to create applications."""
    return setting.removeprefix(f"{_CREATE} ")

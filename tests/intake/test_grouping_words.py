"""The setting of how VMs are grouped is understood in the words of the files."""

import pytest

from bcdr.intake.grouping_words import column_of, creates_applications, grouping_word


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Folder", "folder"),
        ("Resource group", "folder"),
        ("cluster", "location"),
        ("tags", "tag"),
        ("Tag: App", "tag app"),
        ("category AppType", "tag apptype"),
        ("VM name", "name"),
        ("none", "none"),
        ("Create from tag app", "create from tag app"),
        ("create-from-resource-group", "create from folder"),
    ],
)
def test_words_of_the_files_are_understood(text: str, word: str) -> None:
    assert grouping_word(text) == word


@pytest.mark.parametrize("text", ["", "colour", "7", "create from", "create from none", "tag "])
def test_other_words_are_no_grouping(text: str) -> None:
    assert grouping_word(text) in (None, "tag")
    assert (grouping_word(text) == "tag") is (text == "tag ")


def test_a_setting_tells_its_column_and_whether_it_creates() -> None:
    assert (column_of("create from tag app"), creates_applications("create from tag app")) == (
        "tag app",
        True,
    )
    assert (column_of("folder"), creates_applications("folder")) == ("folder", False)

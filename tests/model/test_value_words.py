"""The words of cells in every language."""

import shutil
from pathlib import Path

import pytest

from bcdr.model.value_words import FILE, WORDS, ValueWordsError, load_value_words, word_form
from bcdr.resources import data_folder


def folder_with(tmp_path: Path, old: str, new: str) -> Path:
    """A folder whose file of words has one text replaced."""
    text = (data_folder() / FILE).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    return tmp_path


def test_the_file_is_read_once() -> None:
    assert load_value_words() is WORDS


def test_words_are_known_with_and_without_their_accents() -> None:
    assert WORDS.units["año"] == WORDS.units["ano"] == 8760
    assert {"não aplicável", "nao aplicavel"} <= WORDS.phrase("not-applicable")
    assert WORDS.months["février"] == WORDS.months["fevrier"] == 2
    assert "リアルタイム" in WORDS.phrase("near-zero")


def test_no_word_is_both_yes_and_no() -> None:
    assert not WORDS.phrase("yes") & WORDS.phrase("no")


def test_every_month_has_a_name_in_every_language() -> None:
    assert set(WORDS.months.values()) == set(range(1, 13))


def test_a_word_is_compared_in_one_form() -> None:
    assert word_form("  STUNDEN\u3000\uff28 ") == "stunden h"


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(ValueWordsError, match=r"values\.toml is missing"):
        load_value_words(tmp_path)


def test_a_file_that_is_not_toml_says_so(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("units = [", encoding="utf-8")

    with pytest.raises(ValueWordsError, match="not TOML"):
        load_value_words(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('id = "near-zero"', 'id = "near-nothing"', "phrases"),
        ('id = "ms"\nhours = 2', 'id = "ms"\nhour = 2', "hour"),
        ('de = ["sek", ', 'de = ["stunde", "sek", ', "units name 'stunde' twice"),
        ('fevr fév", "mars"', 'fevr fév", "mars août"', "for two months"),
    ],
)
def test_a_fault_names_what_is_wrong(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(ValueWordsError, match=message):
        load_value_words(folder_with(tmp_path, old, new))


def test_a_meaning_that_is_left_out_is_named(tmp_path: Path) -> None:
    text = (data_folder() / FILE).read_text(encoding="utf-8")
    start = text.index('[[phrases]]\nid = "zero"')
    end = text.index("[[phrases]]", start + 5)
    (tmp_path / FILE).write_text(text[:start] + text[end:], encoding="utf-8")

    with pytest.raises(ValueWordsError, match=r"lacks the phrases .*zero"):
        load_value_words(tmp_path)


def test_a_copy_of_the_file_is_the_same(tmp_path: Path) -> None:
    shutil.copy(data_folder() / FILE, tmp_path)

    assert load_value_words(tmp_path) == WORDS

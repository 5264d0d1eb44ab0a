"""The words of headers are data, checked when they are read."""

from pathlib import Path

import pytest

from bcdr.model.header_vocabulary import HeaderWordsError, load_header_vocabulary
from bcdr.resources import data_folder

LANGUAGES = ("en", "de", "fr", "es", "pt", "nl", "it", "ja")
CORE = (
    "application", "workload", "owner", "business_unit", "criticality", "rto_hours", "rpo_hours",
    "mtd_hours", "downtime_cost_per_hour", "data_gb", "daily_change_share", "environment",
    "location", "os", "vcpu", "memory_gb", "depends_on", "current_option", "last_test_date",
    "notes", "regulations", "allowed_jurisdictions",
)  # fmt: skip


@pytest.mark.parametrize("field", CORE)
def test_the_core_fields_have_words_in_every_language(field: str) -> None:
    entries = [entry for entry in load_header_vocabulary().words if entry.field == field]

    spoken = {name for entry in entries for name, words in entry.by_language.items() if words}
    assert spoken >= set(LANGUAGES)


def test_every_look_alike_says_why() -> None:
    for look_alike in load_header_vocabulary().look_alikes:
        assert look_alike.reason.startswith("it ")
        assert all(look_alike.all)


def with_text(folder: Path, old: str, new: str) -> Path:
    text = (data_folder() / "headers.toml").read_text(encoding="utf-8")
    assert old in text
    (folder / "headers.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('field = "application"', 'field = "fruit"', "names the fields fruit"),
        ("strength = 0.97", 'strength = "much"', "strength"),
        ("whole = true", "half = true", "half"),
        ("[neutral]", "[neutral", "is not TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_its_key(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    with pytest.raises(HeaderWordsError, match=message):
        load_header_vocabulary(with_text(tmp_path, old, new))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(HeaderWordsError, match=r"headers\.toml is missing"):
        load_header_vocabulary(tmp_path)

"""Words of closed lists."""

import pytest

from bcdr.intake.words import Words, find_word, shipped_words, yes_or_no
from bcdr.model.catalogue_files import load_catalogue

CATALOGUE = load_catalogue()
WORDS = Words.of(CATALOGUE)


def test_every_code_and_title_is_known() -> None:
    for option in CATALOGUE.options:
        assert find_word(WORDS.options, option.title.upper()) == option.id
        assert find_word(WORDS.options, option.id.replace("-", "_")) == option.id
    for kind in CATALOGUE.targets:
        assert find_word(WORDS.target_kinds, kind.title) == kind.id
    for tier in CATALOGUE.tiers:
        for spelling in (tier.id, tier.title, *tier.aliases):
            assert find_word(WORDS.tiers, spelling) is not None


def test_a_comment_in_brackets_does_not_count() -> None:
    tier = CATALOGUE.tiers[0]

    assert find_word(WORDS.tiers, f"{tier.title} (see the analysis)") == tier.id


def test_yes_and_no_are_told_from_the_rest() -> None:
    assert (yes_or_no("JA"), yes_or_no("nee"), yes_or_no("perhaps")) == (True, False, None)


@pytest.mark.parametrize(
    ("answer", "texts"),
    [
        (True, "True|true|Yes|Yes*|Y|SI|Si|ja|E|Enabled|ON|poweredOn|oui|sim|waar|✓|はい|1|x"),
        (True, "Yes (daily)|Yes, weekly|Ja - täglich"),
        (False, "False|No|N|nein|n|OFF|PoweredOff|Disabled|non|não|nao|nee|✗|いいえ|0"),
        (None, "|partly|Yes and no|2|-1|-|n/a|missing"),
    ],
)
def test_yes_and_no_are_known_in_every_language(answer: bool | None, texts: str) -> None:
    assert {text: yes_or_no(text) for text in texts.split("|")} == dict.fromkeys(
        texts.split("|"), answer
    )


def test_lists_know_their_own_words() -> None:
    assert "gdpr" in WORDS.listed["regulations"]
    assert "in-guest-backup" in WORDS.listed["current_option"]
    assert shipped_words() is shipped_words()

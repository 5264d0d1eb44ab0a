"""Words of closed lists."""

from bcdr.intake.words import Words, find_word, yes_or_no
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

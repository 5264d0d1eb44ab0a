"""The copy ledger in words."""

import pytest

from bcdr.model.catalogue_files import load_catalogue
from bcdr.ui.ledger import copies_claim, copy_lines

KNOWN = load_catalogue()
EVERY = {scenario.id: "yes" for scenario in KNOWN.scenarios}
LINE = {
    "target": "Vault",
    "copy": 1,
    "option": "in-guest-backup",
    "mode": "interval",
    "interval_hours": 24.0,
    "site": "Hamburg",
    "region": "North",
    "jurisdiction": "DE",
    "is_immutable": "no",
    "is_isolated": "no",
    "is_to_build": False,
    "least_age_hours": 2.0,
    "most_age_hours": 26.0,
    "oldest_age_hours": 720.0,
    "kept_copies": 30.0,
    "missing": "",
    "null_reason": "",
    **EVERY,
}


def line(**changed: object) -> dict[str, object]:
    return {**LINE, **changed}


def test_a_copy_says_how_it_is_made_where_it_is_and_how_old_it_can_be() -> None:
    (copy,) = copy_lines([LINE], KNOWN)
    assert copy.how == "in-guest backup, every 24 h"
    assert copy.place == "Hamburg, North, DE"
    assert (copy.age, copy.oldest, copy.kept) == ("2 h to 26 h", "30 d", "30")
    assert copy.protected == "no"


def test_a_copy_of_a_copy_says_so() -> None:
    (copy,) = copy_lines([line(copy=2, is_to_build=True)], KNOWN)
    assert copy.how.startswith("copied on from the first; ")
    assert copy.how.endswith("; still to be built")


@pytest.mark.parametrize(
    ("immutable", "isolated", "words"),
    [
        ("yes", "yes", "immutable, isolated"),
        ("yes", "unknown", "immutable"),
        ("no", "unknown", "unknown"),
        ("no", "no", "no"),
    ],
)
def test_a_blank_is_never_protection(immutable: str, isolated: str, words: str) -> None:
    (copy,) = copy_lines([line(is_immutable=immutable, is_isolated=isolated)], KNOWN)
    assert copy.protected == words


def test_an_unknown_age_is_unknown_and_says_what_is_missing() -> None:
    blank = line(
        least_age_hours=None, most_age_hours=None, oldest_age_hours=None, kept_copies=None,
        null_reason="Data (GB) is blank.", missing="Immutable (Ransomware)",
    )  # fmt: skip
    (copy,) = copy_lines([blank], KNOWN)
    assert (copy.age, copy.oldest, copy.kept) == ("unknown", "unknown", "unknown")
    assert copy.missing == "Data (GB) is blank. To be known: Immutable (Ransomware)."


def test_a_mirror_has_no_history() -> None:
    mirror = line(mode="continuous", kept_copies=1.0, oldest_age_hours=0.0, least_age_hours=0.0)
    (copy,) = copy_lines([mirror], KNOWN)
    assert copy.how == "in-guest backup, continuous"
    assert (copy.age, copy.oldest) == ("up to 26 h", "no history")


def test_the_claim_names_the_scenarios_that_no_copy_survives() -> None:
    lost = copy_lines([line(**{"site-loss": "no"}), line(**{"site-loss": "no"})], KNOWN)
    assert copies_claim(lost, KNOWN, "today") == (
        "2 copies today, and none that can be used in: a site is lost"
    )


def test_one_copy_that_can_be_used_is_enough() -> None:
    some = copy_lines([line(**{"site-loss": "no"}), line(ransomware="unknown")], KNOWN)
    assert copies_claim(some, KNOWN, "today") == (
        "2 copies today, and one that can be used in every scenario"
    )


def test_unknown_is_never_a_copy_that_can_be_used() -> None:
    unsure = copy_lines([line(ransomware="unknown")], KNOWN)
    assert copies_claim(unsure, KNOWN, "today") == (
        "1 copy today; whether one can be used is unknown in: ransomware"
    )


def test_no_copy_is_said() -> None:
    assert copies_claim((), KNOWN, "with the plan") == "No copy is kept with the plan"

"""Names are found whatever their case and spaces."""

from bcdr.intake.names import KnownNames

KNOWN = KnownNames(["Hub North", "hub  north", "Hub South"])


def test_a_name_is_found_in_its_first_spelling() -> None:
    assert KNOWN.find(" HUB NORTH ") == "Hub North"
    assert "hub south" in KNOWN
    assert KNOWN.find("Hub West") is None
    assert list(KNOWN) == ["Hub North", "Hub South"]


def test_a_name_with_a_typo_is_offered_the_right_one() -> None:
    assert KNOWN.remedy("Hub Nroth", "Add it.") == "Is 'Hub North' meant? Write it the same way."
    assert KNOWN.remedy("Moon", "Add it.") == "Add it."


def test_suggestions_end_before_they_take_long() -> None:
    known = KnownNames(f"Application {number}" for number in range(2000))

    remedies = [known.remedy(f"Aplication {number}", "Add it.") for number in range(40)]

    assert remedies[0] != "Add it."
    assert remedies[-1] == "Add it."

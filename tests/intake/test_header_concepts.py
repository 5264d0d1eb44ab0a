"""Words of several kinds say a field together, in any order and language."""

import pytest

from bcdr.intake.field_scores import header_scores
from bcdr.intake.header_concepts import concepts_in


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Data we may lose", "rpo_hours"),
        ("Max. verlies van gegevens", "rpo_hours"),
        ("Pérdida tolerable de información", "rpo_hours"),
        ("許容されるデータ損失", "rpo_hours"),
        ("Tiempo tolerable sin servicio", "mtd_hours"),
        ("Longest outage", "mtd_hours"),
        ("Remote recovery location", "current_target"),
        ("Sicherungsrhythmus", "current_interval_hours"),
        ("Back-up getest op", "last_test_date"),
        ("Last save time", "last_copy_date"),
        ("必要なシステム", "depends_on"),
    ],
)
def test_a_header_that_no_list_has_is_understood_by_its_kinds_of_words(
    header: str, field: str
) -> None:
    assert header_scores(header)[0].field == field


@pytest.mark.parametrize(
    "tokens",
    [("data", "loss", "cost"), ("max", "outage", "cost"), ("alternate", "site", "contact")],
)
def test_a_word_of_something_else_unsays_the_field(tokens: tuple[str, ...]) -> None:
    assert list(concepts_in(tokens)) == []


def test_one_kind_of_word_alone_says_nothing() -> None:
    assert list(concepts_in(("tolerable",))) == []


def test_what_was_found_names_a_word_of_each_kind() -> None:
    (found,) = concepts_in(("loss", "of", "our", "data"))

    assert (found.field, found.group_count, found.words) == ("rpo_hours", 2, "loss data")

"""Headers that people write mean their field by their words alone; look-alikes do not."""

import json
from pathlib import Path

import pytest

from bcdr.intake.field_scores import HeaderScore, header_scores
from bcdr.intake.header_words import header_text
from bcdr.intake.look_alikes import refusal_of
from bcdr.intake.units_of_columns import foreign_unit

SEEN = json.loads((Path(__file__).parent / "headers_seen.json").read_text(encoding="utf-8"))


def scores_of(header: str) -> list[HeaderScore]:
    text = header_text(header)
    return [
        score
        for score in header_scores(header)
        if refusal_of(score.field, text, score.phrase) is None
        and not foreign_unit(header, score.field)
    ]


@pytest.mark.parametrize("field", SEEN["means"])
def test_a_header_means_its_field_before_any_other(field: str) -> None:
    missed = {
        header: found[:2]
        for header in SEEN["means"][field]
        if not (found := scores_of(header))
        or max((s.score for s in found if s.field == field), default=0.0)
        < max(0.45, found[0].score - 0.001)
    }

    assert missed == {}


@pytest.mark.parametrize("field", SEEN["is_not"])
def test_a_look_alike_is_not_the_field_it_looks_like(field: str) -> None:
    taken = {
        header: found[:2]
        for header in SEEN["is_not"][field]
        if (found := scores_of(header))
        and any(s.field == field and s.score >= (0.45 if s is found[0] else 0.6) for s in found)
    }

    assert taken == {}

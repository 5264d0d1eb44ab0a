"""The tables of what a study rests on: every figure by its id, and every formula."""

import pytest

from bcdr.evaluate.recording import QUANTITIES
from bcdr.study import Study
from tests.factories import portfolio, study


@pytest.fixture(scope="module")
def done() -> Study:
    return study(portfolio())


def test_every_figure_of_the_catalogue_is_there_by_its_id(done: Study) -> None:
    table = done.assumptions_table().set_index("id")
    known = done.catalogue
    assert table.index.is_unique
    for entries, kind in (
        (known.assumptions, "assumption"),
        (known.phases, "phase"),
        (known.prices, "price"),
        (known.scenarios, "scenario"),
    ):
        for entry in entries:
            assert table.loc[entry.id, "kind"] == kind
    for tier in known.tiers:
        assert table.loc[f"{tier.id}.mtd_hours", "value"] == tier.mtd_hours
    assert table.loc["ransomware.noticed_after_hours", "value"] == 120


def test_a_fact_that_rules_use_is_there_be_it_a_number_an_answer_or_a_list(done: Study) -> None:
    table = done.assumptions_table()
    facts = table[table["kind"] == "fact"].set_index("id")
    used = [
        item for item in done.catalogue.facts
        if item.value is not None or item.words or item.answer is not None
    ]  # fmt: skip
    assert list(facts.index) == [item.id for item in used]
    for item in used:
        row = facts.loc[item.id]
        assert (row["words"] != "") == (item.value is None)
    assert facts.loc["azure-paired-region-copy", "words"] == "yes"
    assert "DE" in str(facts.loc["union-eu", "words"]).split(", ")


def test_every_row_has_unit_source_date_and_confidence(done: Study) -> None:
    table = done.assumptions_table()
    for column in ("id", "title", "unit", "origin", "source", "date", "confidence"):
        assert (table[column] != "").all(), column


def test_every_formula_that_can_be_asked_for_is_listed(done: Study) -> None:
    table = done.quantities_table()
    assert table["id"].tolist() == list(QUANTITIES)
    assert (table[["title", "unit", "formula", "source"]] != "").all(axis=None)
    for id_ in ("planning_hours", "worst_loss_hours", "outlay_per_year", "score"):
        assert id_ in set(table["id"])

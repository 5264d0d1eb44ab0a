"""How critical something is, in many words."""

import pytest

from bcdr.intake import Code
from bcdr.intake.context import ColumnContext, Scale
from bcdr.intake.criticality import criticality_cell, scale_direction_of, scale_of_unit
from bcdr.intake.words import shipped_words
from bcdr.model.records import Cell

WORDS = shipped_words()
MISSION, BUSINESS, IMPORTANT, MINOR = WORDS.tiers_in_order


def tier(cell: Cell, context: ColumnContext | None = None) -> tuple[str | None, str]:
    """The tier of a cell, and the code of what is said about it."""
    value, fault = criticality_cell(cell, words=WORDS, context=context or ColumnContext())
    return value, fault.code if fault else ""


@pytest.mark.parametrize(
    "order",
    [
        "Mission Critical|High|Medium|Low",
        "Tier 1|Tier 2|Tier 3|Tier 4",
        "TIER-1|tier_2|Tier3|tier 4",
        "Tier 1 (Critical)|Tier 2:\nHigh Priority|Tier III|Tier 5 Unsupported",
        "P1|Priority 2|Prio 3|P4",
        "1 - most critical|2 - Somewhat critical|3 - less critical|4 - Not critical",
        "1 - Gold|2 - Silver|3 - Bronze|Unsupported",
        "missionCritical|businessCritical|businessOperational|administrativeService",
        "Security Critical|Essential|Moderate|Low",
        "Very_High|Medium_High|Medium|Medium_Low",
        "5 - Critical|4 - High|3 - Medium|1 - Very Low",
        "kritisch|hoch|mittel|niedrig",
        "sehr hoch|hohe Kritikalität|mittlere|gering",
        "Critique|Haute|Moyenne|Basse",
        "critique|élevé|moyen|faible",
        "crítica|alta|media|baja",
        "Critico|alta|Importante|Soporte",
        "CRÍTICO — segurança do paciente|ALTO — impacto social direto|médio|baixa",
        "kritiek|hoog|gemiddeld|laag",
        "最重要|高|中|低",
    ],
)
def test_a_vocabulary_runs_from_the_most_critical_down(order: str) -> None:
    assert [tier(word) for word in order.split("|")] == [
        (MISSION, ""),
        (BUSINESS, ""),
        (IMPORTANT, ""),
        (MINOR, ""),
    ]


@pytest.mark.parametrize("cell", [5, 1.0, "3", "Level 2", "Stufe 4", "niveau 1"])
def test_a_bare_number_means_nothing_until_the_sheet_says_which_end_is_up(cell: Cell) -> None:
    value, fault = criticality_cell(cell, words=WORDS)

    assert value is None
    assert fault is not None
    assert fault.code is Code.CRITICALITY_UNKNOWN
    assert "Is 1 the most critical" in fault.remedy


@pytest.mark.parametrize(
    ("cells", "scale"),
    [
        (["5 - Critical", "4", "3", "1 - Very Low"], Scale(top=5, bottom=1)),
        (["1 - high", "2 - medium", "3 - low"], Scale(top=1, bottom=3)),
        (["5 = very high", "3"], Scale(top=5, bottom=1)),
        (["1: Low", "4: High", 2.0], Scale(top=4, bottom=1)),
        (["1 - Critical", "5 - Critical", "3 - Low"], None),
        (["1", "2", "3"], None),
        (["High", "Low"], None),
        ([], None),
    ],
)
def test_words_beside_numbers_show_the_direction(cells: list[Cell], scale: Scale | None) -> None:
    assert scale_direction_of(cells) == scale


def test_a_number_counts_from_the_top_of_its_scale() -> None:
    five_on_top = ColumnContext(scale=Scale(top=5, bottom=1))
    one_on_top = ColumnContext(scale=Scale(top=1, bottom=5))

    assert [tier(n, five_on_top)[0] for n in (5, 4, 3, 2, 1)] == [
        MISSION, BUSINESS, IMPORTANT, MINOR, MINOR,
    ]  # fmt: skip
    assert [tier(n, one_on_top)[0] for n in (1, 2, 3, 4)] == [MISSION, BUSINESS, IMPORTANT, MINOR]


def test_the_unit_of_the_column_may_say_the_direction() -> None:
    assert scale_of_unit("5 = most critical") == Scale(top=5, bottom=1)
    assert scale_of_unit("1 is the most critical") == Scale(top=1, bottom=5)
    assert scale_of_unit("hours") is None


def test_a_register_that_only_asks_yes_or_no_gives_a_tier_and_says_so() -> None:
    register = ColumnContext(family="DORA B_06.01")
    answers = ColumnContext(holds_only_answers=True)

    assert tier("Ja", register) == (BUSINESS, Code.CRITICALITY_FROM_ANSWER)
    assert tier("No", answers) == (MINOR, Code.CRITICALITY_FROM_ANSWER)
    assert tier("Assessment not performed", register) == (None, Code.PLACEHOLDER)
    assert tier("Yes") == (None, Code.CRITICALITY_UNKNOWN)


@pytest.mark.parametrize("cell", ["All", "SBA", "purple", "Class A", "10.0.0.1"])
def test_what_is_no_criticality_is_not_made_one(cell: str) -> None:
    assert tier(cell) == (None, Code.CRITICALITY_UNKNOWN)

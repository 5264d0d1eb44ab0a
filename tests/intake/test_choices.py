"""Words of closed lists in cells."""

import pytest

from bcdr.intake import Code
from bcdr.intake.choices import choice_cell, choices_cell
from bcdr.intake.words import Words
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.columns import APPLICATIONS, SHEETS
from bcdr.model.vocabulary import DecisionKind, Option

WORDS = Words.of(load_catalogue())


def test_a_choice_of_plain_words_stays_a_word() -> None:
    column = SHEETS["Rules"].column("severity")

    assert choice_cell("Blocker", column=column, words=WORDS) == ("blocker", None)


def test_a_decision_is_known_without_its_hyphens() -> None:
    column = SHEETS["Decisions"].column("decision")

    assert choice_cell("Keep-today", column=column, words=WORDS)[0] is DecisionKind.KEEP_TODAY


def test_one_unknown_word_does_not_lose_the_others() -> None:
    column = APPLICATIONS.column("current_option")

    found, fault = choices_cell("in-guest-backup; tape", column=column, words=WORDS)

    assert found == (Option.IN_GUEST_BACKUP, None)
    assert fault is not None
    assert fault.problem.startswith("'tape' in {value} is not")
    assert "in-guest-backup" in fault.remedy


@pytest.mark.parametrize(
    "written",
    ["Infrastructure backup", "infrastructure-backup", "Azure Stack infrastructure backup"],
)
def test_the_backup_of_the_hub_itself_is_no_protection_of_a_workload(written: str) -> None:
    column = APPLICATIONS.column("current_option")

    found, fault = choices_cell(written, column=column, words=WORDS)

    assert found == (None,)
    assert fault is not None
    assert fault.code is Code.CHOICE_UNKNOWN

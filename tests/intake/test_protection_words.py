"""What backup tools call a protection is read as the option it comes nearest to."""

import pytest

from bcdr.intake.protection_words import option_of
from bcdr.model.vocabulary import Option


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("Replication to the DR site", Option.GUEST_REPLICATION),
        ("Azure Site Recovery", Option.GUEST_REPLICATION),
        ("SQL log backup", Option.APPLICATION_DATA_BACKUP),
        ("Always On availability group", Option.NATIVE_REPLICATION),
        ("Storage snapshot", Option.RUNNING_VM_SNAPSHOT),
        ("Windows agent", Option.IN_GUEST_BACKUP),
        ("active/active", Option.ACTIVE_ACTIVE),
        ("Nicht gesichert", Option.NO_RECOVERY),
        ("No", Option.NO_RECOVERY),
        ("スナップショット取得", Option.RUNNING_VM_SNAPSHOT),
    ],
)
def test_words_of_tools_and_people_name_an_option(text: str, option: Option) -> None:
    assert option_of(text) == (option, True)


@pytest.mark.parametrize("text", ["Daily backup", "Veeam Backup & Replication", "AzureIaasVM"])
def test_a_backup_that_is_not_described_is_one_in_the_guest_without_having_said_so(
    text: str,
) -> None:
    assert option_of(text) == (Option.IN_GUEST_BACKUP, False)


@pytest.mark.parametrize("text", ["", "blue", "Basra"])
def test_other_words_name_no_option(text: str) -> None:
    assert option_of(text) == (None, False)

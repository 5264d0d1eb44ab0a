"""What yes-or-no facts open, and what is checked of it when the data files are read."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bcdr.model.catalogue_files import CatalogueError, load_catalogue
from bcdr.model.vocabulary import Allowed, Option, TargetKind
from bcdr.resources import data_folder

CATALOGUE = load_catalogue()
RUNNING = Option.RUNNING_VM_SNAPSHOT


def answered(fact: str, *answers: bool) -> list[Allowed]:
    """Return what running snapshots on an external target are after each answer in turn."""
    known, found = CATALOGUE, []
    for answer in answers:
        known = known.with_entries(facts=(replace(known.fact(fact), answer=answer),))
        found.append(known.combination(RUNNING, TargetKind.EXISTING_EXTERNAL).allowed)
    return found


def test_an_answer_opens_and_closes_what_names_the_fact() -> None:
    vendor, yes = Allowed.IF_VENDOR_SUPPORTS, Allowed.YES
    fact = "running-snapshot-support"
    assert answered(fact, True, True, False, False, True) == [yes, yes, vendor, vendor, yes]
    assert answered("rack-appliance-support", True) == [vendor]


@pytest.mark.parametrize(
    ("fact", "options", "kinds"),
    [
        ("running-snapshot-support", {RUNNING}, set()),
        ("guest-replication-to-azure", set(), set()),
        ("rack-appliance-support", set(), {TargetKind.IN_RACK}),
    ],
)
def test_each_fact_opens_its_own(fact: str, options: set[Option], kinds: set[TargetKind]) -> None:
    yes = replace(CATALOGUE.fact(fact), answer=True)
    opened = CATALOGUE.with_entries(facts=(yes,))
    changed = {
        (one.option, one.target)
        for one, other in zip(CATALOGUE.combinations, opened.combinations, strict=True)
        if one != other
    }
    assert changed == {
        (item.option, item.target) for item in CATALOGUE.combinations if item.opened_by == fact
    }
    assert changed
    assert {o.id for o in opened.options if o.allowed_by_default} == (
        {o.id for o in CATALOGUE.options if o.allowed_by_default} | options
    )
    assert {k.id for k in opened.targets if k.is_supported} == (
        {k.id for k in CATALOGUE.targets if k.is_supported} | kinds
    )


def test_another_change_of_a_fact_opens_nothing() -> None:
    fact = CATALOGUE.fact("running-snapshot-support")
    changed = CATALOGUE.with_entries(facts=(replace(fact, source="A letter"),))
    assert changed.combinations == CATALOGUE.combinations
    assert changed.fact(fact.id).source == "A letter"


def test_entries_given_with_an_answer_keep_what_it_opens() -> None:
    yes = replace(CATALOGUE.fact("running-snapshot-support"), answer=True)
    guest = replace(CATALOGUE.option(Option.IN_GUEST_BACKUP), title="Agent")
    changed = CATALOGUE.with_entries(facts=(yes,), options=(guest,))
    assert changed.option(RUNNING).allowed_by_default
    assert changed.option(Option.IN_GUEST_BACKUP).title == "Agent"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("options.toml", 'opened_by = "running-snapshot-support"', 'opened_by = "moon"',
         r"options\.toml \(running-vm-snapshot\): 'opened_by' names 'moon', which is not there"),
        ("options.toml", "allowed_by_default = false", "allowed_by_default = true",
         r"options\.toml \(running-vm-snapshot\): it is open, but the answer of "
         r"running-snapshot-support in facts\.toml says otherwise"),
        ("targets.toml", "is_supported = false", "is_supported = true",
         r"targets\.toml \(in-rack\): it is open, but the answer of rack-appliance-support"),
        ("combinations.toml", 'opened_as = "if a vendor supports it"\n', "",
         r"combinations\.toml \(running-vm-snapshot on in-rack\): 'opened_by' and 'opened_as'"),
        ("options.toml", '"guest-replication-max-disk"]', '"moon"]',
         r"options\.toml \(guest-replication\): 'limits' names 'moon', which is not there"),
    ],
)  # fmt: skip
def test_what_a_fact_opens_is_checked(
    tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    for path in data_folder().glob("*.toml"):
        shutil.copy(path, tmp_path)
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (tmp_path / file).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogueError, match=message):
        load_catalogue(tmp_path)

"""The shipped data files load, and every fault in one names file, entry, key and remedy."""

import re
import shutil
from pathlib import Path

import pytest

from bcdr.model.catalogue_files import FILES, CatalogueError, load_catalogue
from bcdr.resources import data_folder


def copied_data(folder: Path) -> Path:
    for name in FILES:
        shutil.copy(data_folder() / f"{name}.toml", folder)
    return folder


def rewrite(folder: Path, file: str, before: str, after: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert before in text, f"the test expects {before!r} in {file}"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def refusal(folder: Path) -> str:
    with pytest.raises(CatalogueError, match=r"\.toml") as caught:
        load_catalogue(folder)
    return str(caught.value)


def test_a_faithful_copy_of_the_shipped_files_holds_the_same(tmp_path: Path) -> None:
    assert load_catalogue(copied_data(tmp_path)) == load_catalogue()


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named_with_its_folder(tmp_path: Path, name: str) -> None:
    (copied_data(tmp_path) / f"{name}.toml").unlink()

    assert refusal(tmp_path) == f"{name}.toml is missing in {tmp_path}. Restore it."


@pytest.mark.parametrize("name", FILES)
def test_a_file_without_entries_is_refused(tmp_path: Path, name: str) -> None:
    (copied_data(tmp_path) / f"{name}.toml").write_text(f"{name} = []\n")

    assert refusal(tmp_path) == f"{name}.toml has no entry. Write each entry under [[{name}]]."


@pytest.mark.parametrize("text", ['prices = "none"', "prices = [1, 2]", "[prices]\nvalue = 1"])
def test_a_table_that_is_not_a_list_of_entries_is_refused(tmp_path: Path, text: str) -> None:
    (copied_data(tmp_path) / "prices.toml").write_text(text)

    assert refusal(tmp_path).startswith("prices.toml has no entry. Write each entry under")


def test_a_line_that_is_not_toml_is_named(tmp_path: Path) -> None:
    rewrite(copied_data(tmp_path), "tiers.toml", 'id = "minor"', "id = minor")

    assert re.fullmatch(
        r"tiers\.toml is not TOML: .*line \d+.*\. Mend that line\.", refusal(tmp_path)
    )


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (copied_data(tmp_path) / "tiers.toml").write_bytes('title = "é"'.encode("latin-1"))

    assert refusal(tmp_path).startswith("tiers.toml is not UTF-8 text")
    assert refusal(tmp_path).endswith("Save it as such.")


# file, what stands there, what stands there instead, what the message must hold
FAULTS = {
    "a foreign table": (
        "phases.toml", "[[phases]]", '[[steps]]\nid = "x"\n\n[[phases]]',
        ["phases.toml holds ['phases', 'steps']", "nothing but [[phases]]", "Rename or remove"],
    ),
    "an unknown key": (
        "assumptions.toml", "value = 0.7", "value = 0.7\nhight = 1",
        ["assumptions.toml, entry 1 (link-efficiency)", "unknown key 'hight'", "Use one of",
         "high"],
    ),
    "an unknown key of a nested table": (
        "targets.toml", "link_mbit_per_s", "link_mbps",
        ["targets.toml, entry 1 (existing-external), defaults", "unknown key 'link_mbps'",
         "link_mbit_per_s"],
    ),
    "an origin, which only the program says": (
        "phases.toml", 'unit = "hours"', 'unit = "hours"\norigin = "given"',
        ["phases.toml, entry 1 (detect)", "unknown key 'origin'", "Use one of"],
    ),
    "a missing key": (
        "options.toml", 'title = "Backup by an agent in the guest"\n', "",
        ["options.toml, entry 1 (in-guest-backup)", "key 'title'", "Add the key."],
    ),
    "a missing unit": (
        "assumptions.toml", 'unit = "share"\n', "",
        ["assumptions.toml, entry 1 (link-efficiency)", "key 'unit'", "Add the key."],
    ),
    "a missing key of a nested table": (
        "targets.toml", 'name = "Existing external target"\n', "",
        ["targets.toml, entry 1 (existing-external)", "key 'defaults.name'", "Add the key."],
    ),
    "a word that is not in the list": (
        "options.toml", 'family = "backup"', 'family = "back-up"',
        ["options.toml, entry 1 (in-guest-backup)", "key 'family'", "'backup', 'continuity'",
         "Write a value of that kind."],
    ),
    "a text where a number is due": (
        "prices.toml", "value = 0.03", 'value = "cheap"',
        ["prices.toml, entry 1 (storage-own)", "key 'value'", "valid number",
         "Write a value of that kind."],
    ),
    "a date that is not one": (
        "scenarios.toml", "date = 2026-11-22", 'date = "last year"',
        ["scenarios.toml, entry 1 (data-loss)", "key 'date'", "Write a value of that kind."],
    ),
    "a blank source": (
        "policies.toml", 'source = "Practitioner\'s choice: the usual nightly backup"',
        'source = "  "',
        ["policies.toml, entry 2 (every-24-h)", "key 'source' is blank", "Say where the value"],
    ),
    "a blank unit": (
        "tiers.toml", 'unit = "USD per hour; MTD in hours"', 'unit = ""',
        ["tiers.toml, entry 1 (mission-critical)", "key 'unit' is blank", "in which unit"],
    ),
    "a fact with a number and no unit": (
        "facts.toml", 'unit = "GiB"\n', "",
        ["facts.toml, entry 6 (guest-replication-max-disk)", "key 'unit' is blank"],
    ),
    "a blank id": (
        "responsibilities.toml", 'id = "owner-cloud-design"', 'id = " "',
        ["responsibilities.toml, entry 1", "key 'id' is blank", "Give the entry a name"],
    ),
    "a value above its range": (
        "assumptions.toml", "value = 0.7", "value = 0.95",
        ["assumptions.toml, entry 1 (link-efficiency)", "'value' 0.95", "'high' 0.9",
         "Correct the range."],
    ),
    "a likely time below its range": (
        "phases.toml", "likely = 0.1", "likely = 0.01",
        ["phases.toml, entry 1 (detect)", "'likely' 0.01", "'low' 0.05", "Correct the range."],
    ),
    "a frequency outside its range": (
        "scenarios.toml", "frequency_low = 0.03", "frequency_low = 0.3",
        ["scenarios.toml, entry 1 (data-loss)", "'frequency_per_year' 0.1", "'frequency_low' 0.3",
         "Correct the range."],
    ),
    "a negative number": (
        "tiers.toml", "mtd_hours = 24", "mtd_hours = -24",
        ["tiers.toml, entry 1 (mission-critical)", "key 'mtd_hours' is -24", "from 0 up"],
    ),
    "a number without end": (
        "scenarios.toml", "replacement_hours = 1008", "replacement_hours = inf",
        ["scenarios.toml, entry 5 (site-loss)", "key 'replacement_hours' is inf", "from 0 up"],
    ),
    "a doubled id": (
        "restore_steps.toml", 'id = "mac-pool"', 'id = "mac-address"',
        ["restore_steps.toml", "['mac-address'] stand there twice", "Remove one of each."],
    ),
    "a doubled combination": (
        "combinations.toml", 'target = "dedicated-external"', 'target = "existing-external"',
        ["combinations.toml", "'in-guest-backup on existing-external'", "Remove one of each."],
    ),
    "an unknown phase": (
        "options.toml", '"install-agent"', '"install-agents"',
        ["options.toml (in-guest-backup)", "'phases' names 'install-agents'", "Use",
         "install-agent,"],
    ),
    "an unknown tier": (
        "scenarios.toml", 'binding_for = ["all"]', 'binding_for = ["gold"]',
        ["scenarios.toml (data-loss)", "'binding_for' names 'gold'", "Use all,",
         "mission-critical"],
    ),
    "an unknown price group": (
        "targets.toml", 'price_group = "own"', 'price_group = "ours"',
        ["targets.toml (existing-external)", "'price_group' names 'ours'", "Use azure, hub, own"],
    ),
    "an unknown workload column": (
        "restore_steps.toml", 'when_field = "static_ip"', 'when_field = "fixed_ip"',
        ["restore_steps.toml (static-ip)", "'when_field' names 'fixed_ip'", "static_ip"],
    ),
    "an alias of two tiers": (
        "tiers.toml", '"low", "very low"', '"HIGH", "very low"',
        ["tiers.toml", "'aliases' names 'high' in two tiers", "Keep it in one."],
    ),
    "two currencies": (
        "prices.toml", 'currency = "USD"', 'currency = "EUR"',
        ["prices.toml mixes ['EUR', 'USD'] in 'currency'", "every price in one currency"],
    ),
    "an interval policy without interval": (
        "policies.toml", "interval_hours = 168\n", "",
        ["policies.toml (every-168-h)", "key 'interval_hours' is missing", "Say how many hours"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("file", "before", "after", "told"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_file_entry_key_and_remedy(
    tmp_path: Path, file: str, before: str, after: str, told: list[str]
) -> None:
    rewrite(copied_data(tmp_path), file, before, after)

    message = refusal(tmp_path)

    assert [part for part in told if part not in message] == [], message


def drop_entry(path: Path, table: str, mark: str) -> None:
    opening = f"[[{table}]]"
    head, *entries = path.read_text(encoding="utf-8").split(opening)
    kept = [entry for entry in entries if mark not in entry]
    assert len(kept) == len(entries) - 1, f"{mark!r} must mark one entry of {path.name}"
    path.write_text(head + "".join(opening + entry for entry in kept), encoding="utf-8")


def test_a_missing_combination_is_named(tmp_path: Path) -> None:
    path = copied_data(tmp_path) / "combinations.toml"
    drop_entry(path, "combinations", 'option = "active-active"\ntarget = "azure"')

    assert refusal(tmp_path) == (
        "combinations.toml says nothing of active-active on azure. Add an entry."
    )


@pytest.mark.parametrize(
    ("table", "mark"), [("options", 'id = "no-recovery"'), ("targets", 'id = "in-rack"')]
)
def test_a_missing_option_or_target_is_named(tmp_path: Path, table: str, mark: str) -> None:
    drop_entry(copied_data(tmp_path) / f"{table}.toml", table, mark)

    message = refusal(tmp_path)

    assert message.startswith(f"{table}.toml lacks ['{mark[6:-1]}']")
    assert message.endswith("Add an entry for each.")


def test_keys_that_may_be_left_out_are_none() -> None:
    catalogue = load_catalogue()
    continuous = next(policy for policy in catalogue.policies if policy.id == "continuous")

    assert (continuous.interval_hours, continuous.retention_days) == (None, None)
    assert catalogue.scenario("site-loss").repair_hours is None

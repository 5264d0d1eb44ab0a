"""What the shipped catalogue says, against the guidance, and how it is looked up."""

import datetime
from dataclasses import replace
from typing import Any

import pytest

from bcdr.model.catalogue import Catalogue
from bcdr.model.catalogue_files import FILES, load_catalogue
from bcdr.model.vocabulary import (
    Allowed,
    Confidence,
    Family,
    Guidance,
    Mode,
    Option,
    Scope,
    TargetKind,
)

CATALOGUE = load_catalogue()
LAST_DAY = datetime.date(2026, 11, 22)


def entries() -> list[tuple[str, Any]]:
    return [(name, entry) for name in FILES for entry in getattr(CATALOGUE, name)]


ASSUMPTIONS = [
    "link-efficiency",
    "backup-reduction-share",
    "replication-reduction-share",
    "daily-change-share",
    "vm-count",
    "vcpu-per-vm",
    "memory-gb-per-vm",
    "peak-change-factor",
    "burst-hours",
    "churn-headroom-share",
    "consistency-interval-hours",
    "synchronous-round-trip-ms",
    "backup-hold-hours",
    "restore-streams",
    "stream-rate-mb-per-s",
    "hub-write-mb-per-s",
    "cloud-write-mb-per-s",
    "local-link-mbit-per-s",
    "parallel-vms",
    "dns-ttl-seconds",
    "probe-interval-seconds",
    "probe-retries",
    "drills-per-year",
    "drill-hours",
    "drill-staff-hours",
    "staff-hours-backup",
    "staff-hours-continuity",
    "planned-stop-hours",
    "planned-stop-cost-share",
    "fixed-cost-use-share",
    "reserved-standby-share",
    "mtd-factor",
    "loss-factor",
    "objective-floor-hours",
    "near-zero-hours",
    "total-loss-hours",
    "guidance-recommended",
    "guidance-conditional",
    "guidance-not-recommended",
    "cost-range-factor",
    "proven-test-age-days",
    "default-tier-rank",
]
PHASES = [
    "detect",
    "detect-automatic",
    "decide",
    "clean",
    "provision-place",
    "fetch-media",
    "create-vm",
    "install-os",
    "install-agent",
    "create-from-template",
    "convert-disks",
    "attach-replica",
    "transfer",
    "replay",
    "hub-restart",
    "start",
    "validate",
    "redirect",
]
PRICES = [
    "storage-own",
    "storage-azure",
    "storage-provider",
    "storage-hub",
    "traffic-own",
    "traffic-azure",
    "traffic-provider",
    "traffic-hub",
    "standby-own",
    "standby-azure",
    "standby-provider",
    "standby-hub",
    "instance-backup",
    "instance-continuity",
    "staff",
]
FACTS = [
    "guest-replication-max-disk",
    "hub-max-disk",
    "guest-replication-guests",
    "azure-site-recovery-classic-retired",
    "running-snapshot-support",
    "native-snapshot-backup-unsupported",
    "infrastructure-backup-content",
]


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ("assumptions", ASSUMPTIONS),
        ("phases", PHASES),
        ("prices", PRICES),
        ("facts", FACTS),
        ("tiers", ["mission-critical", "business-critical", "important", "minor"]),
        ("policies", ["every-168-h", "every-24-h", "every-12-h", "every-4-h", "every-1-h",
                      "every-30-min", "every-15-min", "continuous", "synchronous", "serving"]),
    ],
)  # fmt: skip
def test_every_id_that_computations_use_is_there(table: str, wanted: list[str]) -> None:
    assert set(wanted) - {entry.id for entry in getattr(CATALOGUE, table)} == set()


@pytest.mark.parametrize("name", FILES)
def test_every_entry_has_a_public_source_and_a_past_date(name: str) -> None:
    ours = ("/work", "shared/", "data/", "http", ".md", ".txt", ".json", ".toml")

    for entry in getattr(CATALOGUE, name):
        assert entry.source.strip(), entry
        assert [mark for mark in ours if mark in entry.source.casefold()] == [], entry
        assert datetime.date(2015, 1, 1) <= entry.date <= LAST_DAY, entry


def test_estimates_are_marked_low_and_only_estimates_are() -> None:
    estimated = ("Practitioner's estimate, not measured", "Anchor of this tool's score")

    # Clauses are not estimated: there, low says that no text was read.
    for name, entry in entries():
        if name in ("regulations", "terms"):
            continue
        says_so = entry.source.startswith(estimated)
        assert says_so == (entry.confidence is Confidence.LOW), (name, entry.id, entry.source)


def test_texts_end_as_sentences() -> None:
    texts = [item.reason for item in CATALOGUE.combinations]
    texts += [item.remedy for item in CATALOGUE.combinations]
    texts += [item.summary for item in CATALOGUE.options + CATALOGUE.targets + CATALOGUE.scenarios]
    texts += [item.statement for item in CATALOGUE.facts]
    texts += [item.duty for item in CATALOGUE.responsibilities]
    texts += [item.text for item in CATALOGUE.restore_steps]
    texts += [item.condition for item in CATALOGUE.regulations]
    texts += [item.note for item in CATALOGUE.regulations if item.note]

    assert [text for text in texts if not text.endswith(".") or not text[0].isupper()] == []


# One line per option, one letter per kind in the order of TARGETS: yes, no, vendor, hub.
TARGETS = tuple(TargetKind)
TABLE = {
    "in-guest-backup": "yyyyyyyn",
    "application-data-backup": "yyyyyyyn",
    "stopped-vm-snapshot": "yyyhyyyn",
    "running-vm-snapshot": "vvvvvvvn",
    "native-replication": "nnyyynnn",
    "guest-replication": "nnvhynnn",
    "active-active": "nnyyynnn",
}
LETTERS = {
    "y": Allowed.YES,
    "n": Allowed.NO,
    "v": Allowed.IF_VENDOR_SUPPORTS,
    "h": Allowed.IF_PROVIDER_HAS_HUB,
}


@pytest.mark.parametrize("option", TABLE)
def test_options_go_with_the_targets_the_guidance_allows(option: str) -> None:
    found = [CATALOGUE.combination(Option(option), kind).allowed for kind in TARGETS]

    assert found == [LETTERS[letter] for letter in TABLE[option]]


def test_each_option_meets_each_target_once() -> None:
    assert len(CATALOGUE.combinations) == 7 * 8


def test_refused_combinations_name_reason_remedy_and_row() -> None:
    for item in CATALOGUE.combinations:
        rows = "".join(item.rows)
        assert item.reason, item
        assert item.remedy, item
        assert "P" in rows, item
        assert "D" in rows or "T" in rows, item
        if item.allowed is Allowed.NO:
            assert item.guidance is Guidance.NOT_RECOMMENDED, item


def test_the_same_hub_without_a_copy_outside_is_never_recommended() -> None:
    told = {
        item.guidance
        for item in CATALOGUE.combinations
        if item.target is TargetKind.ON_HUB_STANDALONE
    }

    assert told == {Guidance.NOT_RECOMMENDED}
    assert not CATALOGUE.target_kind(TargetKind.ON_HUB_STANDALONE).defaults.is_offered


def test_an_appliance_in_the_rack_is_not_supported_and_says_what_to_do() -> None:
    in_rack = CATALOGUE.target_kind(TargetKind.IN_RACK)

    assert not in_rack.is_supported
    assert "switches" in in_rack.refusal
    assert "outside the rack" in in_rack.refusal_remedy
    assert [kind.id for kind in CATALOGUE.targets if not kind.is_supported] == [TargetKind.IN_RACK]


def test_every_row_of_the_guidance_on_options_and_targets_is_carried() -> None:
    rows = {row for item in CATALOGUE.options + CATALOGUE.targets for row in item.rows}
    rows |= {row for item in CATALOGUE.combinations for row in item.rows}

    assert {f"P{n}" for n in range(1, 8)} | {f"D{n}" for n in range(1, 8)} <= rows
    assert {"T1", "T2", "T3", "T4"} <= rows


def test_only_the_snapshot_of_a_running_vm_is_refused_by_default() -> None:
    refused = [option for option in CATALOGUE.options if not option.allowed_by_default]

    assert [option.id for option in refused] == [Option.RUNNING_VM_SNAPSHOT]
    assert refused[0].refusal
    assert refused[0].refusal_remedy


def test_an_agent_restore_names_every_phase_the_guidance_does() -> None:
    phases = CATALOGUE.option(Option.IN_GUEST_BACKUP).phases

    assert [phase for phase in phases if phase in {"create-vm", "install-os", "install-agent"}] == [
        "create-vm",
        "install-os",
        "install-agent",
    ]
    assert phases.index("install-agent") < phases.index("transfer")


def test_phases_of_an_option_stand_in_the_order_of_recovery() -> None:
    for option in CATALOGUE.options:
        orders = [CATALOGUE.phase(phase).order for phase in option.phases]
        parts = [CATALOGUE.phase(phase).part for phase in option.phases]
        assert orders == sorted(orders), option.id
        assert parts == sorted(parts), option.id  # "ready" comes before "up"


@pytest.mark.parametrize(
    ("option", "hours"),
    [
        (Option.IN_GUEST_BACKUP, {1, 4, 12, 24}),
        (Option.APPLICATION_DATA_BACKUP, {0.25, 0.5, 1, 4, 12, 24}),
        (Option.STOPPED_VM_SNAPSHOT, {24, 168}),
        (Option.RUNNING_VM_SNAPSHOT, {24, 168}),
    ],
)
def test_backups_are_offered_at_the_usual_intervals(option: Option, hours: set[float]) -> None:
    offered = [policy for policy in CATALOGUE.policies if option in policy.options]

    assert {policy.interval_hours for policy in offered} == hours
    assert {policy.retention_days for policy in offered} == {30}


def test_only_replication_by_the_application_may_be_synchronous() -> None:
    modes = {
        option: {policy.mode for policy in CATALOGUE.policies if option in policy.options}
        for option in (Option.NATIVE_REPLICATION, Option.GUEST_REPLICATION)
    }

    assert modes[Option.NATIVE_REPLICATION] == {Mode.CONTINUOUS, Mode.SYNCHRONOUS}
    assert modes[Option.GUEST_REPLICATION] == {Mode.CONTINUOUS}


# id: scope, events per year, noticed after, repaired after, replacement, binds
SCENARIOS = {
    "data-loss": (Scope.APPLICATION, 0.10, 24, None, 72, True),
    "vm-failure": (Scope.VM, 0.15, 0, None, 72, True),
    "node-failure": (Scope.WORKLOAD, 0.10, 0, None, 72, True),
    "hub-outage": (Scope.HUB, 0.05, 0, 72, 72, True),
    "site-loss": (Scope.SITE, 0.01, 0, None, 1008, True),
    "region-loss": (Scope.REGION, 0.002, 0, None, 2016, False),
    "ransomware": (Scope.ORGANISATION, 0.024, 120, None, 72, False),
}


def test_the_scenarios_are_the_seven_with_their_figures() -> None:
    assert {
        item.id: (
            item.scope,
            item.frequency_per_year,
            item.noticed_after_hours,
            item.repair_hours,
            item.replacement_hours,
            item.binding_for == ("all",),
        )
        for item in CATALOGUE.scenarios
    } == SCENARIOS
    assert all(item.in_scope for item in CATALOGUE.scenarios)


def test_only_ransomware_needs_a_protected_copy_and_cleaning() -> None:
    told = [item.id for item in CATALOGUE.scenarios if item.needs_protected_copy]

    assert told == ["ransomware"]
    assert told == [item.id for item in CATALOGUE.scenarios if item.needs_cleaning]
    clean = CATALOGUE.phase("clean")
    assert (clean.low, clean.likely, clean.high) == (8, 24, 72)


def test_tiers_fall_in_weight_cost_and_haste() -> None:
    tiers = CATALOGUE.tiers

    assert [tier.rank for tier in tiers] == [1, 2, 3, 4]
    assert [tier.weight for tier in tiers] == [8, 4, 2, 1]
    assert [tier.mtd_hours for tier in tiers] == sorted(tier.mtd_hours for tier in tiers)
    costs = [tier.downtime_cost_per_hour for tier in tiers]
    assert costs == sorted(costs, reverse=True)


@pytest.mark.parametrize(
    ("word", "tier"),
    [
        ("missioncritical", "mission-critical"),
        ("tier 1 (critical)", "mission-critical"),
        ("1 - gold", "mission-critical"),
        ("kritisch", "mission-critical"),
        ("crítica", "mission-critical"),
        ("2 - somewhat critical", "business-critical"),
        ("haute", "business-critical"),
        ("hoch", "business-critical"),
        ("businessoperational", "important"),
        ("moyenne", "important"),
        ("administrativeservice", "minor"),
        ("soporte", "minor"),
        ("gering", "minor"),
    ],
)
def test_common_words_for_criticality_lead_to_a_tier(word: str, tier: str) -> None:
    assert [item.id for item in CATALOGUE.tiers if word in item.aliases] == [tier]


def test_a_bare_number_is_no_alias_since_lists_count_both_ways() -> None:
    aliases = {alias for tier in CATALOGUE.tiers for alias in tier.aliases}

    assert {alias for alias in aliases if alias.isdecimal()} == set()


def test_recommended_kinds_are_offered_where_no_landscape_is_given() -> None:
    offered = {kind.id for kind in CATALOGUE.targets if kind.defaults.is_offered}

    assert offered == {
        kind.id for kind in CATALOGUE.targets if kind.guidance is Guidance.RECOMMENDED
    }
    existing = CATALOGUE.target_kind(TargetKind.EXISTING_EXTERNAL).defaults
    assert existing.at_source_site
    inside = CATALOGUE.target_kind(TargetKind.ON_HUB_REPLICATED).defaults
    assert inside.copies_to is TargetKind.DEDICATED_EXTERNAL


def test_every_group_of_prices_is_complete() -> None:
    for kind in CATALOGUE.targets:
        for component in ("storage", "traffic", "standby"):
            assert CATALOGUE.price(f"{component}-{kind.price_group}").component == component


def test_every_price_says_its_currency_in_its_unit() -> None:
    assert CATALOGUE.currency == "USD"
    assert all(price.unit.startswith(price.currency) for price in CATALOGUE.prices)


def test_owner_and_operator_have_all_their_duties() -> None:
    duties = [(item.row, item.per) for item in CATALOGUE.responsibilities]

    assert duties == [("R2", "application")] * 5 + [("R3", "Hub")] * 6


def test_restore_steps_cover_card_address_and_leftovers_in_order() -> None:
    steps = CATALOGUE.restore_steps

    assert {step.row for step in steps} == {"V1", "V2", "V3"}
    assert [step.order for step in steps] == list(range(1, len(steps) + 1))
    assert all(step.families and Family.NONE not in step.families for step in steps)
    assert all(bool(step.when_field) == bool(step.when_values) for step in steps)
    static_ip = next(step for step in steps if step.id == "static-ip")
    assert (static_ip.when_field, static_ip.when_values) == ("static_ip", ("Yes",))


def test_the_facts_that_rules_use_hold_their_numbers() -> None:
    assert CATALOGUE.fact("guest-replication-max-disk").value == 1022
    assert CATALOGUE.fact("hub-max-disk").value == 1023
    words = CATALOGUE.fact("guest-replication-guests").words
    assert {"windows server 2019", "ubuntu 20.04", "rhel 8"} <= set(words)
    assert all(word == word.casefold() for word in words)


def test_looking_up_what_is_not_there_names_it() -> None:
    with pytest.raises(KeyError, match="no-such-thing"):
        CATALOGUE.value("no-such-thing")
    with pytest.raises(KeyError, match="no-such-thing"):
        CATALOGUE.assumption("no-such-thing")
    with pytest.raises(KeyError, match="no-recovery on azure"):
        CATALOGUE.combination(Option.NO_RECOVERY, TargetKind.AZURE)


@pytest.mark.parametrize(
    ("look_up", "id_"),
    [
        (Catalogue.assumption, "parallel-vms"),
        (Catalogue.phase, "decide"),
        (Catalogue.fact, "vpn-throughput"),
        (Catalogue.price, "staff"),
        (Catalogue.scenario, "ransomware"),
        (Catalogue.tier, "minor"),
        (Catalogue.option, Option.ACTIVE_ACTIVE),
        (Catalogue.target_kind, TargetKind.AZURE),
    ],
)
def test_an_entry_is_found_by_its_id(look_up: Any, id_: str) -> None:
    assert look_up(CATALOGUE, id_).id == id_


def test_an_overridden_assumption_counts_and_the_rest_stays() -> None:
    given = replace(CATALOGUE.assumption("parallel-vms"), value=10)

    changed = CATALOGUE.with_entries(assumptions=(given,))

    assert changed.value("parallel-vms") == 10
    assert CATALOGUE.value("parallel-vms") == 4
    assert [item.id for item in changed.assumptions] == [item.id for item in CATALOGUE.assumptions]
    assert changed.scenarios == CATALOGUE.scenarios


def test_an_added_scenario_comes_last() -> None:
    added = replace(CATALOGUE.scenario("site-loss"), id="flood", frequency_per_year=0.02)

    changed = CATALOGUE.with_entries(scenarios=(added,))

    assert changed.scenario("flood").frequency_per_year == 0.02
    assert len(changed.scenarios) == len(CATALOGUE.scenarios) + 1
    assert changed.scenarios[-1] == added

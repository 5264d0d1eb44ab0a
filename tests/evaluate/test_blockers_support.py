"""Which option goes with which target, cell by cell, and which systems are supported."""

from dataclasses import replace

import pytest

from bcdr.evaluate.blockers_support import begins_with
from bcdr.evaluate.rules import RULES
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.landscape import Target
from bcdr.model.vocabulary import Deployment, Option, Origin, Severity, TargetKind
from tests.evaluate.refusals import GUEST, IN_GUEST, RUNNING
from tests.factories import (
    azure,
    codes,
    hub,
    judged,
    knowledge,
    portfolio,
    reasons_for,
    second_hub,
    target,
    workload,
)

YES, NO, VENDOR, WITH_HUB, BOTH = "yes", "no", "vendor", "hub", "vendor and hub"
KINDS = ("existing-external", "dedicated-external", "azure", "provider", "second-hub",
         "on-hub-replicated", "on-hub-standalone", "in-rack")  # fmt: skip
"""The columns of the table below."""

TABLE = {
    "in-guest-backup": (YES, YES, YES, YES, YES, YES, YES, NO),
    "application-data-backup": (YES, YES, YES, YES, YES, YES, YES, NO),
    "stopped-vm-snapshot": (YES, YES, YES, WITH_HUB, YES, YES, YES, NO),
    "running-vm-snapshot": (VENDOR, VENDOR, VENDOR, BOTH, VENDOR, VENDOR, VENDOR, NO),
    "native-replication": (NO, NO, YES, YES, YES, NO, NO, NO),
    "guest-replication": (NO, NO, VENDOR, WITH_HUB, YES, NO, NO, NO),
    "active-active": (NO, NO, YES, YES, YES, NO, NO, NO),
}
CELLS = [
    (option, kind, said)
    for option, row in TABLE.items()
    for kind, said in zip(KINDS, row, strict=True)
]
ANY = workload(stateful=True, multi_writer=True, deployment=Deployment.SINGLE_VM)
"""A workload that allows every option, so that only the target decides."""


def made(kind: str, **given: object) -> Target:
    """Return a target of a kind that leaves nothing else to refuse."""
    on_north = {"hub": "North", "site": "North site", "region": "North region"}
    place = {"vcpu": 500.0, "memory_gb": 4000.0, "round_trip_ms": 1.0}
    of_kind = {"second-hub": {"hub": "South"}, "on-hub-replicated": on_north,
               "on-hub-standalone": on_north}.get(kind, {})  # fmt: skip
    return target("Place", TargetKind(kind), **{**place, **of_kind, **given})


def is_refused(option: str, at: Target) -> bool:
    given = portfolio(ANY, hubs=(hub(), hub("South")), targets=(at,))
    reasons = reasons_for(judged(given), Option(option), "Place")
    return any(reason.severity is Severity.BLOCKER for reason in reasons)


@pytest.mark.parametrize(("option", "kind", "said"), CELLS)
def test_options_go_with_targets_as_the_guidance_has_it(option: str, kind: str, said: str) -> None:
    named = {"product": "Vendor 12", "supported_options": (Option(option),)}
    plain, with_product = made(kind, has_hub=False), made(kind, has_hub=False, **named)
    with_hub, with_both = made(kind, has_hub=True), made(kind, has_hub=True, **named)
    found = [not is_refused(option, at) for at in (plain, with_product, with_hub, with_both)]
    assert (
        found
        == {
            YES: [True, True, True, True],
            NO: [False, False, False, False],
            VENDOR: [False, True, False, True],
            # A product that somebody names at a provider stands in for the Hub.
            WITH_HUB: [False, True, True, True],
            BOTH: [False, False, False, True],
        }[said]
    )


def test_the_table_has_every_option_and_kind() -> None:
    assert set(TABLE) == set(Option) - {Option.NO_RECOVERY}
    assert set(KINDS) == set(TargetKind)


@pytest.mark.parametrize(
    ("fact", "option", "kind"),
    [
        ("running-snapshot-support", "running-vm-snapshot", "dedicated-external"),
        ("guest-replication-to-azure", "guest-replication", "azure"),
        ("rack-appliance-support", "in-guest-backup", "in-rack"),
    ],
)
def test_another_answer_to_a_fact_opens_what_it_refuses(fact: str, option: str, kind: str) -> None:
    shipped = load_catalogue().fact(fact)
    given = replace(shipped, answer=True, source="Vendor letter", origin=Origin.GIVEN)
    made_portfolio = portfolio(ANY, targets=(made(kind),))

    def reasons(answered: bool) -> set[str]:
        known = knowledge(facts=(given,)) if answered else load_catalogue()
        return codes(reasons_for(judged(made_portfolio, known), Option(option), "Place"))

    assert "not-supported" in reasons(answered=False)
    assert not {"not-supported", "option-target-mismatch"} & reasons(answered=True)
    assert "dated-fact" in reasons(answered=True)


def test_source_of_a_refusal_by_a_fact_is_the_fact_with_its_date() -> None:
    reasons = reasons_for(judged(portfolio()), RUNNING, "Vault")
    source = next(item.source for item in reasons if item.code == "not-supported")
    assert source.startswith("P3, D2: running-snapshot-support (2025-01-24): Azure Stack Hub user")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Windows Server 2022 Datacenter", set()),
        ("  microsoft windows server 2019", set()),
        ("Windows Server 2008 R2 SP1", set()),
        ("Windows Server 2008", {"guest-os-unsupported"}),
        ("Windows 11", {"guest-os-unsupported"}),
        ("RHEL 8.6", set()),
        ("Red Hat Enterprise Linux 9.2", {"guest-os-unsupported"}),
        ("Ubuntu 22.04", {"guest-os-unsupported"}),
        ("Debian GNU/Linux 12", {"guest-os-unsupported"}),
        ("Linux", {"input-missing"}),
        ("Windows Server (64-bit)", {"input-missing"}),
        ("", {"input-missing"}),
        (None, {"input-missing"}),
    ],
)
def test_guests_of_guest_replication_are_known_by_name_and_version(
    name: str | None, expected: set[str]
) -> None:
    found = codes(reasons_for(judged(workload(os=name)), GUEST, "South"))
    assert found & {"guest-os-unsupported", "input-missing"} == expected


def test_beginnings_of_names_are_compared_without_case_and_margins() -> None:
    assert begins_with(" WINDOWS 10 Pro", ("windows 10",))
    assert not begins_with("Debian 10", ("windows 10",))


def test_an_appliance_in_the_rack_is_refused_once_and_not_again_for_each_option() -> None:
    given = portfolio(targets=(target("Shelf", TargetKind.IN_RACK), azure(), second_hub()))
    done = judged(given)
    for option in (IN_GUEST, Option.NATIVE_REPLICATION):
        found = codes(reasons_for(done, option, "Shelf"))
        assert {"not-supported", "option-target-mismatch"} & found == {"not-supported"}


def test_rules_have_codes_of_their_own() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)

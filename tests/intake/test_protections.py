"""Today's protection: lists that match by position."""

from bcdr.intake import Code
from bcdr.model.portfolio import CurrentProtection
from bcdr.model.vocabulary import Mode, Option
from tests.intake.books import codes, finding, portfolio, reading, workload

TARGETS = [
    {"target": "Vault", "kind": "dedicated-external"},
    {"target": "Azure West Europe", "kind": "azure"},
]


def test_lists_match_by_position() -> None:
    found = portfolio(
        {
            "application": "Shop",
            "current_option": "native-replication; application data backup",
            "current_target": "Azure West Europe; VAULT",
            "current_interval_hours": "continuous; 1 h",
            "retention_days": "; 30",
        },
        Targets=TARGETS,
    )

    assert found.workloads[0].current == (
        CurrentProtection(
            option=Option.NATIVE_REPLICATION, target="Azure West Europe", mode=Mode.CONTINUOUS
        ),
        CurrentProtection(
            option=Option.APPLICATION_DATA_BACKUP,
            target="Vault",
            mode=Mode.INTERVAL,
            interval_hours=1.0,
            retention_days=30.0,
        ),
    )


def test_lists_of_different_lengths_leave_blanks_and_are_reported() -> None:
    found = reading(
        {
            "application": "Shop",
            "current_option": "in-guest-backup; native-replication",
            "current_target": "Vault",
            "current_interval_hours": "24 h; continuous",
        },
        Targets=TARGETS,
    )

    assert codes(found) == [("Applications!B2", Code.PROTECTION_LISTS)]
    problem = finding(found, Code.PROTECTION_LISTS).problem
    assert "Current option has 2, Current target has 1" in problem
    assert found.portfolio is not None
    assert [item.target for item in found.portfolio.workloads[0].current] == ["Vault", None]


def test_no_recovery_needs_no_target() -> None:
    assert workload(current_option="no-recovery").current == (
        CurrentProtection(option=Option.NO_RECOVERY, target=None, mode=Mode.NONE),
    )


def test_a_kind_means_its_only_target() -> None:
    found = portfolio(
        {"application": "Shop", "current_option": "in-guest-backup", "current_target": "azure"},
        Targets=TARGETS,
    )

    assert found.workloads[0].current[0].target == "Azure West Europe"


def test_a_target_that_is_not_described_stays_as_written_and_is_reported() -> None:
    rows = [
        {"application": name, "current_option": "in-guest-backup", "current_target": target}
        for name, target in (("Shop", "Vualt"), ("Desk", "Tape room"), ("Mail", "Tape room"))
    ]

    found = reading(*rows, Targets=TARGETS)

    assert codes(found) == [
        ("Applications!C2", Code.TARGET_UNKNOWN),
        ("Applications!C3 and C4", Code.TARGET_UNKNOWN),
    ]
    assert "'Vault'" in found.findings[-2].remedy
    assert found.portfolio is not None
    assert found.portfolio.workloads[1].current[0].target == "Tape room"


def test_an_assumed_target_is_never_one_of_today() -> None:
    found = reading(
        {"application": "Shop", "current_option": "in-guest-backup", "current_target": "Azure"}
    )

    assert codes(found) == [("Applications!C2", Code.TARGET_UNKNOWN)]


def test_a_row_that_says_nothing_has_no_protection() -> None:
    assert workload().current == ()


def test_an_option_that_is_not_known_stays_unknown() -> None:
    protection = workload(current_option="tape", current_interval_hours="24 h").current[0]

    assert (protection.option, protection.interval_hours) == (None, 24)

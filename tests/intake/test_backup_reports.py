"""Reports of backup tools say what is done today, never what is required."""

import datetime

import pytest

from bcdr.intake import Code
from bcdr.intake.backups_used import measured_interval
from bcdr.intake.intervals import Interval
from bcdr.model.portfolio import CurrentProtection
from bcdr.model.vocabulary import Mode, Option
from tests.intake.books import Rows, sheet
from tests.intake.file_sets import APPS, VINFO, by_title, problem, said, sheets, text, together

VEEAM: Rows = [
    ["VM Name", "Job Name", "Backup Repository", "Last Backup Time", "Retention", "Last Result",
     "Restore Points"],
    ["shop-web-01", "Agent web", "Repo North", "2026-05-30 22:00:00", "14 days", "Success", 14],
    ["shop-db-01", "Agent db", "Repo North", "2026-05-30 22:00:00", "30 days", "Success", 30],
]  # fmt: skip
SESSIONS: Rows = [
    ["Job Name", "VM Name", "Start Time", "End Time", "Backup Type", "Transferred (GB)",
     "Repository"],
    *(
        ["Agent", vm, f"2026-05-{day} {at}", f"2026-05-{day} 23:30:00", "Agent increment", 12,
         "Repo North"]
        for day in (27, 28, 29)
        for vm, at in (("shop-web-01", "22:00:00"), ("shop-db-01", "22:05:00"))
    ),
]  # fmt: skip
FILES = (("apps.xlsx", sheets(Apps=APPS)), ("rv.xlsx", sheets(vInfo=VINFO)))


def test_a_veeam_report_fills_protection_of_workloads_by_the_names_of_their_vms() -> None:
    found = together(*FILES, ("veeam.csv", text(VEEAM)), grouping="folder")

    shop = by_title(found)["Shop"]
    assert shop.current == (
        CurrentProtection(
            option=Option.IN_GUEST_BACKUP,
            target="Repo North",
            mode=None,
            interval_hours=None,
            retention_days=14,
            last_success_date=datetime.date(2026, 5, 30),
        ),
    )
    assert (shop.rto_hours, shop.rpo_hours) == (4, 1)
    assert by_title(found)["HR"].current == ()
    assert "of 'Shop' is filled from this report" in problem(found, Code.BACKUP_USED)
    (used,) = [f for f in found.findings if f.code is Code.BACKUP_USED]
    assert used.cell == "A1"
    assert "'Repo North' is not on the sheet Targets" in problem(found, Code.TARGET_UNKNOWN)


def test_the_interval_is_measured_from_the_times_of_copies_per_vm() -> None:
    found = together(*FILES, ("sessions.csv", text(SESSIONS)), grouping="folder")

    (protection,) = by_title(found)["Shop"].current
    assert (protection.mode, protection.interval_hours) == (Mode.INTERVAL, 24)
    assert Code.PROTECTION_ASSUMED not in {item.code for item in found.findings}


@pytest.mark.parametrize(
    ("times", "interval"),
    [
        (["2026-05-01 22:00", "2026-05-02 21:40"], Interval(Mode.INTERVAL, 24.0)),
        (["2026-05-01 22:00", "2026-05-01 22:30"], Interval(Mode.INTERVAL, 0.5)),
        ([datetime.date(2026, 5, 1), datetime.date(2026, 5, 8)], Interval(Mode.INTERVAL, 168.0)),
        (["2026-05-01 22:00", "2026-05-01 22:00", "soon", None], None),
    ],
)
def test_a_measured_interval_is_the_median_as_whole_hours_where_it_nearly_is(
    times: list[str], interval: Interval | None
) -> None:
    assert measured_interval(times) == interval


def test_a_target_of_the_landscape_is_found_by_its_name_or_its_kind() -> None:
    targets = sheet(
        "Targets",
        {"target": "Repo north", "kind": "existing-external", "site": "Berlin"},
        {"target": "Azure West", "kind": "azure", "region": "West"},
    )
    rows = [
        ["Server", "Job Name", "Job Type", "Repository", "Last Backup Time"],
        ["Shop", "Hourly", "Agent", "REPO NORTH", "2026-05-30"],
        ["HR", "Weekly", "SQL", "Azure", "2026-05-30"],
    ]

    found = together(("apps.xlsx", sheets(Apps=APPS, Targets=targets)), ("backups.csv", text(rows)))

    apps = by_title(found)
    (shop,), (hr,) = apps["Shop"].current, apps["HR"].current
    assert (shop.target, shop.interval_hours, shop.option) == (
        "Repo north", 1, Option.IN_GUEST_BACKUP,
    )  # fmt: skip
    assert (hr.target, hr.interval_hours, hr.option) == (
        "Azure West", 168, Option.APPLICATION_DATA_BACKUP,
    )  # fmt: skip


def test_what_the_row_itself_says_counts_and_the_difference_is_said() -> None:
    apps = sheet(
        "Applications",
        {
            "application": "Shop",
            "current_option": "guest-replication",
            "current_target": "Repo North",
        },
    )
    rows = [VEEAM[0], ["Shop", *VEEAM[1][1:]]]

    found = together(("apps.xlsx", sheets(Applications=apps)), ("veeam.csv", text(rows)))

    (protection,) = by_title(found)["Shop"].current
    assert (protection.option, protection.retention_days) == (Option.GUEST_REPLICATION, 14)
    assert "'guest-replication here, in-guest-backup there'" in problem(
        found, Code.BACKUPS_DISAGREE
    )


def test_rows_of_a_report_that_match_nothing_are_listed_together() -> None:
    rows = [VEEAM[0], ["moon-1", *VEEAM[1][1:]], ["moon-2", *VEEAM[1][1:]]]

    found = together(("apps.xlsx", sheets(Apps=APPS)), ("veeam.csv", text(rows)))

    assert said(found) == [("[veeam.csv]veeam!A2 and A3", Code.BACKUP_UNMATCHED)]
    assert "'moon-1' and 'moon-2'" in problem(found, Code.BACKUP_UNMATCHED)


def test_a_vm_that_the_report_leaves_out_is_said() -> None:
    found = together(*FILES, ("veeam.csv", text(VEEAM[:2])), grouping="folder")

    assert "the VM 'shop-db-01'" in problem(found, Code.BACKUPS_DISAGREE)


def test_a_kind_that_does_not_say_how_is_read_as_a_backup_in_the_guest_and_said() -> None:
    rows = [VEEAM[0], ["Shop", "Policy 7", *VEEAM[1][2:]]]

    found = together(("apps.xlsx", sheets(Apps=APPS)), ("veeam.csv", text(rows)))

    assert by_title(found)["Shop"].current[0].option is Option.IN_GUEST_BACKUP
    assert "'Policy 7' does not say how" in problem(found, Code.PROTECTION_ASSUMED)


def test_a_last_success_long_before_the_newest_copy_is_said() -> None:
    rows = [
        VEEAM[0],
        ["Shop", "Agent", "Repo", "2026-05-30", "14 days", "Success", 14],
        ["HR", "Agent", "Repo", "2026-03-01", "14 days", "Failed", 14],
    ]

    found = together(("apps.xlsx", sheets(Apps=APPS)), ("veeam.csv", text(rows)))

    assert "'HR: 2026-03-01' is the last success" in problem(found, Code.BACKUP_OLD)


def test_a_workload_of_which_nothing_is_protected_has_no_recovery() -> None:
    rows = [
        ["VM Name", "Job Name", "Protection status", "Backup Repository", "Restore Points"],
        ["Shop", "", "Not protected", "", 0],
    ]

    found = together(("apps.xlsx", sheets(Apps=APPS)), ("veeam.csv", text(rows)))

    assert [item.option for item in by_title(found)["Shop"].current] == [Option.NO_RECOVERY]


def test_a_list_of_vms_may_tell_their_protection_too() -> None:
    vms = [
        ["VM", "Application", "CPUs", "Memory GB", "Host", "Backup"],
        ["w", "Shop", 4, 8, "e1", "Daily"],
        ["x", "HR", 4, 8, "e1", "No"],
    ]

    found = together(("apps.xlsx", sheets(Apps=APPS)), ("vms.csv", text(vms)))

    apps = by_title(found)
    assert [item.interval_hours for item in apps["Shop"].current] == [24]
    assert [item.option for item in apps["HR"].current] == [Option.NO_RECOVERY]


def test_replicated_items_of_site_recovery_are_no_applications_and_their_rpo_no_objective() -> None:
    rows = [
        ["Name", "Replication health", "Status", "Active location", "Failover health", "RPO",
         "Target region", "Policy"],
        ["shop-db-01", "Healthy", "Protected", "HAM", "Healthy", "15 mins", "West Europe",
         "24-hour-retention"],
    ]  # fmt: skip

    found = together(*FILES, ("replicated.csv", text(rows)), grouping="folder")

    shop = by_title(found)["Shop"]
    assert set(by_title(found)) == {"Shop", "HR", "Ledger", "Directory"}
    assert (shop.rpo_hours, shop.current[0].option) == (1, Option.GUEST_REPLICATION)
    assert (shop.current[0].target, shop.current[0].interval_hours) == ("West Europe", None)


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("DailyPolicy", 24),
        ("VM-Hourly-1", 1),
        ("DAILY", 24),
        ("Gold", None),
        ("Daily+Weekly", None),
    ],
)
def test_an_interval_in_the_name_of_a_job_counts_where_nothing_else_tells_it(
    name: str, hours: float | None
) -> None:
    rows = [VEEAM[0], ["Shop", name, *VEEAM[1][2:]]]

    found = together(("apps.xlsx", sheets(Apps=APPS)), ("veeam.csv", text(rows)))

    assert [item.interval_hours for item in by_title(found)["Shop"].current] == [hours]

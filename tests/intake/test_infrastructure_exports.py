"""Exports of infrastructure enrich applications that are listed, and create none unasked."""

import pytest

from bcdr.intake import Code, check_json
from tests.intake.file_sets import APPS, VINFO, by_title, problem, said, sheets, text, together

VDISK = [
    ["VM", "Powerstate", "Template", "Disk", "Capacity MiB", "Disk Mode", "Host"],
    ["shop-web-01", "poweredOn", "False", "Hard disk 1", 102400, "persistent", "esx1"],
    ["shop-db-01", "poweredOn", "False", "Hard disk 1", 102400, "persistent", "esx1"],
    ["shop-db-01", "poweredOn", "False", "Hard disk 2", 409600, "persistent", "esx1"],
]
VPARTITION = [
    ["VM", "Powerstate", "Template", "Disk", "Capacity MiB", "Consumed MiB", "Free %", "Host"],
    ["hr-app-01", "poweredOff", "False", "/", 50000, 1000, 98, "esx2"],
    ["hr-app-01", "poweredOff", "False", "/var", 50000, 2000, 96, "esx2"],
]
MIB_IN_GB = 1.048576e-3


def test_rvtools_sheets_add_up_per_vm_and_vms_are_attached_by_the_folder_that_was_chosen() -> None:
    export = sheets(vInfo=VINFO, vDisk=VDISK, vPartition=VPARTITION)

    found = together(("apps.xlsx", sheets(Apps=APPS)), ("rv.xlsx", export), grouping="folder")

    shop, hr = by_title(found)["Shop"], by_title(found)["HR"]
    assert (shop.vm_count, shop.vcpu, shop.os) == (2, 12, "Ubuntu Linux (64-bit)")
    assert shop.memory_gb == pytest.approx((8192 + 65536) * MIB_IN_GB)
    assert shop.data_gb == pytest.approx((51200 + 256000) * MIB_IN_GB)
    assert shop.largest_disk_gb == pytest.approx(409600 * MIB_IN_GB)
    assert shop.rto_hours == 4
    assert (hr.vm_count, hr.location) == (1, "HAM")
    assert hr.largest_disk_gb == pytest.approx(2000 * MIB_IN_GB)
    assert set(by_title(found)) == {"Shop", "HR", "Ledger", "Directory"}
    assert said(found) == [
        ("[rv.xlsx]vInfo!C5", Code.VM_TEMPLATE),
        ("[rv.xlsx]vDisk!A3", Code.VM_ON_SEVERAL_ROWS),
        ("[rv.xlsx]vPartition!A2", Code.VM_ON_SEVERAL_ROWS),
        ("[rv.xlsx]vInfo!B4", Code.VM_POWERED_OFF),
    ]


def test_space_in_use_counts_before_space_that_is_given() -> None:
    vinfo = [[row[place] for place in (0, 1, 2, 3, 4, 5, 9)] for row in VINFO]
    export = sheets(vInfo=vinfo, vPartition=VPARTITION)

    found = together(("apps.xlsx", sheets(Apps=APPS)), ("rv.xlsx", export), grouping="name")

    assert by_title(found)["HR"].data_gb == pytest.approx(3000 * MIB_IN_GB)
    assert by_title(found)["Shop"].data_gb == pytest.approx((102400 + 512000) * MIB_IN_GB)


def test_without_a_choice_nothing_is_attached_and_the_best_grouping_is_named() -> None:
    found = together(("apps.xlsx", sheets(Apps=APPS)), ("rv.xlsx", sheets(vInfo=VINFO)))

    assert [w.vm_count for w in by_title(found).values()] == [None] * 4
    asked = problem(found, Code.VM_GROUPING)
    assert "3 VMs do not say" in asked
    assert "Grouped by 'Folder', 3 of them belong to 2 applications" in asked
    assert "write folder for vm-grouping" in asked
    assert "'Folder'" in problem(found, Code.VM_WITHOUT_APPLICATION)
    assert [(g.by, g.attached_count, g.left_count) for g in found.groupings] == [
        ("folder", 3, 0),
        ("name", 3, 0),
        ("location", 0, 3),
    ]


def test_the_json_of_a_check_tells_the_ways_of_grouping() -> None:
    found = together(("apps.xlsx", sheets(Apps=APPS)), ("rv.xlsx", sheets(vInfo=VINFO)))

    first = check_json(found)["groupings"][0]

    assert first == {
        "by": "folder",
        "title": "Folder",
        "attached_count": 3,
        "left_count": 0,
        "groups": [
            {"value": "Shop", "application": "Shop", "vm_count": 2},
            {"value": "HR", "application": "HR", "vm_count": 1},
        ],
    }


def test_a_file_of_infrastructure_alone_makes_no_application_and_says_what_to_do() -> None:
    found = together(("rv.xlsx", sheets(vInfo=VINFO)))

    assert found.portfolio is None
    assert found.has_errors
    assert Code.NO_USABLE_SHEET not in {item.code for item in found.findings}
    advice = problem(found, Code.ONLY_INFRASTRUCTURE)
    assert advice.startswith("3 VMs are listed, but no application.")
    assert "make 2 applications out of 'Folder'" in advice
    assert "create from folder" in advice


def test_reports_alone_ask_for_a_list_of_applications() -> None:
    rows = [["Source application", "Destination application"], ["Shop", "Ledger"]]

    found = together(("flows.csv", text(rows)))

    assert found.portfolio is None
    assert "lists no application" in problem(found, Code.ONLY_INFRASTRUCTURE)


def test_applications_are_created_where_a_person_asks_for_them() -> None:
    found = together(("rv.xlsx", sheets(vInfo=VINFO)), grouping="create from folder")

    shop = by_title(found)["Shop"]
    assert (shop.id, shop.vm_count, shop.rto_hours) == ("shop", 2, None)
    assert set(by_title(found)) == {"Shop", "HR"}
    assert "2 applications were created" in problem(found, Code.APPLICATIONS_CREATED)
    created = found.tables[-1]
    assert (created.role, [record.id for record in created.records]) == (
        "Applications",
        ["shop", "hr"],
    )


def test_a_grouping_that_no_vm_has_a_value_for_is_said() -> None:
    found = together(
        ("apps.xlsx", sheets(Apps=APPS)), ("rv.xlsx", sheets(vInfo=VINFO)), grouping="tag app"
    )

    assert "no VM has a value by which 'tag app'" in problem(found, Code.VM_GROUPING)


def test_azure_migrate_names_applications_and_its_mb_are_mib() -> None:
    rows = [
        ["Server name", "Cores", "Memory (in MB)", "Storage (in GB)", "OS name", "Application"],
        ["web1", 4, 8192, 100, "Ubuntu 22.04", "Shop"],
        ["web2", 4, 8192, 100, "Ubuntu 22.04", "shop"],
        ["pay1", 2, 4096, 50, "Ubuntu 22.04", "Shop, Ledger"],
    ]

    found = together(("apps.xlsx", sheets(Apps=APPS)), ("servers.csv", text(rows)))

    shop = by_title(found)["Shop"]
    assert (shop.vm_count, shop.vcpu) == (3, 10)
    assert shop.memory_gb == pytest.approx(20480 * MIB_IN_GB)
    assert by_title(found)["Ledger"].vm_count is None
    assert "'Shop, Ledger' names several applications" in problem(found, Code.NAMES_SHARED)


def test_live_optics_vms_are_attached_by_the_beginning_of_their_names() -> None:
    rows = [
        ["VM Name", "Power State", "VM OS", "Template", "vCPU", "Provisioned Memory (MiB)",
         "Virtual Disk Size (MiB)", "Guest VM Disk Used (MiB)", "Datacenter", "Cluster"],
        ["prd-shop-web-01", "Powered On", "Ubuntu", "FALSE", 4, 8192, 102400, 40000, "HAM", "C1"],
        ["LEDGER07", "Powered On", "Ubuntu", "FALSE", 4, 8192, 102400, 40000, "HAM", "C1"],
        ["zz9", "Powered On", "Ubuntu", "FALSE", 4, 8192, 102400, 40000, "HAM", "C1"],
    ]  # fmt: skip

    found = together(
        ("apps.xlsx", sheets(Apps=APPS)), ("lo.xlsx", sheets(VMs1=rows)), grouping="name"
    )

    assert by_title(found)["Shop"].data_gb == pytest.approx(40000 * MIB_IN_GB)
    assert by_title(found)["Ledger"].vm_count == 1
    assert "'zz9'" in problem(found, Code.VM_WITHOUT_APPLICATION)


def test_nutanix_categories_with_the_key_app_need_no_choice() -> None:
    rows = [
        ["VM Name", "Host", "IP Addresses", "Cores", "Memory Capacity", "Storage", "Categories",
         "Cluster"],
        ["a1", "ahv1", "10.0.0.1", 4, "16 GiB", "61.2 GiB / 127 GiB", "AppType:Shop, Env:Prod",
         "PE1"],
        ["a2", "ahv1", "10.0.0.2", 4, "16 GiB", "61.2 GiB / 127 GiB", "AppType:Moon, Env:Prod",
         "PE1"],
    ]  # fmt: skip

    found = together(("apps.xlsx", sheets(Apps=APPS)), ("nutanix.csv", text(rows)))

    assert by_title(found)["Shop"].memory_gb == pytest.approx(17.18, abs=0.01)
    assert "'a2'" in problem(found, Code.VM_WITHOUT_APPLICATION)


def test_a_portal_list_is_attached_by_resource_group_apart_from_usual_words() -> None:
    rows = [
        ["NAME", "SUBSCRIPTION", "RESOURCE GROUP", "LOCATION", "STATUS", "OPERATING SYSTEM",
         "SIZE", "PUBLIC IP ADDRESS", "DISKS", "TAGS"],
        ["v1", "Sub A", "rg-shop-prod", "north", "Running", "Linux", "DS3", "-", "2", "owner:Ana"],
        ["v2", "Sub A", "rg-hr-prod", "north", "Running", "Linux", "DS3", "-", "2", "owner:Bo"],
    ]  # fmt: skip

    found = together(
        ("apps.xlsx", sheets(Apps=APPS)),
        ("azure.csv", text(rows)),
        grouping="resource group",
    )

    assert [by_title(found)[name].vm_count for name in ("Shop", "HR")] == [1, 1]
    assert found.settings.vm_grouping == "folder"


def test_a_vm_with_exactly_the_name_of_a_workload_needs_no_choice() -> None:
    apps = [["Application", "Workload", "RTO"], ["Shop", "Web", "4 h"], ["Shop", "DB1", "4 h"]]
    vms = [["VM", "Powerstate", "CPUs", "Memory", "Host"], ["db1", "poweredOn", 8, 4096, "e1"]]

    found = together(("apps.xlsx", sheets(Apps=apps)), ("rv.xlsx", sheets(vInfo=vms)))

    assert by_title(found)["Shop / DB1"].vcpu == 8


def test_words_of_a_vm_tell_which_workload_of_its_application_it_is() -> None:
    apps = [["Application", "Workload", "RTO"], ["Shop", "Web", "4 h"], ["Shop", "DB", "4 h"]]

    found = together(
        ("apps.xlsx", sheets(Apps=apps)), ("rv.xlsx", sheets(vInfo=VINFO[:3])), grouping="folder"
    )

    assert [by_title(found)[f"Shop / {part}"].vcpu for part in ("Web", "DB")] == [4, 8]


def test_vms_of_one_name_in_two_clusters_stay_two_vms() -> None:
    rows = [
        ["VM", "Application", "CPUs", "Memory GB", "Cluster"],
        ["web", "Shop", 4, 8, "A"],
        ["web", "Shop", 4, 8, "B"],
    ]

    found = together(("apps.xlsx", sheets(Apps=APPS)), ("vms.csv", text(rows)))

    assert by_title(found)["Shop"].vm_count == 2


def test_a_vm_with_a_row_for_each_application_counts_once_with_the_first() -> None:
    rows = [
        ["VM", "Application", "CPUs", "Memory GB", "Disk GB", "Host"],
        ["db", "Shop", 4, 8, 100, "e1"],
        ["db", "HR", 4, 8, 100, "e1"],
    ]

    found = together(("apps.xlsx", sheets(Apps=APPS)), ("vms.csv", text(rows)))

    shop = by_title(found)["Shop"]
    assert (shop.vm_count, shop.vcpu, shop.data_gb) == (1, 4, 100)
    assert by_title(found)["HR"].vm_count is None
    assert "'db: Shop, HR' names several applications" in problem(found, Code.NAMES_SHARED)


def test_two_files_that_tell_otherwise_of_a_vm_are_said_and_the_first_counts() -> None:
    one = [["VM", "Application", "CPUs", "Memory GB", "Host"], ["web", "Shop", 4, 8, "e1"]]
    two = [["VM", "Application", "CPUs", "Memory GB", "Host"], ["web", "Shop", 6, 8, "e1"]]

    found = together(
        ("apps.xlsx", sheets(Apps=APPS)), ("one.csv", text(one)), ("two.csv", text(two))
    )

    assert by_title(found)["Shop"].vcpu == 4
    assert "'web: 4 on [one.csv]one, 6 here'" in problem(found, Code.FILES_DISAGREE)

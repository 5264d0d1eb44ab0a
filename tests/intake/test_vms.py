"""What the sheet VMs adds to the list."""

from bcdr.intake import Code
from tests.intake.books import codes, finding, reading

VM = {"application": "Shop", "vcpu": 4, "memory_gb": 16, "data_gb": 100, "largest_disk_gb": 80}


def test_blanks_are_filled_with_what_the_vms_add_up_to() -> None:
    found = reading(
        {"application": "Shop", "memory_gb": 32},
        VMs=[
            {**VM, "vm": "a", "os": "Ubuntu 22.04", "hub": "North"},
            {**VM, "vm": "b", "os": "ubuntu 22.04", "hub": "North", "largest_disk_gb": 90},
        ],
        Hubs=[
            {"hub": "North", "site": "Hamburg"},
            {"hub": "South", "site": "Rotterdam"},
        ],
    )

    assert codes(found) == []
    assert found.portfolio is not None
    shop = found.portfolio.workloads[0]
    assert (shop.vm_count, shop.vcpu, shop.memory_gb, shop.data_gb) == (2, 8, 32, 200)
    assert (shop.largest_disk_gb, shop.os, shop.hub) == (90, "Ubuntu 22.04", "North")


def test_a_row_that_says_otherwise_is_kept_and_reported() -> None:
    found = reading(
        {"application": "Shop", "vm_count": 3, "os": "Windows Server 2022"},
        {"application": "Desk", "vm_count": 1},
        VMs=[
            {**VM, "vm": "a", "os": "Ubuntu 22.04"},
            {**VM, "vm": "b", "os": "Ubuntu 22.04"},
        ],
    )

    assert codes(found) == [
        ("Applications!B2", Code.VMS_DISAGREE),
        ("Applications!C2", Code.VMS_DISAGREE),
    ]
    assert "'3 here, 2 there'" in found.findings[0].problem
    assert found.portfolio is not None
    assert found.portfolio.workloads[0].vm_count == 3


def test_a_sum_with_a_blank_in_it_is_not_known() -> None:
    found = reading(
        {"application": "Shop"},
        VMs=[{**VM, "vm": "a"}, {**VM, "vm": "b", "data_gb": None}],
    )

    assert [code for _, code in codes(found)] == [Code.VMS_INCOMPLETE]
    assert "1 of the 2 VMs" in finding(found, Code.VMS_INCOMPLETE).problem
    assert found.portfolio is not None
    assert found.portfolio.workloads[0].data_gb is None
    assert found.portfolio.workloads[0].vcpu == 8


def test_vms_that_belong_nowhere_are_reported() -> None:
    found = reading(
        {"application": "Shop", "workload": "Web"},
        {"application": "Shop", "workload": "Database"},
        {"application": "Desk"},
        VMs=[
            {"vm": "a"},
            {"vm": "b", "application": "Shop"},
            {"vm": "c", "application": "Dsek"},
            {"vm": "d", "application": "Shop", "workload": "web"},
        ],
    )

    assert codes(found) == [
        ("VMs!B2", Code.VM_WITHOUT_APPLICATION),
        ("VMs!C3", Code.VM_WITHOUT_APPLICATION),
        ("VMs!B4", Code.VM_WITHOUT_APPLICATION),
    ]
    assert "'Desk'" in found.findings[2].remedy
    assert found.portfolio is not None
    assert [item.vm_count for item in found.portfolio.workloads] == [1, None, None]

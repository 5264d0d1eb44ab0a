"""What each column would make of VMs is told before anybody chooses one."""

from typing import Any

import pytest

from bcdr.intake.attach import Grouping, VmGroup, attach, attach_certain, groupings
from bcdr.intake.typed import TypedRow
from bcdr.intake.vm_applications import best_to_create
from bcdr.model.records import ColumnMatch, Record, RecordTable

FIELDS = ("vm", "application", "workload", "folder", "location", "tags")
TABLE = RecordTable(
    role="VMs",
    sheet="vInfo",
    header_row=1,
    columns=tuple(
        ColumnMatch(header=field.title(), letter="A", field=field, unit="", confidence=1.0)
        for field in FIELDS
    ),
    records=(),
)
NAMES = ("Order desk", "Payroll", "Web shop / Web", "Web shop / Database")


def vm(name: str, **values: Any) -> TypedRow:
    """The row of a VM."""
    record = Record(id=name, row=2, cells={})
    return TypedRow(table=TABLE, record=record, values={"vm": name, **values})


def applications(rows: tuple[TypedRow, ...]) -> list[str]:
    """Application and workload of each VM."""
    return [f"{row.text('application')}/{row.text('workload')}".strip("/") for row in rows]


def test_each_column_tells_how_many_vms_it_would_attach_and_how_many_are_left() -> None:
    vms = [
        vm("a", folder="/dc/vm/Order Desk", tags=("app:payroll", "env:prod")),
        vm("b", folder="/dc/vm/Templates", tags=("app:payroll",)),
        vm("c", tags=("app:moon", "tier1")),
        vm("known", application="payroll", folder="x"),
    ]

    found = {item.by: item for item in groupings(vms, NAMES)}

    assert list(found) == ["tag app", "tag", "folder", "tag env", "name"]
    assert found["tag app"] == Grouping(
        by="tag app",
        title="Tags: app",
        groups=(
            VmGroup(value="payroll", application="Payroll", vm_count=2),
            VmGroup(value="moon", application="", vm_count=1),
        ),
        blank_count=0,
    )
    assert (found["tag app"].attached_count, found["tag app"].left_count) == (2, 1)
    assert found["tag app"].applications == (("Payroll", 2),)
    assert found["tag app"].new_names == ("moon",)
    assert (found["folder"].attached_count, found["folder"].left_count) == (1, 2)


@pytest.mark.parametrize(
    ("by", "row", "expected"),
    [
        ("folder", {"folder": "/dc/vm/Web shop/old"}, "Web shop"),
        ("folder", {"folder": "rg-order-desk-prod"}, "Order desk"),
        ("location", {"location": "Payroll"}, "Payroll"),
        ("tag", {"tags": ("Order desk", "gold")}, "Order desk"),
        ("tag service", {"tags": ("Service=Payroll",)}, "Payroll"),
        ("tag app", {"tags": ('{"app":"Payroll"}',)}, "Payroll"),
        ("application", {"application": "PAYROLL (prod)"}, "Payroll"),
        ("folder", {"folder": "Desk"}, ""),
        ("tag app", {"tags": ("env:prod",)}, ""),
    ],
)
def test_a_value_means_an_application_apart_from_signs_and_usual_words(
    by: str, row: dict[str, Any], expected: str
) -> None:
    (found,) = attach([vm("x", **row)], by, NAMES)

    assert found.text("application") == (expected or row.get("application", ""))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("prd-order-desk-01", "Order desk"),
        ("payroll07", "Payroll"),
        ("payrollapp07", "Payroll"),
        ("web-shop-database-1", "Web shop/Database"),
        ("WEB_SHOP_web_2", "Web shop/Web"),
        ("web-shop-x", "Web shop"),
        ("pay01", ""),
    ],
)
def test_the_beginning_of_a_name_means_an_application_and_its_words_the_workload(
    name: str, expected: str
) -> None:
    assert applications(attach([vm(name)], "name", NAMES)) == [expected]


def test_two_applications_that_differ_in_usual_words_only_are_never_guessed() -> None:
    names = ("Shop", "Shop prod")

    found = attach([vm("a", folder="rg-shop-test"), vm("b", folder="Shop")], "folder", names)

    assert applications(found) == ["", "Shop"]


def test_only_what_nobody_can_doubt_is_attached_without_a_choice() -> None:
    vms = [
        vm("payroll"),
        vm("database"),
        vm("x1", tags=("application:order desk",)),
        vm("x2", tags=("owner:order desk",)),
        vm("x3", folder="Payroll"),
        vm("x4", tags=("app:payroll", "app:order desk")),
    ]

    assert applications(attach_certain(vms, NAMES)) == [
        "Payroll",
        "Web shop/Database",
        "Order desk",
        "",
        "",
        "",
    ]


def test_applications_are_best_made_of_a_column_that_all_vms_have_and_share() -> None:
    vms = [
        vm(f"srv{place}", folder=folder, location="DC")
        for place, folder in enumerate(["A", "A", "B", "B"])
    ]

    best = best_to_create(groupings(vms, ()))

    assert best is not None
    assert (best.by, best.new_names) == ("folder", ("A", "B"))


def test_nothing_is_made_where_every_vm_would_be_an_application_of_its_own() -> None:
    vms = [vm(name, folder=name) for name in ("ada", "bea", "cleo", "dora")]

    assert best_to_create(groupings(vms, ())) is None


def test_a_column_that_names_applications_makes_the_best_ones_though_some_vms_lack_it() -> None:
    vms = [vm(f"srv{place}", folder=f"F{place % 2}", application="Shop") for place in range(4)]
    vms += [vm("srv5", folder="F1"), vm("srv6", folder="F0", application="HR")]

    best = best_to_create(groupings(vms, ()))

    assert best is not None
    assert (best.by, best.new_names, best.blank_count) == ("application", ("Shop", "HR"), 1)

"""VMs of an export that names no application: a person says which column does."""

import io

from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from bcdr.store import Store
from tests.ui.running import faults, review_id, upload, words


def with_vms() -> bytes:
    """A list of two applications, and an infrastructure export with folders."""
    book = Workbook()
    book.remove(book.worksheets[0])
    rows = [["Application", "RTO"], ["Shop", "4 h"], ["Payroll", "1 d"]]
    vms = [
        ["VM", "vCPU", "Memory (GB)", "Data (GB)", "Folder", "Location"],
        *([f"srv{number:02}", 4, 16, 100, "/prod/Shop", "DC1"] for number in range(4)),
        *([f"srv{number:02}", 2, 8, 50, "/prod/Payroll", "DC1"] for number in range(4, 7)),
        ["srv09", 2, 8, 50, "/prod/Other", "DC1"],
    ]
    for name, found in (("Applications", rows), ("VMs", vms)):
        sheet = book.create_sheet(name)
        for row in found:
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_the_column_that_names_the_application_is_chosen_and_saved(
    app: AppTest, database: Store
) -> None:
    upload(app, "list.xlsx", with_vms())
    assert faults(app) == []
    picker = next(one for one in app.selectbox if one.label == "VMs belong together by")
    assert picker.value == ""
    picker.set_value("folder").run()
    assert faults(app) == []
    settings = next(
        table for table in database.state(review_id(app)).tables if table.role == "Settings"
    )
    assert [record.get("value") for record in settings.records] == ["folder"]
    picker = next(one for one in app.selectbox if one.label == "VMs belong together by")
    assert picker.value == "folder"


def test_a_list_without_vms_asks_nothing(five: AppTest) -> None:
    assert not [one for one in five.selectbox if one.label == "VMs belong together by"]
    assert "Which column names the application" not in words(five)

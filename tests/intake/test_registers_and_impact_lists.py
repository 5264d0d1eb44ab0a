"""Registers of functions and business impact lists become one row for each application."""

from bcdr.intake import Code
from tests.intake.books import Rows
from tests.intake.file_sets import by_title, facts, problem, said, sheets, text, together

DORA: Rows = [
    ["B_06.01.0010", "B_06.01.0020", "B_06.01.0030", "B_06.01.0040", "B_06.01.0050",
     "B_06.01.0060", "B_06.01.0070", "B_06.01.0080", "B_06.01.0090", "B_06.01.0100"],
    ["Function identifier", "Licenced activity", "Function name", "LEI",
     "Criticality or importance assessment", "Reasons for criticality or importance",
     "Date of the last assessment", "RTO", "RPO", "Impact of discontinuing"],
    ["F1", "Payments", "Payments", "L1", "Yes", "core", "2026-01-01", 1, 1, "High"],
    ["F2", "Lending", "Lending", "L1", "No", "", "2026-01-01", 0, 0, "Low"],
    ["F3", "Cards", "Cards", "L1", "Assessment not performed", "", "2026-01-01", 24, 4, "Low"],
]  # fmt: skip
BIA: Rows = [
    ["Application", "Business Function", "Department", "RTO (hours)", "RPO (hours)",
     "MTPD (hours)"],
    ["ERP", "Invoicing", "Finance", 24, 4, 72],
    ["ERP", "Payroll", "Finance", 8, 24, 48],
    ["CRM", "Sales", "Sales", 48, 24, 96],
]  # fmt: skip


def test_in_a_dora_register_0_is_not_defined_and_1_is_an_hour_or_less() -> None:
    found = together(("roi.xlsx", sheets(**{"B_06.01": DORA})))

    assert facts(by_title(found).values(), "application", "criticality", "rto_hours",
                 "rpo_hours") == [
        ("Payments", "business-critical", 1, 1),
        ("Lending", "minor", None, None),
        ("Cards", None, 24, 4),
    ]  # fmt: skip
    assert {code for _, code in said(found)} == {
        Code.CRITICALITY_FROM_ANSWER,
        Code.DURATION_BOUND,
        Code.NOT_DEFINED,
        Code.PLACEHOLDER,
    }


def test_business_functions_of_an_application_are_one_row_with_the_strictest_objectives() -> None:
    found = together(("bia.xlsx", sheets(Finance=BIA)))

    assert facts(by_title(found).values(), "title", "rto_hours", "rpo_hours", "mtd_hours") == [
        ("ERP", 8, 4, 48),
        ("CRM", 48, 24, 96),
    ]
    assert said(found) == [
        ("Finance!B1", Code.ROWS_MERGED),
        ("Finance!D2", Code.ROWS_DISAGREE),
        ("Finance!E2", Code.ROWS_DISAGREE),
        ("Finance!F2", Code.ROWS_DISAGREE),
        ("Finance!A2", Code.ROWS_MERGED),
    ]
    problems = [item.problem for item in found.findings if item.code == Code.ROWS_DISAGREE]
    assert "'ERP: 24 h (row 2), 8 h (row 3)'. The strictest counts." in problems[0]


def test_a_list_over_two_files_is_joined_by_name_and_the_first_file_counts() -> None:
    more = [["Application", "RTO (hours)", "Owner"], ["erp", 6, "Kim"], ["Mail", 4, "Bo"]]

    found = together(("a.xlsx", sheets(Finance=BIA)), ("b.csv", text(more)))

    assert facts(by_title(found).values(), "title", "rto_hours", "owner") == [
        ("ERP", 8, "Kim"),
        ("CRM", 48, None),
        ("Mail", 4, "Bo"),
    ]
    told = problem(found, Code.FILES_DISAGREE)
    assert "RTO is not what [a.xlsx]Finance says: 'erp: 8 h there, 6 h here'" in told


def test_sheets_of_one_file_give_the_strictest_objective() -> None:
    more = [["Application", "RTO (hours)", "Owner"], ["ERP", 6, "Kim"]]

    found = together(("a.xlsx", sheets(Finance=BIA, Operations=more)))

    assert by_title(found)["ERP"].rto_hours == 6
    assert by_title(found)["ERP"].owner == "Kim"
    problems = [item.problem for item in found.findings if item.code == Code.ROWS_DISAGREE]
    assert any("6 h (Operations row 2)" in item for item in problems)


def test_rows_of_one_name_with_different_sizes_stay_apart_as_its_parts() -> None:
    rows = [["Application Name", "RTO", "Data (GB)"], ["Shop", "4 h", 100], ["Shop", "4 h", 900]]

    found = together(("a.csv", text(rows)))

    assert found.portfolio is not None
    assert [item.data_gb for item in found.portfolio.workloads] == [100, 900]
    assert said(found)[0] == ("a!A3", Code.NAME_TWICE)


def test_what_is_strict_of_places_costs_and_stops_is_kept_when_rows_are_merged() -> None:
    rows = [
        ["Application Name", "RTO", "Allowed jurisdictions", "Downtime cost per hour",
         "Planned downtime allowed", "Notes"],
        ["Shop", "4 h", "DE; NL", 100, "Yes", "web"],
        ["Shop", "4 h", "NL; FR", 300, "No", "till"],
    ]  # fmt: skip

    found = together(("a.csv", text(rows)))

    assert found.portfolio is not None
    (shop,) = found.portfolio.workloads
    assert shop.allowed_jurisdictions == ("NL",)
    assert (shop.downtime_cost_per_hour, shop.planned_downtime_allowed) == (300, False)
    assert shop.notes == "web; till"

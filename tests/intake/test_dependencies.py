"""Names under Depends on become edges."""

from bcdr.intake import Code
from tests.intake.books import codes, finding, portfolio, reading

ERP = [
    {"application": "ERP", "workload": "Web", "depends_on": "Database; Directory"},
    {"application": "ERP", "workload": "Database"},
    {"application": "Directory"},
]


def test_names_mean_workloads_applications_and_ids() -> None:
    found = portfolio(
        *ERP,
        {"application": "Shop", "depends_on": "ERP; erp /  database; directory"},
        {"application": "Desk", "depends_on": "erp--web"},
    )

    assert found.edges == (
        ("erp--web", "erp--database"),
        ("erp--web", "directory"),
        ("shop", "erp--web"),
        ("shop", "erp--database"),
        ("shop", "directory"),
        ("desk", "erp--web"),
    )


def test_an_unknown_name_is_reported_with_the_one_that_is_close() -> None:
    found = reading(*ERP, {"application": "Shop", "depends_on": "Directry; Moon base"})

    assert codes(found) == [
        ("Applications!C5", Code.DEPENDENCY_UNKNOWN),
        ("Applications!C5", Code.DEPENDENCY_UNKNOWN),
    ]
    remedies = [item.remedy for item in found.findings if item.code == Code.DEPENDENCY_UNKNOWN]
    assert "'Directory'" in remedies[0]
    assert "Add a row" in remedies[1]


def test_nothing_depends_on_itself() -> None:
    found = reading({"application": "Shop", "depends_on": "shop"})

    assert codes(found) == [("Applications!B2", Code.DEPENDENCY_ON_ITSELF)]
    assert found.portfolio is not None
    assert found.portfolio.edges == ()


def test_what_an_application_depends_on_holds_for_its_workloads_but_not_for_the_one_named() -> None:
    found = reading(
        {"application": "ERP", "depends_on": "Directory; ERP / Database"},
        {"application": "ERP", "workload": "Web"},
        {"application": "ERP", "workload": "Database"},
        {"application": "Directory"},
    )

    assert codes(found) == []
    assert found.portfolio is not None
    assert set(found.portfolio.edges) == {
        ("erp--web", "directory"),
        ("erp--database", "directory"),
        ("erp--web", "erp--database"),
    }


def test_a_circle_is_reported_once_and_kept() -> None:
    found = reading(
        {"application": "A", "depends_on": "B"},
        {"application": "B", "depends_on": "C"},
        {"application": "C", "depends_on": "A"},
        {"application": "D", "depends_on": "A"},
    )

    assert codes(found) == [("Applications!B2, B3 and B4", Code.DEPENDENCY_CIRCLE)]
    assert finding(found, Code.DEPENDENCY_CIRCLE).problem.startswith("A, B and C wait")
    assert found.portfolio is not None
    assert len(found.portfolio.edges) == 4

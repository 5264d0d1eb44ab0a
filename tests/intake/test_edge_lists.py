"""Lists of pairs add dependencies to what is listed, and list nothing themselves."""

from bcdr.intake import Code
from tests.intake.file_sets import APPS, VINFO, by_title, problem, said, sheets, text, together

HEAD = ["Source application", "Destination application", "Port"]
LIST = ("apps.xlsx", sheets(Apps=APPS))


def test_pairs_become_dependencies_of_the_applications_they_name() -> None:
    rows = [HEAD, ["HR", "directory", 389], ["HR", "Directory", 636], ["Shop", "Directory", 389]]

    found = together(LIST, ("flows.csv", text(rows)))

    assert found.portfolio is not None
    assert found.portfolio.edges == (("shop", "directory"), ("hr", "directory"))
    assert by_title(found)["HR"].depends_on == ("Directory",)
    assert said(found) == []


def test_unknown_ends_are_reported_together_and_create_nothing() -> None:
    rows = [HEAD, ["Moon", "Shop", 1], ["Mars", "Shop", 1], ["HR", "Venus", 2]]

    found = together(LIST, ("flows.csv", text(rows)))

    assert said(found) == [
        ("[flows.csv]flows!A2 and A3", Code.DEPENDENCY_UNKNOWN),
        ("[flows.csv]flows!B4", Code.DEPENDENCY_UNKNOWN),
    ]
    assert set(by_title(found)) == {"Shop", "HR", "Ledger", "Directory"}


def test_pairs_of_vms_are_dependencies_of_their_workloads_and_pairs_within_one_say_nothing() -> (
    None
):
    rows = [
        ["Source server name", "Destination server name", "Destination port"],
        ["shop-web-01", "shop-db-01.corp.example", 1433],
        ["shop-web-01", "hr-app-01", 443],
    ]

    found = together(
        LIST, ("rv.xlsx", sheets(vInfo=VINFO)), ("net.csv", text(rows)), grouping="folder"
    )

    assert found.portfolio is not None
    assert found.portfolio.edges == (("shop", "hr"),)


def test_pairs_add_to_what_a_row_itself_depends_on() -> None:
    apps = [["Application", "RTO", "Depends on"], ["Shop", "4 h", "Ledger"], ["Ledger", "2 h", ""],
            ["Directory", "1 h", ""]]  # fmt: skip

    found = together(
        ("apps.xlsx", sheets(Apps=apps)), ("f.csv", text([HEAD, ["Shop", "Directory", 389]]))
    )

    assert by_title(found)["Shop"].depends_on == ("Ledger", "Directory")


def test_a_circle_of_pairs_is_found_as_any_other() -> None:
    rows = [HEAD, ["Shop", "Ledger", 1], ["Ledger", "Shop", 1]]

    found = together(LIST, ("flows.csv", text(rows)))

    assert "wait for one another" in problem(found, Code.DEPENDENCY_CIRCLE)

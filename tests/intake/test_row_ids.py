"""Ids of rows."""

from hypothesis import given
from hypothesis import strategies as st

from bcdr.intake.row_ids import proposed_id, slug, unique_id
from bcdr.model.columns import APPLICATIONS, DECISIONS, HUBS


def test_a_slug_keeps_letters_of_any_script() -> None:
    assert slug(" Order desk (EU) ") == "order-desk-eu"
    assert slug("受注 システム") == "受注-システム"
    assert slug("***") == ""


def test_a_row_is_named_by_its_own_id_then_by_its_names() -> None:
    names = {"application": "Shop", "workload": "Web"}

    assert proposed_id({"id": 7.0, **names}, APPLICATIONS, 4) == ("7", True)
    assert proposed_id(names, APPLICATIONS, 4) == ("shop--web", False)
    assert proposed_id({"owner": "Ana"}, APPLICATIONS, 4) == ("row-4", False)
    assert proposed_id({"hub": "North"}, HUBS, 4) == ("north", False)


def test_the_id_that_a_row_speaks_of_is_not_its_own() -> None:
    # Two decisions on one workload are no fault.
    assert proposed_id({"id": "A1"}, DECISIONS, 4) == ("a1", False)


@given(st.lists(st.sampled_from(["a", "a-2", "b"]), max_size=12))
def test_ids_never_stand_twice(wanted: list[str]) -> None:
    taken: dict[str, None] = {}
    for name in wanted:
        taken[unique_id(name, taken)] = None

    assert len(taken) == len(wanted)

"""The scope: what can be chosen, and which workloads a choice leaves."""

from bcdr.model.portfolio import Workload
from bcdr.ui.scope import NOT_GIVEN, choices, chosen_ids, scoped_workloads

WORKLOADS = scoped_workloads(
    (
        Workload(id="a", application="A", owner="Ana", criticality="t3", tags=("core", "web")),
        Workload(id="b", application="B", owner="bo", environment="test"),
        Workload(id="c", application="C", tags=("web",)),
    ),
    {"t3": "Important"},
)


def test_choices_are_the_words_that_occur_with_what_is_not_given_last() -> None:
    assert choices(WORKLOADS, "owner") == ("Ana", "bo", NOT_GIVEN)
    assert choices(WORKLOADS, "tag") == ("core", "web", NOT_GIVEN)
    assert choices(WORKLOADS, "criticality") == ("Important", NOT_GIVEN)


def test_nothing_chosen_holds_for_all() -> None:
    assert chosen_ids(WORKLOADS, {"owner": (), "tag": ()}) == {"a", "b", "c"}


def test_words_of_a_field_add_up_and_fields_narrow_each_other() -> None:
    assert chosen_ids(WORKLOADS, {"owner": ("Ana", "bo")}) == {"a", "b"}
    assert chosen_ids(WORKLOADS, {"owner": ("Ana", NOT_GIVEN), "tag": ("web",)}) == {"a", "c"}
    assert chosen_ids(WORKLOADS, {"owner": ("bo",), "tag": ("web",)}) == set()

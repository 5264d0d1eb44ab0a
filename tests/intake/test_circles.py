"""Circles of dependencies."""

from hypothesis import given
from hypothesis import strategies as st

from bcdr.intake.circles import circles_of

NAMES = st.sampled_from("abcdefg")


def test_two_circles_are_told_apart() -> None:
    edges = [("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "c"), ("e", "a")]

    assert circles_of(edges) == (("a", "b"), ("c", "d"))


def test_a_long_chain_has_no_circle_and_exhausts_nothing() -> None:
    assert circles_of([(str(n), str(n + 1)) for n in range(50_000)]) == ()


@given(st.lists(st.tuples(NAMES, NAMES), max_size=20))
def test_a_circle_is_every_group_whose_members_reach_one_another(
    edges: list[tuple[str, str]],
) -> None:
    names = {name for edge in edges for name in edge}
    reach = {name: {other for one, other in edges if one == name} for name in names}
    for _ in names:
        for name in names:
            reach[name] |= {far for near in reach[name] for far in reach[near]}
    expected = {frozenset(o for o in names if o in reach[n] and n in reach[o]) | {n} for n in names}

    assert {frozenset(circle) for circle in circles_of(edges)} == {
        group for group in expected if len(group) > 1
    }

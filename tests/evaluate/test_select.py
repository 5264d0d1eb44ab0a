"""Blending bits gives what `numpy.where` gives, for every type, shape and odd number."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from bcdr.evaluate.select import mask_of, put, select

SIDES = some.one_of(
    arrays(np.float64, (3, 1, 5)), arrays(np.float64, (5,)), arrays(np.float64, (3, 4, 1))
)


@given(arrays(np.bool_, (3, 4, 5)), SIDES, SIDES)
def test_it_selects_as_numpy_does(
    where: NDArray[np.bool_], first: NDArray[np.float64], other: NDArray[np.float64]
) -> None:
    np.testing.assert_array_equal(select(where, first, other), np.where(where, first, other))


@pytest.mark.parametrize("kind", [np.int8, np.int64, np.float32, np.float64, np.bool_])
def test_every_type_stays_what_it_is(kind: type[np.generic]) -> None:
    where = np.array([[True], [False]])
    first, other = np.array([1, 0, 1], dtype=kind), np.array([0, 1, 1], dtype=kind)
    chosen = select(where, first, other)
    assert chosen.dtype == kind
    np.testing.assert_array_equal(chosen, np.where(where, first, other))


def test_plain_numbers_may_be_either_side() -> None:
    where = np.array([True, False])
    np.testing.assert_array_equal(select(where, np.nan, 1.0), [np.nan, 1.0])
    np.testing.assert_array_equal(select(where, np.inf, np.array([2.0, 3.0])), [np.inf, 3.0])


@given(arrays(np.bool_, (4, 5)), arrays(np.float64, (4, 5)), arrays(np.float64, (1, 5)))
def test_numbers_are_put_where_it_is_said(
    where: NDArray[np.bool_], into: NDArray[np.float64], value: NDArray[np.float64]
) -> None:
    expected = np.where(where, value, into)
    put(into, value, mask_of(where, into.dtype))
    np.testing.assert_array_equal(into, expected)

"""The five axes every array of the evaluation has, in this order; any of them may have length 1.

scenario, place (of recovery), level (of copy), protection, workload. The workload comes last, so
that the numbers of all workloads lie side by side in memory and every formula streams over them.
"""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Final, TypeAlias, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Codes: TypeAlias = NDArray[np.int64]

SCENARIO: Final = 0
PLACE: Final = 1
LEVEL: Final = 2
PROTECTION: Final = 3
WORKLOAD: Final = 4
COUNT: Final = 5

Arrays = TypeVar("Arrays")
"""A record all of whose fields are arrays on the five axes."""


def along(values: NDArray[Any] | list[Any], *axes: int) -> NDArray[Any]:
    """Return the array with its dimensions put on the named axes and length 1 on the others.

    Raises:
        ValueError: there are not as many axes as the array has dimensions.
    """
    array = np.asarray(values)
    if array.ndim != len(axes):
        raise ValueError(f"{array.ndim} dimensions cannot lie along {len(axes)} axes")
    shape = [1] * COUNT
    for axis, length in zip(axes, array.shape, strict=True):
        shape[axis] = length
    order = sorted(range(len(axes)), key=lambda position: axes[position])
    return np.ascontiguousarray(np.transpose(array, order)).reshape(shape)


def at(
    array: NDArray[Any], *, workload: int, protection: int, level: int, place: int, scenario: int
) -> Any:
    """Return one cell; on an axis of length 1 that one cell holds for every index."""
    wanted = (scenario, place, level, protection, workload)
    return array[tuple(min(i, n - 1) for i, n in zip(wanted, array.shape, strict=True))]


def by_workload(array: NDArray[Any]) -> NDArray[Any]:
    """Return the numbers along the workload axis alone, the first of every other axis."""
    return np.asarray(array[0, 0, 0, 0])


def by_protection(array: NDArray[Any]) -> NDArray[Any]:
    """Return a view workload x protection, the first of every other axis."""
    return array[0, 0, 0].T


def by_scenario(array: NDArray[Any]) -> NDArray[Any]:
    """Return a view workload x scenario, the first of every other axis."""
    return array[:, 0, 0, 0].T


def by_level(array: NDArray[Any]) -> NDArray[Any]:
    """Return a view workload x protection x level, the first scenario and place."""
    return array[0, 0].transpose(2, 1, 0)


def joined(parts: Sequence[Arrays], rows: Sequence[Codes]) -> Arrays:
    """Return one record of arrays, the workloads of each part put at its rows.

    What all workloads of a part share (length 1) is repeated for each of them.
    """
    count = sum(len(some) for some in rows)
    arrays = {}
    for item in fields(cast(Any, parts[0])):
        pieces = [getattr(part, item.name) for part in parts]
        other = np.broadcast_shapes(*(piece.shape[:WORKLOAD] for piece in pieces))
        whole = np.empty((*other, count), dtype=pieces[0].dtype)
        for piece, some in zip(pieces, rows, strict=True):
            whole[..., some] = piece
        arrays[item.name] = whole
    return type(parts[0])(**arrays)

"""The five axes every array of the evaluation has, in this order; any of them may have length 1.

workload, protection, level (of copy), place (of recovery), scenario.
"""

from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Codes: TypeAlias = NDArray[np.int64]

WORKLOAD: Final = 0
PROTECTION: Final = 1
LEVEL: Final = 2
PLACE: Final = 3
SCENARIO: Final = 4
COUNT: Final = 5


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
    return np.transpose(array, order).reshape(shape)


def at(
    array: NDArray[Any], workload: int, protection: int, level: int, place: int, scenario: int
) -> Any:
    """Return one cell; on an axis of length 1 that one cell holds for every index."""
    wanted = (workload, protection, level, place, scenario)
    return array[tuple(min(i, n - 1) for i, n in zip(wanted, array.shape, strict=True))]

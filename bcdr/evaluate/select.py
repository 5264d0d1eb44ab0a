"""Chooses between numbers without branches: the result of `numpy.where`, several times as fast.

`numpy.where` and masked copies look at one element after the other, and a processor that guesses
wrongly which comes next waits. Here the bits of both sides are blended, many elements at a time.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.axes import Flags

Bits = NDArray[np.signedinteger[Any]]

_BITS: Final = {1: np.int8, 4: np.int32, 8: np.int64}


def select(where: Flags, first: Any, other: Any) -> NDArray[Any]:
    """Return `first` where it is said and `other` elsewhere, broadcast together.

    The type is the common one of both sides, of one, four or eight bytes.
    """
    kind = np.result_type(first, other)
    ones, others = (np.asarray(side, dtype=kind).view(_BITS[kind.itemsize])
                    for side in (first, other))  # fmt: skip
    blended = np.asarray(mask_of(where, kind) & (ones ^ others))
    whole = blended.shape == np.broadcast_shapes(blended.shape, others.shape)
    mixed = np.bitwise_xor(blended, others, out=blended if whole else None)
    return np.asarray(mixed).view(kind)


def mask_of(where: Flags, kind: "np.dtype[Any] | type[np.generic]") -> Bits:
    """Return all bits set where it is said and none elsewhere, as wide as a number of the type."""
    bits = np.negative(np.asarray(where).view(np.int8))
    wanted = _BITS[np.dtype(kind).itemsize]
    return bits if wanted is np.int8 else bits.astype(wanted)


def put(into: NDArray[Any], value: NDArray[Any], mask: Bits) -> None:
    """Replace numbers by `value` (of the same type, broadcast) where the mask's bits are set."""
    mine = into.view(mask.dtype)
    changed = mine ^ value.view(mask.dtype)
    changed &= mask
    mine ^= changed

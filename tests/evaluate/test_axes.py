"""Arrays are put on named axes, and a length of one holds for every index."""

import numpy as np
import pytest

from bcdr.evaluate.axes import PLACE, SCENARIO, WORKLOAD, along, at


def test_an_array_lies_on_the_axes_named() -> None:
    table = np.arange(6).reshape(2, 3)
    assert along(table, WORKLOAD, SCENARIO).shape == (3, 1, 1, 1, 2)
    assert along(table, SCENARIO, PLACE).shape == (2, 3, 1, 1, 1)
    assert along(table, SCENARIO, PLACE)[1, 2, 0, 0, 0] == table[1, 2]


def test_dimensions_and_axes_have_to_agree() -> None:
    with pytest.raises(ValueError, match="2 dimensions cannot lie along 1 axes"):
        along(np.zeros((2, 2)), WORKLOAD)


def test_one_cell_holds_for_every_index() -> None:
    row = along(np.array([5.0, 7.0]), SCENARIO)
    assert at(row, workload=9, protection=3, level=1, place=2, scenario=1) == 7.0

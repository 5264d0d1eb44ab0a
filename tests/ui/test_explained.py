"""The steps of a computation: units stand beside the numbers."""

import pytest

from bcdr.model.results import Step
from bcdr.ui.components.explained import _unit, _with_unit


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("stream rate mb per s", "60", ("stream rate", "60 MB/s")),
        ("link mbit per s", "10,000", ("link", "10,000 Mbit/s")),
        ("wait hours", "0", ("wait", "0 h")),
        ("vm count", "4", ("VM count", "4")),
        ("parallel vms", "6", ("parallel VMs", "6")),
        ("wait hours", "not known", ("wait hours", "not known")),
    ],
)
def test_the_unit_of_an_input_stands_beside_its_number(
    name: str, value: str, expected: tuple[str, str]
) -> None:
    assert _with_unit(name, value) == expected


@pytest.mark.parametrize(("value", "unit"), [("1", "batch"), ("2", "batches"), ("1.5", "batches")])
def test_one_batch_is_no_batches(value: str, unit: str) -> None:
    step = Step(
        quantity="vm_batches",
        title="Batches of VMs",
        formula="",
        source="",
        unit="batches",
        value=value,
        inputs=(),
        depth=0,
    )
    assert _unit(step) == unit

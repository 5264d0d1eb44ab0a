"""Warnings that exist only together with others, in words and numbers."""

from typing import Any

import pytest

from bcdr.model.results import Reason
from tests.factories import current, portfolio, second_hub, study, target, workload


def said(code: str, name: str = "One", **rates: Any) -> Reason:
    """Return a warning about one of two workloads that send 2.5 and 7.5 MB/s to one target."""
    sizes = {"One": 21_600.0, "Two": 64_800.0}
    done = study(
        portfolio(
            *(workload(each, data_gb=size, current=(current(),)) for each, size in sizes.items()),
            targets=(target(**{"capacity_tb": 900.0} | rates), second_hub()),
        )
    )
    return next(item for item in done.workload(name).today.reasons if item.code == code)


@pytest.mark.parametrize(
    ("rates", "message", "remedy"),
    [
        pytest.param(
            {"link_mbit_per_s": 100.0},
            "All copies to Vault together need 80 Mbit/s; the link of 100 Mbit/s carries 70 "
            "Mbit/s.",
            "Provide a link of at least 114 Mbit/s, or send part of it to another target.",
            id="link",
        ),
        pytest.param(
            {"write_mb_per_s": 8.0},
            "All copies to Vault together need 80 Mbit/s; Vault, which writes 8 MB/s, carries 64 "
            "Mbit/s.",
            "Provide a target that writes at least 10 MB/s, or send part of it to another target.",
            id="write rate",
        ),
        pytest.param(
            {"link_mbit_per_s": 100.0, "write_mb_per_s": 8.0},
            "All copies to Vault together need 80 Mbit/s; the link of 100 Mbit/s and Vault, which "
            "writes 8 MB/s, carry at most 64 Mbit/s.",
            "Provide a link of at least 114 Mbit/s and a target that writes at least 10 MB/s, or "
            "send part of it to another target.",
            id="both",
        ),
    ],
)
def test_overbooked_way_says_what_is_short_and_what_would_do(
    rates: dict[str, float], message: str, remedy: str
) -> None:
    for name in ("One", "Two"):
        reason = said("link-overbooked", name, **rates)
        assert (reason.message, reason.remedy) == (message, remedy)


def test_link_that_the_remedy_names_is_enough() -> None:
    with pytest.raises(StopIteration):
        said("link-overbooked", link_mbit_per_s=115.0)


def test_target_that_all_copies_together_overfill_is_named_with_numbers() -> None:
    reason = said("over-capacity", capacity_tb=60.0)
    assert reason.message.startswith("All copies at Vault together take ")
    assert reason.message.endswith(" TB, it holds 60 TB.")
    assert reason.remedy.startswith("Enlarge Vault by at least ")


def test_slower_dependency_is_named_with_both_times() -> None:
    done = study(
        portfolio(
            workload("Web", current=(current(),)),
            workload("Store", data_gb=9000.0, current=(current(),)),
            edges=(("Web", "Store"),),
        )
    )
    reason = next(
        item for item in done.workload("Web").today.reasons if item.code == "dependency-slower"
    )
    assert reason.message.startswith("Store, which it depends on, takes ")
    assert reason.remedy == "Protect Store at least as well."

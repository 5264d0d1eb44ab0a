"""Words of reasons made once are the words that each rule gives for each workload."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from bcdr.evaluate.describe import first_reasons_of
from bcdr.evaluate.reason_texts import found_reasons
from bcdr.evaluate.rules import RULES
from bcdr.evaluate.strategies import Details
from bcdr.intake import read_workbook
from bcdr.model.portfolio import Portfolio
from bcdr.resources import data_folder
from tests.factories import AS_OF, azure, judged, portfolio, second_hub, target, workload

Said = tuple[int, int, str, str, str, str]


def by_route(given: Portfolio, details: Details) -> list[list[int]]:
    """The columns of each option on each target."""
    routes: dict[object, list[int]] = {}
    for column, item in enumerate(judged(given).strategies.protections):
        routes.setdefault((item.option, item.target), []).append(column)
    return list(routes.values())


def one_by_one(given: Portfolio, details: Details, routes: Sequence[Sequence[int]]) -> list[Said]:
    """What the rules themselves say, asked for every workload and route."""
    protections = judged(given).strategies.protections
    return [
        (row, route, reason.code, reason.message, reason.remedy, reason.source)
        for row in range(details.inputs.count)
        for route, columns in enumerate(routes)
        for reason in first_reasons_of(details.case, details.rule_bits, row, columns, protections)
    ]


def at_once(details: Details, routes: Sequence[Sequence[int]]) -> list[Said]:
    found = found_reasons(details.case, details.rule_bits, routes)
    return [
        (row, route, RULES[rule].code, *found.texts[words])
        for row, route, rule, words in zip(
            found.row.tolist(), found.route.tolist(), found.rule.tolist(), found.words.tolist(),
            strict=True,
        )
    ]  # fmt: skip


def of(given: Portfolio) -> Details:
    return judged(given).singles(np.arange(len(given.workloads)))


@pytest.fixture(scope="module")
def sample() -> Portfolio:
    reading = read_workbook(data_folder() / "sample-portfolio.xlsx", as_of=AS_OF)
    assert reading.portfolio is not None
    return reading.portfolio


def test_every_text_of_the_sample_is_that_of_its_rule(sample: Portfolio) -> None:
    details = of(sample)
    routes = by_route(sample, details)
    said = at_once(details, routes)
    assert said == one_by_one(sample, details, routes)
    assert len({item[3:] for item in said}) * 5 < len(said) > 10_000


@pytest.mark.parametrize(
    "changed",
    [
        {"data_gb": 900.0},
        {"rpo_hours": 0.5},
        {"os": "OpenVMS 9"},
        {"hub": "South"},
        {"hub": None},
        {"stateful": None, "vm_count": None},
        {"allowed_jurisdictions": ("DE",)},
        {"max_round_trip_ms": 4.0},
        {"largest_disk_gb": 9000.0},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_two_workloads_differ_in_is_said_of_each(changed: dict[str, Any]) -> None:
    given = portfolio(
        workload("One"), workload("Other", **changed), workload("Third"),
        targets=(target(write_mb_per_s=None), second_hub(round_trip_ms=9.0), azure()),
    )  # fmt: skip
    details = of(given)
    routes = by_route(given, details)
    assert at_once(details, routes) == one_by_one(given, details, routes)


def test_a_reason_of_several_policies_is_worded_for_the_first_that_has_it() -> None:
    given = portfolio(workload(rpo_hours=2.0))
    details = of(given)
    columns = [
        column
        for column, item in enumerate(judged(given).strategies.protections)
        if item.option == "in-guest-backup" and item.target == "Vault"
    ]
    found = [item for item in at_once(details, [columns]) if item[2] == "rpo-below-interval"]
    assert [item[3] for item in found] == ["Copies are made every 24 h, the RPO is 2 h."]


def test_where_no_rule_holds_nothing_is_said() -> None:
    details = of(portfolio())
    found = found_reasons(details.case, np.zeros_like(details.rule_bits), [[0], [1, 2]])
    assert (len(found.row), found.texts) == (0, ())


def test_workloads_that_differ_in_nothing_but_their_name_share_their_words() -> None:
    given = portfolio(*(workload(f"App {number}") for number in range(5)))
    details = of(given)
    found = found_reasons(details.case, details.rule_bits, by_route(given, details))
    each = [found.words[found.row == row].tolist() for row in range(5)]
    assert each[0]
    assert all(words == each[0] for words in each)
    alone = of(replace(given, workloads=given.workloads[:1]))
    assert len(found.texts) == len({item[3:] for item in at_once(alone, by_route(given, alone))})

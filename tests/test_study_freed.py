"""A study is large: it goes as soon as nobody holds it, and waits for no search for circles."""

import gc
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bcdr.report.content import build_content
from bcdr.study import Study
from bcdr.study_decided import with_decisions
from tests.factories import portfolio, study, workload

ASKED: dict[str, Callable[[Study], Any]] = {
    "nothing": lambda _done: None,
    "tables": lambda done: (
        done.coverage_table(),
        done.plan_table(),
        done.gaps_table(),
        done.reasons_table(),
        done.ranked_table(),
        done.copies_table(),
        done.cost_table(),
        done.regulation_table(),
        done.missing_inputs_table(),
    ),
    "one workload": lambda done: done.workload(done.portfolio.workloads[0].id, detail="all"),
    "what was decided": with_decisions,
    "a report": build_content,
}


@pytest.fixture(autouse=True)
def without_searches() -> Iterator[None]:
    """Nothing looks for circles meanwhile."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("asked", ASKED)
def test_a_study_goes_with_whoever_held_it(asked: str) -> None:
    done = study(portfolio(*(workload(f"Shop {number}") for number in range(3))))
    ASKED[asked](done)
    held = [weakref.ref(part) for part in (done, done.evaluation, done.planned.state)]
    del done
    assert [part() for part in held] == [None, None, None]


def test_what_was_judged_goes_too() -> None:
    done = study(workload()).evaluation
    _, judged = done.look(done.most_critical_first)
    held = weakref.ref(judged.score)
    del judged
    assert held() is None

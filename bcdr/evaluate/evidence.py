"""Evidence: which recovery times a test or drill proves, of which workload in which scenario."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from bcdr.evaluate.axes import PROTECTION, WORKLOAD, Codes, Flags, Numbers, by_protection
from bcdr.evaluate.basis import Basis
from bcdr.evaluate.protections import MODES, ProtectionArrays
from bcdr.model.portfolio import Drill, Portfolio
from bcdr.model.vocabulary import Evidence, Mode

PASSED: Final = "passed"
FAILED: Final = "failed"
ABORTED: Final = "aborted"
LEVELS: Final = (Evidence.CLAIMED, Evidence.MODELLED, Evidence.PROVEN)
"""Evidence by code; a larger code is better evidence."""
CLAIMED: Final = LEVELS.index(Evidence.CLAIMED)
MODELLED: Final = LEVELS.index(Evidence.MODELLED)
PROVEN: Final = LEVELS.index(Evidence.PROVEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proofs:
    """The measured recovery time of each workload and scenario (n x f), NaN where there is none.

    `is_general` marks those whose test names no scenario. `tests` holds all tests of a workload
    by its id, the newest first; one that its row gives stands there as passed.
    """

    hours: Numbers
    is_general: Flags
    tests: Mapping[str, tuple[Drill, ...]]

    def take(self, rows: Codes) -> "Proofs":
        """Return the proofs of these workloads."""
        return Proofs(hours=self.hours[rows], is_general=self.is_general[rows], tests=self.tests)

    def only(self, kept: Flags) -> "Proofs":
        """Return the proofs without those of workloads that are not kept."""
        hours = np.where(kept.reshape(-1, 1), self.hours, np.nan)
        return Proofs(hours=hours, is_general=self.is_general, tests=self.tests)


def make_proofs(basis: Basis, rows: Sequence[int] | None = None) -> Proofs:
    """Return what tests and drills prove at the date of the study, of all workloads or of some.

    The most recent passed test with a time counts, up to the age that is assumed; of one day, one
    that names the scenario comes first. A failure in the same scenario on that day or later takes
    the proof away. An aborted test proves nothing and refutes nothing.
    """
    workloads, scenarios = basis.portfolio.workloads, basis.catalogue.scenarios
    if rows is not None:
        workloads = tuple(workloads[row] for row in rows)
    tests = tests_of(basis.portfolio)
    hours = np.full((len(workloads), len(scenarios)), np.nan)
    is_general = np.zeros(hours.shape, dtype=bool)
    every = slice(None)
    for row, workload in enumerate(workloads):
        found = tests.get(workload.id)
        if not found:
            continue
        named = {test.scenario for test in found} - {""}
        columns = [(column, item.id) for column, item in enumerate(scenarios)]
        for column, name in columns if named else [(every, "")]:
            proof = proof_of(basis, found, name)
            if proof is not None and proof.recovery_hours is not None:
                hours[row, column] = proof.recovery_hours
                is_general[row, column] = not proof.scenario
    return Proofs(hours=hours, is_general=is_general, tests=tests)


def tests_of(portfolio: Portfolio) -> Mapping[str, tuple[Drill, ...]]:
    """Return all tests of each workload that has any, the newest first, undated ones last.

    What the row of a workload notes is one more, which passed, unless a drill has the same date.
    """
    found: dict[str, list[Drill]] = {}
    for drill in portfolio.drills:
        found.setdefault(drill.workload_id, []).append(drill)
    for item in portfolio.workloads:
        drills = found.setdefault(item.id, [])
        is_noted = item.last_test_date is not None or item.measured_recovery_hours is not None
        # A drill of that day says the same, and more.
        if is_noted and all(drill.date != item.last_test_date for drill in drills):
            drills.append(
                Drill(
                    workload_id=item.id,
                    date=item.last_test_date,
                    scenario="",
                    recovery_hours=item.measured_recovery_hours,
                    result=PASSED,
                )
            )

    def newest(test: Drill) -> tuple[datetime.date, bool]:
        return test.date or datetime.date.min, bool(test.scenario)

    return {
        id_: tuple(sorted(tests, key=newest, reverse=True)) for id_, tests in found.items() if tests
    }


def proof_of(basis: Basis, tests: Sequence[Drill], scenario: str) -> Drill | None:
    """Return the test that proves a recovery time in a scenario, None if none does."""
    about = [test for test in tests if test.scenario in ("", scenario)]
    passed = next(
        (test for test in about if counts(basis, test) and test.recovery_hours is not None), None
    )
    if passed is None or passed.date is None:
        return None
    is_refuted = any(
        test.result == FAILED and test.date is not None
        and passed.date <= test.date <= basis.settings.as_of
        for test in about
    )  # fmt: skip
    return None if is_refuted else passed


def counts(basis: Basis, test: Drill) -> bool:
    """Return whether a test passed, and recently enough to count as proof."""
    if test.result != PASSED or test.date is None:
        return False
    age = (basis.settings.as_of - test.date).days
    return 0 <= age <= basis.catalogue.value("proven-test-age-days")


def disappointments(basis: Basis, tests: Sequence[Drill]) -> Iterator[Drill]:
    """Yield the tests that failed or were aborted and have not been passed since.

    One that names no scenario is made good by any that passed after it; one that does, by one in
    that scenario or in none that is named.
    """
    for position, test in enumerate(tests):
        is_bad = test.result in (FAILED, ABORTED)
        if not is_bad or (test.date is not None and test.date > basis.settings.as_of):
            continue
        later = (
            other for other in tests[:position]
            if other.result == PASSED and other.date is not None
            and (test.date is None or test.date < other.date <= basis.settings.as_of)
        )  # fmt: skip
        if not any(not test.scenario or other.scenario in ("", test.scenario) for other in later):
            yield test


def is_same(arrays: ProtectionArrays, today: ProtectionArrays) -> Flags:
    """Return per workload whether its protections are those it has today, in whatever order."""
    width = max(arrays.option.shape[PROTECTION], today.option.shape[PROTECTION])
    count = max(arrays.option.shape[WORKLOAD], today.option.shape[WORKLOAD])
    one, other = _sorted(arrays, width, count), _sorted(today, width, count)
    same = np.isclose(one, other, equal_nan=True)
    return np.asarray(same.all(axis=(0, 1)))


def _sorted(arrays: ProtectionArrays, width: int, count: int) -> Numbers:
    """Return what describes protections, field x protection x workload, in a fixed order."""
    mode = np.where((arrays.mode < 0) & (arrays.option >= 0), MODES.index(Mode.INTERVAL),
                    arrays.mode)  # fmt: skip
    filled = arrays.option >= 0
    # An empty slot says nothing, whatever stands in it.
    fields = [
        by_protection(np.where(filled, values, -1.0)).T
        for values in (
            arrays.option, arrays.target, mode, arrays.interval_hours, arrays.retention_hours,
        )
    ]  # fmt: skip
    table = np.full((len(fields), width, count), -1.0)
    for position, values in enumerate(fields):
        table[position, : len(values)] = values
    order = np.lexsort(tuple(reversed(table)), axis=0)
    return np.asarray(np.take_along_axis(table, order[None], axis=1))

"""Blockers of place: where copies may not rest, and where the workload may not run."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.axes import Flags
from bcdr.evaluate.case import Case, remembered
from bcdr.evaluate.cell import Cell, enumerated, told_apart
from bcdr.evaluate.inputs import BLANK, NO, YES
from bcdr.evaluate.policy import breaks_any, broken_sentence, broken_sources
from bcdr.evaluate.rules import rule
from bcdr.model.vocabulary import Severity

SYNCHRONOUS_LIMIT: Final = "synchronous-round-trip-ms"


@remembered
def residency_state(case: Case) -> NDArray[np.int8]:
    """Return whether every place of a copy is allowed: yes 1, no 0, unknown -1."""
    allowed = case.jurisdiction_state.astype(np.int8)
    onward = case.world.copies_to
    if (onward < 0).all():
        return case.by_target(allowed)
    # Of two places the forbidden one counts, then the one that is not known.
    second = np.where(onward >= 0, allowed[:, np.maximum(onward, 0)], YES)
    both = np.where(
        (allowed == NO) | (second == NO),
        NO,
        np.where((allowed == BLANK) | (second == BLANK), BLANK, YES),
    )
    # Only backups are sent on; their columns stand behind those of single places.
    table = np.concatenate([allowed, both.astype(np.int8)], axis=1)
    return case.by_target(table, np.where(case.is_backup, case.at + len(onward), case.at))


def _residency_words(cell: Cell) -> tuple[str, str]:
    wanted = list(cell.workload.allowed_jurisdictions)
    allowed = cell.case.jurisdiction_state
    found = []
    if allowed[cell.n, cell.target_code] == NO:
        found.append(f"{cell.target.name} lies in {cell.target.jurisdiction}")
    onward = cell.onward
    if onward and allowed[cell.n, int(cell.case.world.copies_to[cell.target_code])] == NO:
        found.append(
            f"{cell.target.name} copies on to {onward.name}, which lies in {onward.jurisdiction}"
        )
    verb = "is" if len(wanted) == 1 else "are"
    return (
        f"{' and '.join(found)}; allowed {verb} {enumerated(wanted)}.",
        f"Choose a target in {' or '.join(wanted)}, or have Allowed jurisdictions of the workload "
        "checked.",
    )


@rule("residency", Severity.BLOCKER, "T5: Allowed jurisdictions of the workload", _residency_words)
def residency(case: Case) -> Flags:
    """Hold where a copy would rest, or the workload run, outside the allowed jurisdictions."""
    return case.has_target & (residency_state(case) == NO)


def _latency_words(cell: Cell) -> tuple[str, str]:
    trip = float(cell.case.world.round_trip_ms[cell.target_code])
    limit = cell.given("max_round_trip_ms")
    link_limit = cell.case.catalogue.value(SYNCHRONOUS_LIMIT)
    is_too_far, is_waiting = trip > limit, cell.pick(cell.case.is_synchronous) and trip > link_limit
    found, allowed = told_apart(trip, float(np.fmin(limit, link_limit) if is_waiting else limit))
    what = " where every write waits for it" if is_waiting and not limit <= link_limit else ""
    remedies = [
        *(("choose a nearer place",)),
        *(("replicate without waiting for the far side",) if is_waiting and not is_too_far else ()),
        *(("have Max round trip of the workload checked",) if is_too_far else ()),
    ]
    remedy = ", or ".join(remedies)
    return (
        f"Round trip to {cell.target.name} {found} ms, allowed {allowed} ms{what}.",
        f"{remedy[0].upper()}{remedy[1:]}.",
    )


@rule("latency", Severity.BLOCKER,
      "T5: Max round trip of the workload; limit of synchronous links", _latency_words)  # fmt: skip
def latency(case: Case) -> Flags:
    """Hold where a serving place or a synchronous link is too far away; never for backups."""
    trip = case.world.round_trip_ms
    with np.errstate(invalid="ignore"):
        far_to_wait = case.where_target(trip > case.catalogue.value(SYNCHRONOUS_LIMIT))
        too_far = trip[case.at] > case.column("max_round_trip_ms")
    return case.is_continuity & (too_far | (case.is_synchronous & far_to_wait))


def _policy_words(cell: Cell) -> tuple[str, str]:
    return (
        broken_sentence(cell, is_blocking=True),
        "Choose what the rule allows, or have whoever set it on the sheet Rules change it.",
    )


@rule("corporate-policy", Severity.BLOCKER,
      lambda cell: broken_sources(cell, is_blocking=True), _policy_words)  # fmt: skip
def corporate_policy(case: Case) -> Flags:
    """Hold where a blocking rule of the Rules sheet is broken."""
    return breaks_any(case, is_blocking=True)

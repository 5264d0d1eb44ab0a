"""The copy ledger as a table: where every copy is, how old it can be, what it is good for."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.inputs import BLANK, NO, YES
from bcdr.evaluate.ledger import Ledger, make_ledger
from bcdr.evaluate.missing import missing_inputs, missing_sentence
from bcdr.evaluate.protections import MODES, OPTIONS
from bcdr.model.entries import Scenario
from bcdr.model.landscape import Target
from bcdr.model.vocabulary import TargetKind
from bcdr.study_tables_studied import Studied, assignments, picked

ANSWERS: Final = {YES: "yes", NO: "no", BLANK: "unknown"}
NO_RATE: Final = "How fast copies arrive is not known: Link (Mbit/s) of the target is blank."
NO_COPY: Final = "No copy is kept."


def copies_table(study: Studied) -> pd.DataFrame:
    """Return one row per workload, assignment (today, planned), protection and copy.

    `protection` and `copy` count from 1; copy 2 is what the first target copies on. Hours and GB
    are NaN where they are not known, and `null_reason` says why. Besides these there is a column
    per scenario, named by its id: whether the copy can be used then, yes, no or unknown; `missing`
    names the inputs that would tell. The workload itself is no copy.
    """
    parts = [
        _rows(study, assessment).assign(assignment=assignment)
        for assignment, assessment in assignments(study)
    ]
    table = pd.concat(parts).sort_values("row", kind="stable").reset_index(drop=True)
    first = ["workload_id", "application", "workload", "title", "assignment"]
    return table[[*first, *(name for name in table.columns if name not in {"row", *first})]]


def _rows(study: Studied, assessment: Assessment) -> pd.DataFrame:
    ledger = make_ledger(study.evaluation, assessment)
    workloads, scenarios = study.portfolio.workloads, study.catalogue.scenarios
    return pd.DataFrame(
        {
            "row": ledger.row,
            "workload_id": picked([item.id for item in workloads], ledger.row),
            "application": picked([item.application for item in workloads], ledger.row),
            "workload": picked([item.workload for item in workloads], ledger.row),
            "title": picked([item.title for item in workloads], ledger.row),
            "protection": ledger.protection + 1,
            "copy": ledger.level + 1,
            "option": _or_blank([str(item) for item in OPTIONS], ledger.option),
            **_places(study.portfolio.landscape.targets, ledger.target),
            "mode": _or_blank([str(item) for item in MODES], ledger.mode),
            "interval_hours": ledger.interval_hours,
            "retention_days": ledger.retention_hours / 24.0,
            "least_age_hours": ledger.least_age_hours,
            "most_age_hours": ledger.most_age_hours,
            "oldest_age_hours": ledger.oldest_age_hours,
            "kept_copies": ledger.kept_copies,
            "stored_gb": ledger.stored_gb,
            **{scenario.id: _answers(ledger.state[:, f]) for f, scenario in enumerate(scenarios)},
            "missing": _each_once(
                np.where(ledger.state == NO, 0, ledger.missing),
                lambda bits: _missing(bits, scenarios),
            ),
            "null_reason": _null_reasons(ledger),
        }
    )


def _places(targets: Sequence[Target], codes: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    """Return where copies are, in columns; empty where there is none."""
    texts = {
        "target": [item.name for item in targets],
        "site": [
            item.site or ("cloud" if item.kind is TargetKind.AZURE else "") for item in targets
        ],
        "region": [item.region or "" for item in targets],
        "jurisdiction": [item.jurisdiction or "" for item in targets],
        "is_immutable": [_answer(item.is_immutable) for item in targets],
        "is_isolated": [_answer(item.is_isolated) for item in targets],
    }
    to_build = np.array([*(item.is_to_build for item in targets), False])
    return {
        **{name: _or_blank(words, codes) for name, words in texts.items()},
        "is_to_build": to_build[codes],
    }


def _null_reasons(ledger: Ledger) -> NDArray[Any]:
    """Return why an age is not known, in words; empty where all are."""
    ages = (ledger.least_age_hours, ledger.most_age_hours, ledger.oldest_age_hours)
    said = _each_once(ledger.undated[:, None], lambda bits: missing_sentence(bits[0]))
    otherwise = np.where(ledger.target < 0, NO_COPY, NO_RATE).astype(object)
    is_known = np.logical_and.reduce([~np.isnan(age) for age in ages])
    return np.where(is_known, "", np.where(said == "", otherwise, said))


def _missing(bits: Sequence[int], scenarios: Sequence[Scenario]) -> str:
    """Return the inputs to ask for, each with the scenarios that it would decide."""
    asked: dict[str, list[str]] = {}
    for scenario, word in zip(scenarios, bits, strict=True):
        for name in missing_inputs(word):
            asked.setdefault(name, []).append(scenario.title)
    return "; ".join(
        f"{name} ({', '.join(titles) if len(titles) < len(scenarios) else 'every scenario'})"
        for name, titles in asked.items()
    )


def _each_once(rows: NDArray[np.int64], words: Callable[[Sequence[int]], str]) -> NDArray[Any]:
    """Return the words of every row of numbers, made once for rows that are the same."""
    different, which = np.unique(rows, axis=0, return_inverse=True)
    return picked([words(row) for row in different.tolist()], which.reshape(-1))


def _answers(codes: NDArray[np.int64]) -> NDArray[Any]:
    # The code of unknown is -1, the last of the words.
    return picked([ANSWERS[NO], ANSWERS[YES], ANSWERS[BLANK]], codes)


def _answer(said: bool | None) -> str:
    return ANSWERS[BLANK if said is None else int(said)]


def _or_blank(words: Sequence[str], codes: NDArray[np.int64]) -> NDArray[Any]:
    """Return words by code, empty for the codes below 0."""
    return picked([*words, ""], np.maximum(codes, -1))

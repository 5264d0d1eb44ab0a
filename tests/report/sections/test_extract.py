"""Tables of a study as plain records."""

import pandas as pd
import pytest

from bcdr.model.vocabulary import Coverage
from bcdr.report.sections.extract import records, words_for_missing


def test_what_is_not_there_is_none() -> None:
    frame = pd.DataFrame({"hours": [1.5, float("nan")], "owner": ["Ana", ""], "met": [True, False]})
    assert records(frame) == (
        {"hours": 1.5, "owner": "Ana", "met": True},
        {"hours": None, "owner": None, "met": False},
    )


def test_an_objective_that_is_infinite_is_not_applicable() -> None:
    assert records(pd.DataFrame({"rto_hours": [float("inf")]})) == (
        {"rto_hours": "not applicable"},
    )


def test_no_other_number_may_be_infinite() -> None:
    with pytest.raises(TypeError, match="loss_hours of a study is inf"):
        records(pd.DataFrame({"loss_hours": [float("inf")]}))


def test_a_missing_number_says_what_it_is_missing_for() -> None:
    assert words_for_missing(Coverage.UNRECOVERABLE) == "unrecoverable"
    assert words_for_missing(Coverage.UNKNOWN) == "unknown"
    assert words_for_missing(Coverage.ACCEPTED) == "not applicable"

"""Corrections of how tables are read: kept for all reviews, replaced and forgotten by headers."""

import pytest
from sqlalchemy import create_engine

from bcdr.model.recognition import SheetCorrection, TableRole
from bcdr.store import Store, StoreError, open_store
from tests.store.factories import MINUTE, NOW

FIRST = SheetCorrection(
    headers_key="a1",
    role=TableRole.APPLICATIONS,
    fields={"Nom système": "application", "K": None},
    units={"RTO": "min"},
)


def test_a_correction_is_kept_as_it_was(store: Store, url: str) -> None:
    store.correct(FIRST, "Ada", NOW)
    assert store.corrections() == (FIRST,)
    again = open_store(url)
    assert again.corrections() == (FIRST,)
    again.close()


def test_a_later_correction_of_the_same_headers_takes_its_place(store: Store) -> None:
    store.correct(FIRST, "Ada", NOW)
    later = SheetCorrection(headers_key="a1", role=None, fields={"K": "owner"})
    store.correct(later, "Bob", NOW + MINUTE)
    assert store.corrections() == (later,)


def test_other_headers_have_corrections_of_their_own(store: Store) -> None:
    other = SheetCorrection(headers_key="b2", role=TableRole.IGNORED)
    store.correct(FIRST, "Ada", NOW)
    store.correct(other, "Ada", NOW)
    store.forget_correction("a1")
    assert store.corrections() == (other,)


def test_forgetting_what_was_never_said_changes_nothing(store: Store) -> None:
    store.correct(FIRST, "Ada", NOW)
    store.forget_correction("zz")
    assert store.corrections() == (FIRST,)


def test_a_damaged_correction_is_said_plainly(store: Store, url: str) -> None:
    store.correct(FIRST, "Ada", NOW)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE mapping_correction SET content = '{}'")
    engine.dispose()
    with pytest.raises(StoreError, match=r"headers 'a1' is damaged .* Restore the database"):
        store.corrections()

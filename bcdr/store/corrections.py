"""What people corrected about tables with certain headers, kept for all reviews to come."""

import datetime
import json
from typing import Any

from sqlalchemy import Engine, delete, insert, select

from bcdr.model.recognition import SheetCorrection, TableRole
from bcdr.store.database import told_plainly
from bcdr.store.faults import StoreError
from bcdr.store.schema import correction_table


class Corrections:
    """The part of a store that remembers how tables with the same headers are to be read.

    All methods raise StoreError if the database fails.
    """

    _engine: Engine

    def corrections(self) -> tuple[SheetCorrection, ...]:
        """Return all corrections, one for each set of headers."""
        columns = correction_table.c
        query = select(columns.headers_key, columns.content).order_by(columns.headers_key)
        with told_plainly("The corrections cannot be read"), self._engine.connect() as reader:
            return tuple(_from_text(key, content) for key, content in reader.execute(query))

    def correct(self, correction: SheetCorrection, who: str, now: datetime.datetime) -> None:
        """Remember a correction in place of an earlier one for the same headers."""
        row = {
            "headers_key": correction.headers_key,
            "content": _to_text(correction),
            "who": who,
            "at": now,
        }
        with told_plainly("The correction was not saved"), self._engine.begin() as connection:
            connection.execute(_of(correction.headers_key))
            connection.execute(insert(correction_table), row)

    def forget_correction(self, headers_key: str) -> None:
        """Forget what was corrected about tables with certain headers."""
        with told_plainly("The correction was not forgotten"), self._engine.begin() as connection:
            connection.execute(_of(headers_key))


def _of(headers_key: str) -> Any:
    return delete(correction_table).where(correction_table.c.headers_key == headers_key)


def _to_text(correction: SheetCorrection) -> str:
    return json.dumps(
        {
            "role": correction.role.value if correction.role else None,
            "fields": dict(correction.fields),
            "units": dict(correction.units),
        },
        ensure_ascii=False,
    )


def _from_text(headers_key: str, content: str) -> SheetCorrection:
    try:
        found = json.loads(content)
        return SheetCorrection(
            headers_key=headers_key,
            role=TableRole(found["role"]) if found["role"] else None,
            fields=dict(found["fields"]),
            units=dict(found["units"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"What was corrected about tables with the headers {headers_key!r} is damaged in the "
            f"database ({error}). Restore the database from a backup."
        ) from error

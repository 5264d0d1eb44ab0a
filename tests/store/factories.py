"""Small reviews and edits for tests, and Hypothesis strategies for cells and sequences of edits."""

import datetime

from hypothesis import strategies as st

from bcdr.model.records import Cell, Record, RecordTable
from bcdr.model.review import PRESENT, REMOVED, ROW_FIELD, Edit, Folding

NOW = datetime.datetime(2026, 11, 22, 9, 30, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)

# Beyond some 270 years a float of seconds no longer holds microseconds; no duration here is near.
LONG = datetime.timedelta(days=36_500)

CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(),
    st.dates(),
    st.datetimes(timezones=st.just(datetime.UTC) | st.none()),
    st.times(),
    st.timedeltas(min_value=-LONG, max_value=LONG),
)

BASE = (
    RecordTable(
        role="Applications",
        sheet="Tabelle1",
        header_row=3,
        columns=(),
        records=(
            Record(id="erp", row=4, cells={"application": "ERP", "rto_hours": "4 h"}),
            Record(id="crm", row=5, cells={"application": "CRM", "rto_hours": "", "notes": None}),
        ),
    ),
    RecordTable(
        role="Settings",
        sheet="Settings",
        header_row=1,
        columns=(),
        records=(Record(id="currency", row=2, cells={"value": "EUR"}),),
    ),
)

_PLACES = (
    st.tuples(
        st.just("Applications"),
        st.sampled_from(("erp", "crm", "hr")),
        st.sampled_from(("rto_hours", "notes", ROW_FIELD)),
    )
    | st.tuples(
        st.just("Settings"), st.sampled_from(("currency", "goal")), st.sampled_from(("value",))
    )
    | st.tuples(st.just("Drills"), st.just("d1"), st.sampled_from(("notes", ROW_FIELD)))
)
_AFTERS = st.sampled_from(("8 h", "", None, 4, 4.0, True))

WISHES = st.lists(st.tuples(_PLACES, _AFTERS), max_size=12)
"""What someone may want to change: places and new cells, of rows that exist and of new ones."""


def edit(
    row_id: str = "erp",
    field: str = "rto_hours",
    before: Cell = "4 h",
    after: Cell = "2 h",
    *,
    table: str = "Applications",
    who: str = "Ada",
    when: datetime.datetime = NOW,
) -> Edit:
    """An edit of one cell; of the RTO of the first application, unless told otherwise."""
    return Edit(
        table=table, row_id=row_id, field=field, before=before, after=after, who=who, when=when
    )


def edits_for(
    wishes: list[tuple[tuple[str, str, str], Cell]], folding: Folding
) -> tuple[Edit, ...]:
    """The wishes as edits that fit what the cells hold, each upon the ones before; all applied.

    A wish for a row adds it, removes it or brings it back; one for a removed row is left out.
    """
    fitting: list[Edit] = []
    for (table, row_id, field), after in wishes:
        found = folding.cell(table, row_id, field)
        wanted = after
        if field == ROW_FIELD:
            wanted = REMOVED if found == PRESENT else PRESENT
        elif folding.cell(table, row_id, ROW_FIELD) == REMOVED:
            continue
        one = edit(row_id, field, found, wanted, table=table)
        folding.apply(one)
        fitting.append(one)
    return tuple(fitting)

"""Parts of the Plan page: strategies, what it takes, what is to do, what is accepted, who does."""

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from bcdr.model.returned import DUTY_SHEET
from bcdr.model.units import format_hours, format_money
from bcdr.report.wording import counted
from bcdr.ui import duties
from bcdr.ui.components.headings import note, section
from bcdr.ui.components.sheet_grid import sheet_grid
from bcdr.ui.components.tables import Heading, table
from bcdr.ui.days import day
from bcdr.ui.markup import joined, show, tag
from bcdr.ui.plan_rows import AcceptedGap, Action, Planned, accepted_claim
from bcdr.ui.rows import Author
from bcdr.ui.store_access import now, who
from bcdr.ui.studies import Current

_Row = TypeVar("_Row")
_PER_PAGE = 40
_EN_DASH = "\N{EN DASH}"


def strategies(rows: Sequence[Planned], currency: str) -> None:
    """Show the strategy of every workload, and whether it is decided or only recommended."""
    section(
        f"{counted(len(rows), 'strategy', 'strategies')}, decided or recommended",
        "What is not decided stands with its recommendation. Times and losses are those of the "
        "worst binding scenario, modelled at the planning percentile.",
    )
    shown = _page(rows, "plan_page")
    show(
        table(
            (
                Heading("Workload", width=20),
                Heading("Strategy", width=33),
                Heading("Rests on", width=16),
                Heading("Covered", is_number=True, width=7),
                Heading("Back in", is_number=True, width=7),
                Heading("Data lost", is_number=True, width=7),
                Heading("Outlay per year", is_number=True, width=10),
            ),
            (
                (
                    joined(tag("div", row.title), tag("div", row.owner, css="b-small")),
                    joined(
                        tag("div", row.strategy),
                        *(
                            [tag("div", "needs a target that is still to be built", css="b-small")]
                            if row.is_to_build
                            else []
                        ),
                    ),
                    joined(tag("div", row.basis), tag("div", row.basis_note, css="b-small")),
                    f"{row.covered} of {row.looked_at}",
                    joined(
                        tag("div", format_hours(row.recovery_hours, blank=_EN_DASH)),
                        tag("div", row.evidence, css="b-small"),
                    ),
                    format_hours(row.loss_hours, blank=_EN_DASH),
                    format_money(row.outlay_per_year, currency),
                )
                for row in shown
            ),
            label="The plan, a row per workload",
        )
    )
    _pages(rows, "plan_page")


def gaps_and_actions(found: Sequence[Action]) -> None:
    """Show what has to be done, by whom, and what remains open afterwards."""
    remains = sum(bool(one.remains) for one in found)
    verb = "leaves" if remains == 1 else "leave"
    section(
        f"{counted(len(found), 'action')} to get from today to the plan; {remains:,} {verb} "
        "something open",
        "Targets are built before workloads move to them. What remains open is a gap even with "
        "the plan: change the objectives, override the rule, or accept it until a date.",
    )
    if not found:
        note("Nothing has to change.")
        return
    shown = _page(found, "actions_page")
    show(
        table(
            (
                Heading("Where", width=22),
                Heading("What to do", width=34),
                Heading("Who", width=16),
                Heading("What remains open", width=28),
            ),
            ((one.on, one.what, one.who, tag("span", one.remains, css="b-small")) for one in shown),
            label="Gaps and actions",
        )
    )
    _pages(found, "actions_page")


def accepted(found: Sequence[AcceptedGap]) -> None:
    """Show the gaps that are accepted, what ends first at the top."""
    section(
        accepted_claim(found),
        "Each was accepted by somebody, for a reason, until a date. After it the gap is a gap "
        "again.",
    )
    if not found:
        note("Accept a gap on Workshop, with a name, a reason and a date.")
        return
    show(
        table(
            (
                Heading("Workload"),
                Heading("Accepted until", is_kept=True),
                Heading("By"),
                Heading("Reason"),
                Heading("Not met in"),
            ),
            (
                (
                    one.title,
                    _until(one),
                    one.decided_by,
                    one.reason,
                    tag("span", one.scenarios, css="b-small"),
                )
                for one in found
            ),
            label="Accepted gaps with their expiry",
        )
    )


def responsibilities(opened: Current) -> None:
    """Show the duties of operators and of owners, with status, owner and date to fill in."""
    for per, title, about in (
        ("Hub", "Operators, per Hub (R3)", "What the operator of each Hub has to do."),
        (
            "application",
            "Owners, per application (R2)",
            "What the owner of each application in scope has to do.",
        ),
    ):
        records = duties.duty_records(opened, per)
        section(f"{title}: {duties.duties_claim(records)}", about)
        sheet_grid(
            opened.review,
            records,
            duties.COLUMNS,
            purpose=f"duties-{per}",
            sheet=DUTY_SHEET,
            pinned=("of",),
            fixed=duties.FIXED,
            height=420,
            label=f"Duties per {per}, to be edited",
            to_edits=lambda shown, typed: duties.duty_edits(
                opened.review, shown, typed, Author(who(), now())
            ),
        )


def _until(one: AcceptedGap) -> str:
    if one.until is None:
        return "no date given"
    words = day(one.until)
    return tag("b", f"? {words}, over") if one.is_over else words


def _page(rows: Sequence[_Row], key: str) -> Sequence[_Row]:
    pages = max(1, -(-len(rows) // _PER_PAGE))
    number = min(int(st.session_state.get(key) or 1), pages)
    return rows[(number - 1) * _PER_PAGE : number * _PER_PAGE]


def _pages(rows: Sequence[object], key: str) -> None:
    pages = -(-len(rows) // _PER_PAGE)
    if pages > 1:
        st.pagination(pages, key=key)

"""How the columns of a file are read, to be corrected by drop-downs with the effect at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import streamlit as st

from bcdr.model.findings import Finding, FindingSeverity
from bcdr.model.recognition import SheetCorrection, SheetProposal, TableRole
from bcdr.model.review import ReviewState
from bcdr.report.wording import counted
from bcdr.store import StoreError
from bcdr.ui import mapped, mapping, state
from bcdr.ui.claims import sentence
from bcdr.ui.components.headings import note
from bcdr.ui.components.tables import Heading, table
from bcdr.ui.escaping import markdown_text
from bcdr.ui.mapped import Files, Trial
from bcdr.ui.markup import show, tag
from bcdr.ui.state import Notice
from bcdr.ui.store_access import store

_ROW_HEIGHT: Final = 35
_TALLEST: Final = 460
_COUNTED: Final = ("applications", "workloads", "errors", "warnings", "notes")
_NEW_SHOWN: Final = 8
_FILE_TYPES: Final = ("xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """Files, the review that was begun with them if any, and what people said of them so far.

    `kept` was remembered earlier, `draft` is what a person changes now, by the key of headers.
    """

    files: Files
    review: ReviewState | None
    kept: tuple[SheetCorrection, ...]
    draft: Mapping[str, SheetCorrection]

    @property
    def owner(self) -> str:
        """Return what the changes belong to."""
        return self.review.id if self.review else f"file {self.files[0][0]}"

    def held(self, headers_key: str) -> SheetCorrection | None:
        """Return what was said of tables with certain headers."""
        said = {one.headers_key: one for one in self.kept} | dict(self.draft)
        return said.get(headers_key)

    def keep(self, correction: SheetCorrection) -> None:
        """Keep a change, and show the page again with its effect."""
        draft = {**self.draft, correction.headers_key: correction}
        state.keep_mapping_draft(self.owner, draft)
        st.rerun()

    def key(self, purpose: str, proposal: SheetProposal) -> str:
        """Return the key of a control, a fresh one after each change."""
        changes = sum(len(one.fields) + len(one.units) + 1 for one in self.draft.values())
        return f"mapping-{purpose}-{proposal.headers_key}-{proposal.block}-{changes}"


def file_mapping(review: ReviewState) -> None:
    """Show how the files of a review are read, and let a person change it."""
    files = state.handed(review.id)
    if files:
        _mapping(files, review)
        return
    with st.expander("How the file was read", key="mapping_gone"):
        note(
            "The file itself is not kept once the app is closed or the page is loaded again. "
            "To see or change how its columns were read, upload it again."
        )


def refused_mapping() -> None:
    """Show how a file is read that no review could be begun with, and let a person change it."""
    files = state.handed(state.REFUSED_FILE)
    if files and state.refused_upload()[0]:
        _mapping(files, None)


def _mapping(files: Files, review: ReviewState | None) -> None:
    try:
        kept = mapped.remembered()
    except StoreError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
        return
    case = _Case(files=files, review=review, kept=kept, draft={})
    case = replace(case, draft=state.mapping_draft(case.owner))
    now = mapped.trial_of(files, kept)
    tried = now
    if case.draft:
        tried = mapped.trial_of(files, mapped.together(kept, tuple(case.draft.values())))
    proposals = now.read.proposals
    if review is None and not proposals:
        return
    # A title that changes would fold the part while a person works in it.
    unsure = mapping.to_check(proposals)
    title = mapping.summary(proposals)
    if unsure:
        title += f"; {counted(unsure, 'unit')} to check"
    is_open = bool(unsure or case.draft or review is None)
    place = st.expander(title, expanded=is_open, key=state.MAPPING_OPEN, on_change="rerun")
    if not place.open:
        return
    with place:
        _effect(case, now, tried)
        if tried.read.proposals:
            _table_of_choice(case, tried.read.proposals)
        if case.draft:
            _new_findings(now, tried)
        if review is not None:
            _another_file(case, review)


def _table_of_choice(case: _Case, proposals: tuple[SheetProposal, ...]) -> None:
    titles = [mapping.title(one, len(case.files)) for one in proposals]
    position = 0
    if len(proposals) > 1:
        position = st.selectbox(
            "Table",
            range(len(proposals)),
            format_func=lambda number: (
                f"{titles[number]}: {mapping.ROLE_WORDS[proposals[number].role].partition(':')[0]}"
            ),
            key="mapping_table",
        )
    proposal = proposals[position]
    _role(case, proposal)
    if proposal.columns and proposal.role is not TableRole.IGNORED:
        _columns(case, proposal)
    _left_out(proposal)
    if any(one.headers_key == proposal.headers_key for one in case.kept):
        st.button(
            "Forget what was corrected before",
            key="mapping_forget",
            icon=":material/restart_alt:",
            help="These headers were corrected earlier. Forgetting it reads the table as proposed.",
            on_click=_forget,
            args=(case, proposal.headers_key),
        )


def _role(case: _Case, proposal: SheetProposal) -> None:
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    roles = list(mapping.ROLE_WORDS)
    with left:
        role = st.selectbox(
            "Read as",
            roles,
            index=roles.index(proposal.role),
            format_func=lambda one: mapping.ROLE_WORDS[one],
            key=case.key("role", proposal),
        )
    with right:
        family = f"{proposal.family}. " if proposal.family else ""
        note(
            f"{family}{sentence(proposal.reason)} ",
            f"{counted(proposal.row_count, 'row')} read: {mapping.LAYOUT_WORDS[proposal.layout]}.",
        )
    if role is not proposal.role:
        case.keep(mapping.with_role(proposal, case.held(proposal.headers_key), role))


def _columns(case: _Case, proposal: SheetProposal) -> None:
    frame = mapping.frame_of(proposal)
    key = case.key("columns", proposal)
    config = st.column_config
    st.data_editor(
        frame,
        key=key,
        hide_index=True,
        num_rows="fixed",
        disabled=[name for name in frame.columns if name not in (mapping.FIELD, mapping.UNIT)],
        height=min(_TALLEST, _ROW_HEIGHT * (len(frame) + 1) + 3),
        column_config={
            mapping.COLUMN: config.TextColumn(width=56, pinned=True),
            mapping.HEADER: config.TextColumn(width=170, pinned=True),
            mapping.SAMPLES: config.TextColumn(width=190),
            mapping.FIELD: config.SelectboxColumn(
                "Field: choose",
                options=list(mapping.fields_of(proposal.role)),
                width=170,
                required=True,
                help="What the column is read as. Double-click to choose another.",
            ),
            mapping.UNIT: config.SelectboxColumn(
                "Unit: choose",
                options=list(mapping.units_of(proposal)),
                width=124,
                required=True,
                help="The unit of plain numbers in the column. A unit in a cell counts more.",
            ),
            mapping.SURE: config.TextColumn(width=56, alignment="right"),
            mapping.RUNNER_UP: config.TextColumn(width=120, help="What came second."),
            mapping.REASON: config.TextColumn(width=420),
        },
        alt="Columns of the table, and what each is read as",
    )
    typed: Mapping[int, Mapping[str, Any]] = st.session_state.get(key, {}).get("edited_rows", {})
    if typed:
        held = case.held(proposal.headers_key)
        found = mapping.corrected_by(
            proposal, held, {int(row): cells for row, cells in typed.items()}
        )
        if found != held:
            case.keep(found)


def _left_out(proposal: SheetProposal) -> None:
    if not proposal.skipped:
        return
    show(
        table(
            (Heading("Rows left out", width=30), Heading("Why", width=70)),
            (
                (f"{counted(one.row_count, 'row')}: {one.rows_text}", sentence(one.reason))
                for one in proposal.skipped
            ),
            label="Rows left out, and why",
        )
    )


def _effect(case: _Case, now: Trial, tried: Trial) -> None:
    """Show what the changes do, and let them be used or dropped.

    The bar has its place from the start, so that the table beneath it stays where it is.
    """
    words, use, drop = st.columns([5, 2, 2], vertical_alignment="center")
    with words:
        if case.draft:
            show(tag("p", tag("b", "With your changes: "), _counts(tried, now)))
        else:
            note(f"Read now: {_counts(now, now)} Change a field or a unit to see what it does.")
    use.button(
        "Read the file this way",
        key="mapping_use",
        type="primary",
        width="stretch",
        disabled=not (case.draft and tried.reading.is_usable),
        help="The list is read anew, and files with the same headers will be read so too."
        if tried.reading.is_usable
        else "With these changes no application is read.",
        on_click=_use,
        args=(case, tried),
    )
    drop.button(
        "Drop the changes",
        key="mapping_drop",
        width="stretch",
        disabled=not case.draft,
        on_click=_drop,
        args=(case,),
    )


def _counts(tried: Trial, now: Trial) -> str:
    """Return what is read, each number with how it differs from now."""
    before, after = now.counts, tried.counts
    parts = []
    for key in _COUNTED:
        change = after[key] - before[key]
        parts.append(
            counted(after[key], key.removesuffix("s")) + (f" ({change:+,})" if change else "")
        )
    used = mapping.used(tried.read.proposals)
    change = used - mapping.used(now.read.proposals)
    parts.append(f"{counted(used, 'column')} used" + (f" ({change:+,})" if change else ""))
    return f"{', '.join(parts)}."


def _new_findings(now: Trial, tried: Trial) -> None:
    """Say which errors and warnings the changes bring."""
    held = {(one.code, one.place) for one in now.findings}
    found = [
        one
        for one in tried.findings
        if one.severity is not FindingSeverity.NOTE and (one.code, one.place) not in held
    ]
    if found:
        show(
            table(
                (Heading("New with your changes", width=25), Heading("What is wrong", width=75)),
                (_line(one) for one in found[:_NEW_SHOWN]),
                label="Findings that the changes bring",
            )
        )
    if len(found) > _NEW_SHOWN:
        note(f"And {len(found) - _NEW_SHOWN:,} more.")


def _line(finding: Finding) -> tuple[str, str]:
    return finding.place, f"{sentence(finding.problem)} {sentence(finding.remedy)}"


def _use(case: _Case, tried: Trial) -> None:
    """Remember the changes, and open a review of the file as it is read with them."""
    try:
        mapped.remember(tuple(case.draft.values()))
        _begin_anew(case.files, case.review, tried)
    except StoreError as error:
        state.say(Notice(str(error), is_fault=True))


def _begin_anew(files: Files, review: ReviewState | None, tried: Trial) -> None:
    mapped.open_review_of(files, tried, review.title if review else "")
    said = "Files with the same headers will be read this way too."
    if review is None:
        state.empty_uploader()
        said = f"It is open on the page Portfolio. {said}"
    elif review.revision:
        said = (
            f"The review '{review.title}' as it was, with its {counted(review.revision, 'change')},"
            " stays in the list of reviews."
        )
    else:
        store().delete(review.id)
    state.say(Notice(f"The list was read anew. {said}"))


def _drop(case: _Case) -> None:
    state.keep_mapping_draft(case.owner, {})


def _forget(case: _Case, headers_key: str) -> None:
    try:
        mapped.forget(headers_key)
    except StoreError as error:
        state.say(Notice(str(error), is_fault=True))
        return
    draft = {key: one for key, one in case.draft.items() if key != headers_key}
    state.keep_mapping_draft(case.owner, draft)


def _another_file(case: _Case, review: ReviewState) -> None:
    """Let another file be read together with those there are."""
    added = st.file_uploader(
        "Read another file together with it",
        type=list(_FILE_TYPES),
        key=f"another-{state.upload_key()}",
        help="An infrastructure export, a report of a backup tool, a list of dependencies or "
        "another list of applications. It adds to the rows that are there.",
    )
    if added is None:
        return
    both = (*case.files, (added.name, added.getvalue()))
    tried = mapped.trial_of(both, case.kept)
    show(tag("p", tag("b", "Together: "), _counts(tried, mapped.trial_of(case.files, case.kept))))
    st.button(
        "Read them together",
        key="mapping_together",
        type="primary",
        on_click=_use_together,
        args=(review, both, tried),
    )


def _use_together(review: ReviewState, files: Files, tried: Trial) -> None:
    try:
        _begin_anew(files, review, tried)
    except StoreError as error:
        state.say(Notice(str(error), is_fault=True))
    state.empty_uploader()

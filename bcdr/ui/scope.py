"""The scope: which workloads every page speaks of, chosen once for all of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import streamlit as st

from bcdr.model.portfolio import Workload
from bcdr.report.wording import counted
from bcdr.ui import state

TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        state.OWNER: "Owner",
        state.BUSINESS_UNIT: "Business unit",
        state.ENVIRONMENT: "Environment",
        state.CRITICALITY: "Criticality",
        state.TAG: "Tag",
    }
)
NOT_GIVEN: Final = "(not given)"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopedWorkload:
    """A workload with the words it can be chosen by, per field of the scope."""

    id: str
    words: Mapping[str, tuple[str, ...]]


def scoped_workloads(
    workloads: Iterable[Workload], criticality_titles: Mapping[str, str]
) -> tuple[ScopedWorkload, ...]:
    """Return the workloads with their words; `criticality_titles` are by criticality."""
    return tuple(
        ScopedWorkload(
            id=workload.id,
            words=MappingProxyType(
                {
                    state.OWNER: (workload.owner or NOT_GIVEN,),
                    state.BUSINESS_UNIT: (workload.business_unit or NOT_GIVEN,),
                    state.ENVIRONMENT: (workload.environment or NOT_GIVEN,),
                    state.CRITICALITY: (_title(workload, criticality_titles),),
                    state.TAG: workload.tags or (NOT_GIVEN,),
                }
            ),
        )
        for workload in workloads
    )


def choices(workloads: Sequence[ScopedWorkload], field: str) -> tuple[str, ...]:
    """Return the words of a field that occur, in alphabetical order, what is not given last."""
    found = {word for workload in workloads for word in workload.words[field]}
    return tuple(sorted(found, key=lambda word: (word == NOT_GIVEN, word.casefold(), word)))


def chosen_ids(
    workloads: Sequence[ScopedWorkload], chosen: Mapping[str, Sequence[str]]
) -> frozenset[str]:
    """Return the ids of the workloads that have one of the chosen words in every field.

    A field in which nothing is chosen holds for all.
    """
    return frozenset(
        workload.id
        for workload in workloads
        if all(
            not words or not set(words).isdisjoint(workload.words[field])
            for field, words in chosen.items()
        )
    )


def chosen() -> dict[str, tuple[str, ...]]:
    """Return what is chosen in each field."""
    return {field: tuple(st.session_state.get(field) or ()) for field in state.SCOPE}


def scope_words(chosen: Mapping[str, Sequence[str]]) -> str:
    """Return what is chosen in words, empty for everything.

    >>> scope_words({"owner": ("Ana", "Bo"), "tag": ()})
    'Owner Ana or Bo'
    """
    return ", ".join(
        f"{TITLES[field]} {' or '.join(words)}" for field, words in chosen.items() if words
    )


def scope_filter(workloads: Sequence[ScopedWorkload]) -> None:
    """Show the one filter that holds for every page; the choice stands in the address."""
    offered = {field: choices(workloads, field) for field in TITLES}
    for field, words in offered.items():
        state.keep_scope(field, words)
    ids = chosen_ids(workloads, chosen())
    is_narrow = len(ids) < len(workloads)
    label = f"Scope: {len(ids):,} of {counted(len(workloads), 'workload')}"
    with st.popover(
        label if is_narrow else "Scope: everything",
        type="primary" if is_narrow else "secondary",
        icon=":material/filter_alt:",
        key="scope",
    ):
        st.caption("Holds for every page and for what the pages count.")
        for field, title in TITLES.items():
            st.multiselect(title, offered[field], key=field, placeholder="All")
        st.button("Show everything", on_click=_clear, disabled=not any(chosen().values()))


def _title(workload: Workload, criticality_titles: Mapping[str, str]) -> str:
    return criticality_titles.get(workload.criticality or "", NOT_GIVEN)


def _clear() -> None:
    for field in state.SCOPE:
        st.session_state[field] = []

"""What to ask whom: the blank inputs of a study as questions in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bcdr.intake.row_ids import slug
from bcdr.model.asking import Asking, asking, columns_of_input
from bcdr.model.columns import APPLICATIONS, Column, Kind
from bcdr.model.portfolio import Workload
from bcdr.model.sensitivity import OpenInput
from bcdr.report.wording import counted, listed
from bcdr.study import Study

NO_OWNER: Final = "Nobody named"
"""Who is asked where a row names no owner."""

_OF_THE_APPLICATION: Final = frozenset({"downtime_cost_per_hour", "data_loss_cost_per_hour"})
"""Fields that hold for the whole application, so that one answer does for all its rows."""

_FORMS: Final = {
    Kind.DURATION: "a time span, such as 4 h, 30 min or 2 d",
    Kind.DURATIONS: "time spans, such as 24 h; or continuous",
    Kind.YES_NO: "Yes or No",
    Kind.DATE: "a date",
    Kind.CRITICALITY: "one of the list, or your own word",
    Kind.CHOICE: "one of the list",
    Kind.CHOICES: "one of the list; several with ;",
    Kind.LIST: "a name; several with ;",
    Kind.TEXT: "a name",
    Kind.SHARE: "percent",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question to one person about a cell, or about one that several rows share.

    `rows` are the ids of the rows of `sheet` that the answer is for. `words` are offered as a
    list, `is_closed` says that nothing else will do. `unknown_weight` is how much is unknown for
    lack of the answer, scenarios times the weight of their workloads; 0 where something is
    assumed meanwhile.
    """

    owner: str
    application: str
    workload: str
    sheet: str
    rows: tuple[str, ...]
    column: Column
    question: str
    form: str
    example: str
    why: str
    words: tuple[str, ...]
    is_closed: bool
    weight: float
    unknown_weight: float


def questions(study: Study) -> tuple[Question, ...]:
    """Return what to ask over the portfolio: by owner, and what weighs most first.

    What leaves something unknown comes before what is only assumed. Questions about a Hub or a
    target that nobody described are left out, since there is no row for the answer.
    """
    found: dict[_Cell, list[OpenInput]] = {}
    names = _names(study)
    for one in study.open_inputs():
        for column in columns_of_input(one.sheet, one.input):
            ids = _ids(one, column, names)
            if ids:
                found.setdefault(_Cell(one.sheet, ids, column), []).append(one)
    asked = [_question(study, cell, items, names) for cell, items in found.items()]
    return tuple(
        sorted(
            asked,
            key=lambda one: (
                one.owner == NO_OWNER, one.owner.casefold(), -one.unknown_weight, -one.weight,
                one.application.casefold(), one.workload.casefold(),
            ),
        )
    )  # fmt: skip


def by_owner(asked: Sequence[Question]) -> Mapping[str, tuple[Question, ...]]:
    """Return the questions of each owner, in their order."""
    found: dict[str, list[Question]] = {}
    for one in asked:
        found.setdefault(one.owner, []).append(one)
    return {owner: tuple(questions) for owner, questions in found.items()}


@dataclass(frozen=True, slots=True)
class _Cell:
    """What one answer fills: a column of one row, or of several that share it."""

    sheet: str
    rows: tuple[str, ...]
    column: Column


@dataclass(frozen=True, slots=True)
class _Names:
    """Workloads by id, the rows of each application, and those of Hubs and targets by name."""

    workloads: Mapping[str, Workload]
    rows: Mapping[str, tuple[str, ...]]
    places: Mapping[str, str]


def _names(study: Study) -> _Names:
    rows: dict[str, tuple[str, ...]] = {}
    for workload in study.portfolio.workloads:
        rows[workload.application] = (*rows.get(workload.application, ()), workload.id)
    landscape = study.portfolio.landscape
    return _Names(
        workloads={workload.id: workload for workload in study.portfolio.workloads},
        rows=rows,
        places={
            **{hub.name: slug(hub.name) for hub in landscape.hubs if not hub.is_assumed},
            **{one.name: slug(one.name) for one in landscape.targets if not one.is_assumed},
        },
    )


def _ids(one: OpenInput, column: Column, names: _Names) -> tuple[str, ...]:
    """Return the rows that an answer is for, none where nobody wrote such a row."""
    if one.sheet != APPLICATIONS.name:
        row = names.places.get(one.where)
        return (row,) if row else ()
    if column.field in _OF_THE_APPLICATION:
        return names.rows[names.workloads[one.workload_id].application]
    return (one.workload_id,)


def _question(study: Study, cell: _Cell, found: Sequence[OpenInput], names: _Names) -> Question:
    first = names.workloads[found[0].workload_id]
    is_place = cell.sheet != APPLICATIONS.name
    words = _words(study, cell.column)
    asked = asking(cell.sheet, cell.column.field)
    return Question(
        owner=found[0].owner or NO_OWNER,
        application=f"{cell.sheet.removesuffix('s')} {found[0].where}"
        if is_place
        else first.application,
        workload="" if is_place or len(cell.rows) > 1 else first.workload,
        sheet=cell.sheet,
        rows=cell.rows,
        column=cell.column,
        question=asked.question,
        form=_form(study, cell.column),
        example=cell.column.example,
        why=_why(asked, found),
        words=words,
        is_closed=cell.column.kind in (Kind.CHOICE, Kind.YES_NO),
        weight=max(one.weight for one in found),
        unknown_weight=sum(one.unknown_weight for one in found),
    )


def _form(study: Study, column: Column) -> str:
    """Return how an answer is written, with its unit."""
    if column.kind is Kind.MONEY:
        return f"{study.currency} {column.unit}"
    if column.kind in _FORMS:
        return _FORMS[column.kind]
    return f"a number of {column.unit}" if column.unit else "a word"


def _why(asked: Asking, found: Sequence[OpenInput]) -> str:
    """Return what an answer decides, and what holds without it."""
    today = sum(one.unknown_scenarios_today for one in found)
    planned = sum(one.unknown_scenarios_planned for one in found)
    said = [
        f"{counted(count, 'scenario')} {when}"
        for count, when in ((today, "today"), (planned, "with the plan"))
        if count
    ]
    if said:
        return f"It decides {asked.decides}. Without it the outcome is unknown: {listed(said)}."
    return f"It decides {asked.decides}. A default is used meanwhile."


def _words(study: Study, column: Column) -> tuple[str, ...]:
    """Return the words that a drop-down offers, none where it has no list."""
    if column.field == "criticality":
        return tuple(tier.title for tier in study.catalogue.tiers)
    if column.field == "hub":
        return tuple(hub.name for hub in study.portfolio.landscape.hubs if not hub.is_assumed)
    if column.field == "current_target":
        return tuple(one.name for one in study.portfolio.landscape.targets if not one.is_assumed)
    return column.choices

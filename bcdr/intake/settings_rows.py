"""Reads settings of a study by name, from the sheet Settings or from a shell."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from bcdr.intake.codes import Code
from bcdr.intake.dates import date_cell
from bcdr.intake.faults import Fault, FaultLog, quote
from bcdr.intake.grouping_words import GROUPING_WORDS, grouping_word
from bcdr.intake.lists import split_list
from bcdr.intake.names import KnownNames
from bcdr.intake.text import clean_text
from bcdr.intake.typed import TypedRow
from bcdr.intake.words import Words, word_key
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.columns import SETTING_NAMES
from bcdr.model.quantities import parse_quantity
from bcdr.model.records import Cell
from bcdr.model.regulation import term_key
from bcdr.model.review import is_empty
from bcdr.model.settings import Settings
from bcdr.model.vocabulary import Goal

AS_OF: Final = "as-of"
ENTITY_TYPES: Final = "entity-types"


class RefusedSettingError(ValueError):
    """A setting's value cannot be used; the message quotes it and says what is allowed."""


def with_setting(
    settings: Settings, name: str, value: Cell, *, words: Words | None = None
) -> Settings:
    """Return the settings with one of them changed.

    `words` are those of the catalogue in use, the shipped one by default.

    Raises:
        KeyError: no setting has this name, or it is the date, which the caller gives.
        RefusedSettingError: the value is not allowed.
    """
    known = _NAMES[word_key(name)]
    if known == ENTITY_TYPES:
        return _entity_types(settings, value, words or Words.of(load_catalogue()))
    return _CHANGES[known](settings, value)


def apply_settings(
    settings: Settings, rows: Sequence[TypedRow], log: FaultLog, *, words: Words
) -> Settings:
    """Return the settings with those of the sheet; the date stays the caller's."""
    for row in rows:
        name = row.text("setting")
        known = _NAMES.get(word_key(name))
        if known is None:
            row.fault(log, _unknown(name), "setting", name or row.record.id)
        elif is_empty(row.record.get("value")):
            continue
        elif known == AS_OF:
            _say_date(settings, row, log)
        else:
            try:
                settings = with_setting(settings, known, row.record.get("value"), words=words)
            except RefusedSettingError as fault:
                row.fault(log, _refused(known, str(fault)), "value")
    return settings


def _say_date(settings: Settings, row: TypedRow, log: FaultLog) -> None:
    date, _ = date_cell(row.record.get("value"))
    if date != settings.as_of:
        row.fault(log, _other_date(settings.as_of), "value")


def _goal(settings: Settings, value: Cell) -> Settings:
    spelled = {word_key(goal): goal for goal in Goal}
    goal = spelled.get(word_key(clean_text(value)))
    if goal is None:
        raise RefusedSettingError(
            f"{quote(value)} is not a goal. Write one of {', '.join(Goal)}."
        )  # fmt: skip
    return replace(settings, goal=goal)


def _percentile(settings: Settings, value: Cell) -> Settings:
    number = _number(value)
    share = None if number is None else number / 100 if number > 1 else number
    if share is None or not 0.5 <= share <= 0.99:
        raise RefusedSettingError(f"{quote(value)} is not between 50% and 99%. Write 90%.")
    return replace(settings, planning_percentile=share)


def _ranked_count(settings: Settings, value: Cell) -> Settings:
    number = _number(value)
    if number is None or number < 1 or not number.is_integer():
        raise RefusedSettingError(f"{quote(value)} is not a whole number from 1 up. Write 5.")
    return replace(settings, ranked_count=int(number))


def _weight(part: str) -> Callable[[Settings, Cell], Settings]:
    def change(settings: Settings, value: Cell) -> Settings:
        number = _number(value)
        if number is None or number < 0:
            raise RefusedSettingError(f"{quote(value)} is not a number from 0 up. Write 25.")
        weights = replace(settings.weights, **{part: number})
        return replace(settings, weights=weights)

    return change


def _entity_types(settings: Settings, value: Cell, words: Words) -> Settings:
    named = [item for item in split_list(value) if item]
    unknown = [item for item in named if term_key(item) not in words.entity_types]
    if unknown:
        known = KnownNames(words.entity_titles)
        examples = "; ".join(words.entity_titles[:3])
        raise RefusedSettingError(
            f"{quote(unknown[0])} is not a kind of entity that clauses ask for. "
            + known.remedy(unknown[0], f"Write such as {examples}; separate several with ;")
        )
    found = dict.fromkeys(words.entity_types[term_key(item)] for item in named)
    return replace(settings, entity_types=tuple(found))


def _vm_grouping(settings: Settings, value: Cell) -> Settings:
    grouping = grouping_word(clean_text(value))
    if grouping is None:
        raise RefusedSettingError(
            f"{quote(value)} is no way of grouping VMs. Write {', '.join(GROUPING_WORDS)}, or "
            "create from before one of them to add the applications that are not listed."
        )
    return replace(settings, vm_grouping=grouping)


def _number(value: Cell) -> float | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    quantity = parse_quantity(value) if isinstance(value, str) else None
    if quantity is None or quantity.unit not in ("", "%"):
        return None
    return quantity.number


_CHANGES: Final[Mapping[str, Callable[[Settings, Cell], Settings]]] = MappingProxyType(
    {
        "goal": _goal,
        "planning-percentile": _percentile,
        "ranked-count": _ranked_count,
        "vm-grouping": _vm_grouping,
        "weight-objectives": _weight("objectives"),
        "weight-regulation": _weight("regulation"),
        "weight-cost": _weight("cost"),
        "weight-guidance": _weight("guidance"),
    }
)
_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {word_key(name): name for name in SETTING_NAMES}
)


def _unknown(name: str) -> Fault:
    otherwise = f"The settings are {', '.join(SETTING_NAMES)}."
    return Fault(
        code=Code.SETTING_UNKNOWN,
        problem="{value} is not a setting; it is left out.",
        many="{values} are not settings; they are left out.",
        remedy=KnownNames(SETTING_NAMES).remedy(name, otherwise),
    )


def _refused(name: str, message: str) -> Fault:
    problem, _, remedy = message.partition(". ")
    return Fault(
        code=Code.SETTING_REFUSED,
        problem=f"{name}: {problem}; the default stays.",
        many=f"{name}: {problem}; the default stays.",
        remedy=remedy,
    )


def _other_date(as_of: datetime.date) -> Fault:
    return Fault(
        code=Code.DATE_FROM_CALLER,
        problem=f"the sheet names the date {{value}}; everything is judged at {as_of} as asked "
        "for.",
        many=f"the sheet names the dates {{values}}; everything is judged at {as_of} as asked for.",
        remedy="Ask for the other date if it should count.",
    )

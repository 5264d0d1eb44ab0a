"""Puts the workbook's own assumptions, facts, prices and scenarios in place of the tool's."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from bcdr.intake.codes import Code
from bcdr.intake.facts import with_facts
from bcdr.intake.faults import Fault, FaultLog
from bcdr.intake.names import KnownNames
from bcdr.intake.text import name_key
from bcdr.intake.typed import TypedRow
from bcdr.intake.words import Words, find_word, word_key
from bcdr.model.catalogue import Catalogue
from bcdr.model.columns import SHEETS
from bcdr.model.entries import Assumption, Fact, Phase, Price, Scenario
from bcdr.model.vocabulary import Confidence, Origin

_ALL_OR_NONE: Final[Mapping[str, tuple[str, ...]]] = {"all": ("all",), "none": ()}


def with_overrides(
    catalogue: Catalogue,
    rows: Mapping[str, Sequence[TypedRow]],
    words: Words,
    log: FaultLog,
) -> Catalogue:
    """Return the catalogue with the workbook's own figures in place of the tool's.

    A row of Assumptions may name an assumption, a phase of recovery or a fact with a figure; a row
    of Rules a fact with words or an answer.
    """
    changed = _with_figures(catalogue, rows.get("Assumptions", ()), log)
    changed = with_facts(changed, rows.get("Rules", ()), log)
    changed = _with_prices(changed, rows.get("Prices", ()), log)
    scenarios = [
        found
        for row in rows.get("Scenarios", ())
        if (found := _scenario(row, changed, words, log)) is not None
    ]
    return changed.with_entries(scenarios=tuple(scenarios)) if scenarios else changed


def _with_figures(catalogue: Catalogue, rows: Sequence[TypedRow], log: FaultLog) -> Catalogue:
    known: dict[str, Assumption | Phase | Fact] = {}
    known |= {fact.id: fact for fact in catalogue.facts if fact.value is not None}
    known |= {phase.id: phase for phase in catalogue.phases}
    known |= {assumption.id: assumption for assumption in catalogue.assumptions}
    given: dict[str, list[Any]] = {"assumptions": [], "phases": [], "facts": []}
    for row in rows:
        found = _entry(row, "assumption", known, log)
        if found is None or not _is_usable(row, found.unit, log):
            continue
        value = row.values["value"]
        sourced = _sourced(row)
        if isinstance(found, Fact):
            given["facts"].append(replace(found, value=value, **sourced))
            continue
        low, high = _range(row, value)
        if not low <= value <= high:
            row.fault(log, _OUT_OF_RANGE, "value")
        elif isinstance(found, Phase):
            given["phases"].append(
                replace(found, low=low, likely=value, high=high, **sourced)
            )  # fmt: skip
        else:
            given["assumptions"].append(replace(found, low=low, value=value, high=high, **sourced))
    return catalogue.with_entries(**{name: tuple(new) for name, new in given.items() if new})


def _range(row: TypedRow, value: float) -> tuple[float, float]:
    """Return low and high; a figure given without a range is taken as certain."""
    low, high = row.get("low"), row.get("high")
    return (value if low is None else low), (value if high is None else high)


def _with_prices(catalogue: Catalogue, rows: Sequence[TypedRow], log: FaultLog) -> Catalogue:
    known = {price.id: price for price in catalogue.prices}
    given: dict[str, Price] = {}
    places: dict[str, TypedRow] = {}
    for row in rows:
        found = _entry(row, "price", known, log)
        if found is None or not _is_usable(row, found.unit, log):
            continue
        listed = row.values["value"]
        discount = row.get("discount_percent") or 0.0
        if not 0.0 <= discount < _WHOLE:
            row.fault(log, _DISCOUNT_ABSURD, "discount_percent")
            continue
        if _is_default(row, found, listed, discount):
            continue
        value = listed * (1.0 - discount / _WHOLE)
        given[found.id] = replace(
            found,
            value=value,
            low=value,
            high=value,
            list_value=listed if discount else None,
            discount_percent=discount,
            currency=row.text("currency").upper() or found.currency,
            **_sourced(row),
        )
        places[found.id] = row
    together = {**known, **given}
    currencies = {price.currency for price in together.values()}
    if len(currencies) > 1:
        kept = {id_: price for id_, price in given.items() if price.currency == catalogue.currency}
        for id_ in given.keys() - kept.keys():
            places[id_].fault(log, _other_currency(catalogue.currency), "currency")
        given = kept
    return catalogue.with_entries(prices=tuple(given.values())) if given else catalogue


def _is_default(row: TypedRow, found: Price, listed: float, discount: float) -> bool:
    """Return whether a row repeats what is assumed, as a plan lists it for people to change.

    A price that somebody confirms has another source than the assumption.
    """
    currency = row.text("currency").upper() or found.currency
    same = listed == found.list_price and discount == found.discount_percent
    return same and currency == found.currency and row.text("source") == found.source


def _scenario(row: TypedRow, catalogue: Catalogue, words: Words, log: FaultLog) -> Scenario | None:
    code = find_word(words.scenarios, row.text("scenario"))
    known = {scenario.id: scenario for scenario in catalogue.scenarios}
    if code is None:
        row.fault(log, _unknown(row.text("scenario"), "scenario", known), "scenario")
        return None
    scenario = known[code]
    changes: dict[str, Any] = {
        field: row.values[field]
        for field in ("in_scope", "noticed_after_hours", "repair_hours")
        if row.get(field) is not None
    }
    if row.get("frequency_per_year") is not None:
        frequency = row.values["frequency_per_year"]
        changes |= {
            "frequency_per_year": frequency,
            "frequency_low": frequency,
            "frequency_high": frequency,
        }
    binding = _binding(row, words, log)
    if binding is not None:
        changes["binding_for"] = binding
    return replace(scenario, **changes, **_sourced(row)) if changes else None


def _binding(row: TypedRow, words: Words, log: FaultLog) -> tuple[str, ...] | None:
    named: tuple[str, ...] = row.get("binding_for") or ()
    if not named:
        return None
    if len(named) == 1 and word_key(named[0]) in _ALL_OR_NONE:
        return _ALL_OR_NONE[word_key(named[0])]
    found: list[str] = []
    for item in named:
        tier = find_word(words.tiers, item)
        if tier is None:
            row.fault(log, _unknown_tier(words), "binding_for", item)
        else:
            found.append(tier)
    return tuple(found) if found else None


def _entry(row: TypedRow, field: str, known: Mapping[str, Any], log: FaultLog) -> Any:
    name = row.text(field)
    found = {word_key(id_): entry for id_, entry in known.items()}.get(word_key(name))
    if found is None:
        row.fault(log, _unknown(name, field, known), field, name or row.record.id)
    return found


def _is_usable(row: TypedRow, unit: str, log: FaultLog) -> bool:
    """Return whether a row has a value in the unit of what it replaces."""
    if row.get("value") is None:
        # A cell that could not be read has had its finding; a blank one has not.
        if "value" not in row.values:
            row.fault(log, _NO_VALUE, "value", "")
        return False
    given = row.text("unit")
    if given and name_key(given) != name_key(unit):
        row.fault(log, _other_unit(unit), "unit")
        return False
    return True


def _sourced(row: TypedRow) -> dict[str, Any]:
    """Return source, date and origin of a figure that the workbook gives."""
    sheet = SHEETS[row.table.role].name
    found: dict[str, Any] = {
        "source": row.text("source") or f"given on the sheet {sheet}",
        "origin": Origin.GIVEN,
        "confidence": Confidence.HIGH if row.text("source") else Confidence.MEDIUM,
    }
    if row.get("date") is not None:
        found["date"] = row.values["date"]
    return found


_NO_VALUE: Final = Fault(
    code=Code.ROW_INCOMPLETE,
    problem="the row gives no value; it is left out.",
    many="the rows give no value; they are left out.",
    remedy="Fill in Value, or empty the row.",
)
_WHOLE: Final = 100.0
"""Percent of the whole."""

_DISCOUNT_ABSURD: Final = Fault(
    code=Code.ENTRY_REFUSED,
    problem="{value} is no discount; the row is left out.",
    many="{values} are no discounts; the rows are left out.",
    remedy="Write percent from 0 to less than 100, such as 10.",
)
_OUT_OF_RANGE: Final = Fault(
    code=Code.ENTRY_REFUSED,
    problem="{value} does not lie between the low and the high of its row; the row is left out.",
    many="{values} do not lie between the low and the high of their rows; the rows are left out.",
    remedy="Correct Low, Value or High.",
)


def _unknown(name: str, kind: str, known: Mapping[str, Any]) -> Fault:
    otherwise = f"Such names look like {', '.join(list(known)[:3])}."
    return Fault(
        code=Code.ENTRY_UNKNOWN,
        problem=f"{{value}} is not the name of a known {kind}; the row is left out.",
        many=f"{{values}} are not names of a known {kind}; the rows are left out.",
        remedy=KnownNames(known).remedy(name, otherwise),
    )


def _unknown_tier(words: Words) -> Fault:
    return Fault(
        code=Code.CRITICALITY_UNKNOWN,
        problem="{value} is not a criticality that is known; it is left out.",
        many="{values} are not criticalities that are known; they are left out.",
        remedy=f"Write all, none, or some of {', '.join(words.tier_titles)}.",
    )


def _other_unit(unit: str) -> Fault:
    return Fault(
        code=Code.ENTRY_REFUSED,
        problem=f"the unit is {{value}}, but this figure is in {unit}; the row is left out.",
        many=f"the units are {{values}}, but these figures are in {unit}; the rows are left out.",
        remedy=f"Give the figure in {unit}.",
    )


def _other_currency(currency: str) -> Fault:
    return Fault(
        code=Code.ENTRY_REFUSED,
        problem=f"the price is in {{value}}, but the others are in {currency}; the row is left "
        "out.",
        many=f"the prices are in {{values}}, but the others are in {currency}; the rows are left "
        "out.",
        remedy=f"Give the price in {currency}, or all prices in the same currency.",
    )

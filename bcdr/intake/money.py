"""Reads amounts of money: sign, code, multiple and the time an amount is meant for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from bcdr.intake.codes import Code
from bcdr.intake.context import NO_CONTEXT, ColumnContext
from bcdr.intake.durations import blank_mark
from bcdr.intake.faults import Fault
from bcdr.intake.numbers import number_cell
from bcdr.intake.text import clean_text
from bcdr.model.figures import Remark, bare_figure, between, starts_with, without_bounds
from bcdr.model.quantities import decimal_mark_in, parse_number
from bcdr.model.records import Cell
from bcdr.model.value_words import WORDS


def _alternatives(words: Mapping[str, object]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


_CURRENCY: Final = re.compile(
    "|".join(
        rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])" if word.isascii() and word.isalpha()
        else re.escape(word)
        for word in sorted(WORDS.currencies, key=lambda word: (-len(word), word))
    )
)  # fmt: skip
_ADVERBS: Final[Mapping[str, float]] = MappingProxyType(
    {
        **dict.fromkeys(("hourly", "stündlich", "par heure"), 1.0),
        **dict.fromkeys(("daily", "täglich", "diario", "diária"), 24.0),
        **dict.fromkeys(("weekly", "wöchentlich"), 168.0),
        **dict.fromkeys(("monthly", "monatlich", "mensuel", "mensual"), 720.0),
        **dict.fromkeys(("yearly", "annual", "annually", "p.a.", "p.a", "pa", "jährlich"), 8760.0),
        **dict.fromkeys(("時", "時間"), 1.0),
    }
)
_PERIOD: Final = re.compile(
    rf"\s*(?:(?:{between('per')})\s*({_alternatives(WORDS.units)})\.?"
    rf"|/?\s*(?<![^\W\d_])({_alternatives(_ADVERBS)}))(?![^\W\d_])\s*"
)
_SIMPLE: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{1,15}(?:\.\d\d?)?", re.ASCII)
_NUMBER: Final = r"\d[\d\s.,'_]*\d|\d"
_AMOUNT: Final = re.compile(rf"-?\s*({_NUMBER})\s*({_alternatives(WORDS.multiples)})?[.,]?[-\s]*")
_RANGE: Final = re.compile(
    rf"({_NUMBER})\s*({_alternatives(WORDS.multiples)})?\.?\s*(?:{between('range-between')})\s*"
    rf"({_NUMBER})\s*({_alternatives(WORDS.multiples)})?\.?"
)
_RANGE_BEFORE: Final = starts_with("range-before")
_MILLION_TOO: Final = frozenset({"USD", "GBP", "CAD", "AUD", ""})
"""Currencies beside which `mil` may stand for a million; none named counts among them."""
_HOURS: Final[Mapping[str, float]] = MappingProxyType({"per hour": 1.0, "per year": 8760.0})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Amount:
    """An amount as written: in which currency and for how many hours, where it says so."""

    number: float | None
    remark: Remark
    currency: str
    period_hours: float | None
    is_mil: bool


def money_cell(
    cell: Cell, *, currency: str, unit: str = "", context: ColumnContext = NO_CONTEXT
) -> tuple[float | None, Fault | None]:
    """Return an amount for the period of its column, with a remark if it names another currency.

    `unit` is the contract's, `per hour` or `per year`. An amount a day or week is converted; one a
    month or year says nothing of an hour out of service and is refused.
    """
    declared = _declared(context.unit)
    if isinstance(cell, str):
        text = clean_text(cell)
        amount = _parse(text, context.decimal_mark or "")
        blank = blank_mark(text) if amount.number is None else None
        if blank is not None:
            return blank
    else:
        plain, fault = number_cell(cell, unit="")
        if plain is None:
            return None, fault
        amount = _Amount(
            number=plain, remark=Remark.NONE, currency="", period_hours=None, is_mil=False
        )
    if amount.number is None:
        return None, _NEGATIVE if amount.remark is Remark.NEGATIVE else _NOT_MONEY
    if amount.is_mil and (amount.currency or declared.currency) in _MILLION_TOO:
        return None, _THOUSAND_OR_MILLION
    period = amount.period_hours or declared.period_hours
    number, fault = _for_period(amount.number * (declared.number or 1.0), period, unit)
    named = amount.currency or declared.currency
    if fault is None:
        fault = _REMARKS.get(amount.remark)
    if named and named != currency and number is not None:
        fault = _OTHER_CURRENCY
    return number, fault


def _for_period(number: float, hours: float | None, unit: str) -> tuple[float | None, Fault | None]:
    wanted = _HOURS.get(unit)
    if wanted is None or hours is None or hours == wanted:
        return number, None
    if wanted == 1 and hours > 168:
        return None, _OTHER_PERIOD
    return number * wanted / hours, _CONVERTED


def _parse(text: str, decimal_mark: str) -> _Amount:
    if _SIMPLE.fullmatch(text) and (decimal_mark != "," or "," not in text):
        return _Amount(
            number=float(text.replace(",", "")),
            remark=Remark.NONE,
            currency="",
            period_hours=None,
            is_mil=False,
        )
    bracketed = re.fullmatch(r"\(\s*([^()]*\d[^()]*)\)", text.strip())
    found = bare_figure(bracketed[1] if bracketed else text).text
    found = re.sub(r"\s*[*]+$", "", found)
    found, remark = without_bounds(found)
    found, period_hours = _without_period(found)
    found, currency, factor = _without_currency(found)
    found, second = without_bounds(found)
    remark = remark or second
    number, multiple, is_range = _number_of(_RANGE_BEFORE.sub("", found.strip()), decimal_mark)
    if number is not None and (bracketed or found.strip().startswith("-")):
        number, remark = (None, Remark.NEGATIVE) if number else (number, remark)
    return _Amount(
        number=None if number is None else number * factor,
        remark=Remark.RANGE if is_range else remark,
        currency=currency,
        period_hours=period_hours,
        is_mil=multiple == "mil",
    )


def _without_period(found: str) -> tuple[str, float | None]:
    match = _PERIOD.search(found)
    if match is None:
        return found, None
    hours = WORDS.units[match[1]] if match[1] else _ADVERBS[match[2]]
    return f"{found[: match.start()]} {found[match.end() :]}".strip(), hours


def _without_currency(found: str) -> tuple[str, str, float]:
    """Return a text without the currency, its code, and the multiple that stood before it."""
    prefixed = re.search(r"(?<![^\W\d_])(t|k|m)(?=eur\b|usd\b|chf\b|gbp\b|€|\$|£)", found)
    factor = 1.0
    if prefixed and not re.search(r"\d\s*$", found[: prefixed.start()]):
        factor = 1e6 if prefixed[1] == "m" else 1e3
        found = found[: prefixed.start()] + found[prefixed.end() :]
    elif prefixed:
        # `75 kEUR` is the multiple of the figure; a blank keeps it apart from the code.
        found = f"{found[: prefixed.end()]} {found[prefixed.end() :]}"
    codes = [WORDS.currencies[match[0]] for match in _CURRENCY.finditer(found)]
    return " ".join(_CURRENCY.sub(" ", found).split()), codes[0] if codes else "", factor


def _number_of(found: str, decimal_mark: str) -> tuple[float | None, str, bool]:
    """Return the number, the multiple behind it, and whether it is the end of a range."""
    both = _RANGE.fullmatch(found)
    match = both or _AMOUNT.fullmatch(found)
    if match is None:
        return None, "", False
    written, multiple = match[match.re.groups - 1].strip(), match[match.re.groups]
    if not decimal_mark and decimal_mark_in(written) == (".", False):
        # Nobody writes three decimals of a currency: the mark sets thousands apart.
        written = re.sub(r"[.,]", "", written)
    number = parse_number(written, decimal_mark=decimal_mark)
    times = WORDS.multiples.get(multiple or "", 1.0)
    return (None if number is None else number * times), multiple or "", both is not None


@lru_cache(maxsize=1000)
def _declared(unit: str) -> _Amount:
    """Return what a column's unit says of its amounts: currency, period, multiple as number."""
    found, period_hours = _without_period(unit.casefold())
    found, currency, factor = _without_currency(found)
    factor *= WORDS.multiples.get(found.strip(), 1.0)
    return _Amount(
        number=factor,
        remark=Remark.NONE,
        currency=currency,
        period_hours=period_hours,
        is_mil=False,
    )


_NEGATIVE: Final = Fault(
    code=Code.NEGATIVE,
    problem="{value} is negative; it is read as blank.",
    many="{values} are negative; they are read as blank.",
    remedy="Write what is lost as a positive amount, or leave the cell blank if it is not known.",
)
_NOT_MONEY: Final = Fault(
    code=Code.NOT_MONEY,
    problem="{value} is no amount of money; it is read as blank.",
    many="{values} are no amounts of money; they are read as blank.",
    remedy="How much is it? Write the amount, such as 12000 or USD 12k.",
)
_OTHER_PERIOD: Final = Fault(
    code=Code.MONEY_OTHER_PERIOD,
    problem="{value} is an amount for a month or a year, which does not say what one hour costs; "
    "it is read as blank.",
    many="{values} are amounts for a month or a year, which do not say what one hour costs; they "
    "are read as blank.",
    remedy="What does one hour cost? Write that amount.",
)
_CONVERTED: Final = Fault(
    code=Code.MONEY_CONVERTED,
    problem="{value} is an amount for another time than this column's; it is spread evenly.",
    many="{values} are amounts for other times than this column's; they are spread evenly.",
    remedy="Write the amount for the column's own time if it differs.",
)
_THOUSAND_OR_MILLION: Final = Fault(
    code=Code.MONEY_THOUSAND_OR_MILLION,
    problem="{value} can mean thousands or millions; it is read as blank.",
    many="{values} can mean thousands or millions; they are read as blank.",
    remedy="Which is it? Write the amount in figures, or with k or million.",
)
_OTHER_CURRENCY: Final = Fault(
    code=Code.OTHER_CURRENCY,
    problem="{value} names another currency than the price sheet; the figure is taken as it is.",
    many="{values} name another currency than the price sheet; the figures are taken as they are.",
    remedy="Write the amount in the currency of the price sheet, or give all prices in yours on a "
    "sheet Prices.",
)
_BOUND: Final = Fault(
    code=Code.NUMBER_BOUND,
    problem="{value} is a bound; the amount in it is taken.",
    many="{values} are bounds; the amounts in them are taken.",
    remedy="Nothing to do if that is right.",
)
_RANGE_HIGH: Final = Fault(
    code=Code.NUMBER_RANGE,
    problem="{value} is a range; its larger end is taken.",
    many="{values} are ranges; the larger end of each is taken.",
    remedy="Write the one amount that holds.",
)
_REMARKS: Final[Mapping[Remark, Fault]] = MappingProxyType(
    {Remark.BOUND: _BOUND, Remark.LOWER_BOUND: _BOUND, Remark.RANGE: _RANGE_HIGH}
)

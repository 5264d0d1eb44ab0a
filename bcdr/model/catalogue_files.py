"""Reads the data files into a catalogue; every fault names file, entry, key and remedy."""

import dataclasses
import math
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from bcdr.model.catalogue import Catalogue
from bcdr.model.entries import (
    Assumption,
    Combination,
    Fact,
    OptionEntry,
    Phase,
    Policy,
    Price,
    Responsibility,
    RestoreStep,
    Scenario,
    TargetKindEntry,
    Tier,
)
from bcdr.model.portfolio import Workload
from bcdr.model.regulation import Clause, Term
from bcdr.model.regulation_checks import clause_fault, spelling_fault
from bcdr.model.vocabulary import Allowed, Mode, Option, TargetKind
from bcdr.resources import data_folder

FILES: Final[Mapping[str, type[Any]]] = MappingProxyType(
    {
        "options": OptionEntry,
        "targets": TargetKindEntry,
        "combinations": Combination,
        "policies": Policy,
        "scenarios": Scenario,
        "assumptions": Assumption,
        "phases": Phase,
        "prices": Price,
        "tiers": Tier,
        "facts": Fact,
        "responsibilities": Responsibility,
        "restore_steps": RestoreStep,
        "regulations": Clause,
        "terms": Term,
    }
)
"""Name of each data file without `.toml`, which is also its table, and what an entry holds."""

_RANGES: Final = (
    ("low", "value", "high"),
    ("low", "likely", "high"),
    ("frequency_low", "frequency_per_year", "frequency_high"),
)


class CatalogueError(Exception):
    """A data file is wrong; the message names file, entry, key and remedy."""


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Return the catalogue of a folder of TOML files, the shipped one by default.

    Raises:
        CatalogueError: a file, entry or key is missing, unknown, doubled or of the wrong kind.
    """
    return _load(folder or data_folder())


@cache
def _load(folder: Path) -> Catalogue:
    read = {name: _read_file(folder / f"{name}.toml", name, kind) for name, kind in FILES.items()}
    catalogue = Catalogue(**read)
    _check_completeness(catalogue)
    _check_references(catalogue)
    _check_facts(catalogue)
    _check_regulations(catalogue)
    return catalogue


def _read_file(path: Path, table: str, kind: type[Any]) -> tuple[Any, ...]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CatalogueError(f"{path.name} is missing in {path.parent}. Restore it.") from None
    except UnicodeDecodeError as fault:
        raise CatalogueError(f"{path.name} is not UTF-8 text: {fault}. Save it as such.") from fault
    except tomllib.TOMLDecodeError as fault:
        raise CatalogueError(f"{path.name} is not TOML: {fault}. Mend that line.") from fault
    if set(document) != {table}:
        raise CatalogueError(
            f"{path.name} holds {sorted(document)}; expected nothing but [[{table}]]. "
            "Rename or remove the others."
        )
    rows = document[table]
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise CatalogueError(f"{path.name} has no entry. Write each entry under [[{table}]].")
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    entries = tuple(
        _read_entry(f"{path.name}, entry {position}", row, kind, adapter)
        for position, row in enumerate(rows, start=1)
    )
    doubled = _doubled(_name(entry) for entry in entries)
    if doubled:
        raise CatalogueError(f"{path.name}: {doubled} stand there twice. Remove one of each.")
    return entries


def _name(entry: Any) -> str:
    if isinstance(entry, Combination):
        return f"{entry.option} on {entry.target}"
    return str(entry.id)


def _doubled(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _read_entry(
    place: str, raw: Mapping[str, Any], kind: type[Any], adapter: TypeAdapter[Any]
) -> Any:
    name = raw.get("id") or f"{raw.get('option')} on {raw.get('target')}"
    place = f"{place} ({name})"
    _refuse_unknown_keys(place, raw, kind)
    try:
        entry = adapter.validate_python(_absent_as_none(raw, kind))
    except ValidationError as fault:
        first = fault.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        remedy = "Add the key." if first["type"] == "missing" else "Write a value of that kind."
        raise CatalogueError(f"{place}: key '{key}': {first['msg']}. {remedy}") from fault
    _refuse_blanks(place, entry)
    _refuse_odd_numbers(place, entry)
    return entry


def _absent_as_none(raw: Mapping[str, Any], kind: type[Any]) -> dict[str, Any]:
    """Fill keys that may be None: TOML has no word for it, so leaving one out says it."""
    hints = get_type_hints(kind)
    absent = {
        item.name: None
        for item in dataclasses.fields(kind)
        if item.default is dataclasses.MISSING and type(None) in get_args(hints[item.name])
    }
    return absent | dict(raw)


def _refuse_unknown_keys(place: str, raw: Mapping[str, Any], kind: type[Any]) -> None:
    known = {item.name for item in dataclasses.fields(kind)} - {"origin"}
    unknown = sorted(set(raw) - known)
    if unknown:
        raise CatalogueError(
            f"{place}: unknown key '{unknown[0]}'. Use one of {', '.join(sorted(known))}."
        )
    hints = get_type_hints(kind)
    for key, value in raw.items():
        nested = hints[key]
        if (
            isinstance(value, dict)
            and isinstance(nested, type)
            and dataclasses.is_dataclass(nested)
        ):
            _refuse_unknown_keys(f"{place}, {key}", value, nested)


def _refuse_blanks(place: str, entry: Any) -> None:
    if not getattr(entry, "id", "given").strip():
        raise CatalogueError(f"{place}: key 'id' is blank. Give the entry a name of its own.")
    for key in ("source", "unit"):
        is_bare_fact = isinstance(entry, Fact) and entry.value is None
        blank_allowed = key == "unit" and (is_bare_fact or isinstance(entry, Clause))
        if not getattr(entry, key, "given").strip() and not blank_allowed:
            raise CatalogueError(
                f"{place}: key '{key}' is blank. "
                "Say where the value comes from and in which unit it is."
            )


def _refuse_odd_numbers(place: str, entry: Any) -> None:
    for item in dataclasses.fields(entry):
        value = getattr(entry, item.name)
        if isinstance(value, float) and not (math.isfinite(value) and value >= 0):
            raise CatalogueError(
                f"{place}: key '{item.name}' is {value:g}. Write a number from 0 up."
            )
    for keys in _RANGES:
        low, value, high = (getattr(entry, key, None) for key in keys)
        if low is None or value is None or high is None or low <= value <= high:
            continue
        raise CatalogueError(
            f"{place}: '{keys[1]}' {value:g} is not between '{keys[0]}' {low:g} and "
            f"'{keys[2]}' {high:g}. Correct the range."
        )


def _check_completeness(catalogue: Catalogue) -> None:
    for name, entries, words in (
        ("options.toml", catalogue.options, Option),
        ("targets.toml", catalogue.targets, TargetKind),
    ):
        missing = {str(word) for word in words} - {str(entry.id) for entry in entries}
        if missing:
            raise CatalogueError(f"{name} lacks {sorted(missing)}. Add an entry for each.")
    said = {(item.option, item.target) for item in catalogue.combinations}
    for option_id in Option:
        for kind in TargetKind:
            if option_id is not Option.NO_RECOVERY and (option_id, kind) not in said:
                raise CatalogueError(
                    f"combinations.toml says nothing of {option_id} on {kind}. Add an entry."
                )
    for policy in catalogue.policies:
        if policy.mode is Mode.INTERVAL and not policy.interval_hours:
            raise CatalogueError(
                f"policies.toml ({policy.id}): key 'interval_hours' is missing or 0, "
                "though the mode is interval. Say how many hours lie between two copies."
            )


def _check_references(catalogue: Catalogue) -> None:
    known_phases = {phase.id for phase in catalogue.phases}
    known_tiers = {tier.id for tier in catalogue.tiers} | {"all"}
    known_groups = {price.group for price in catalogue.prices} - {"all"}
    known_fields = {item.name for item in dataclasses.fields(Workload)}
    for option in catalogue.options:
        _require("options.toml", option.id, "phases", option.phases, known_phases)
    for kind in catalogue.targets:
        _require("targets.toml", kind.id, "price_group", (kind.price_group,), known_groups)
    for scenario in catalogue.scenarios:
        _require("scenarios.toml", scenario.id, "binding_for", scenario.binding_for, known_tiers)
    for step in catalogue.restore_steps:
        used = (step.when_field,) if step.when_field else ()
        _require("restore_steps.toml", step.id, "when_field", used, known_fields)
    doubled = _doubled(
        alias
        for tier in catalogue.tiers
        for alias in {word.casefold() for word in (tier.id, tier.title, *tier.aliases)}
    )
    if doubled:
        raise CatalogueError(
            f"tiers.toml: 'aliases' names {doubled[0]!r} in two tiers. Keep it in one."
        )
    currencies = {price.currency for price in catalogue.prices}
    if len(currencies) > 1:
        raise CatalogueError(
            f"prices.toml mixes {sorted(currencies)} in 'currency'. "
            "Give every price in one currency."
        )


def _check_regulations(catalogue: Catalogue) -> None:
    known_terms = {term.id for term in catalogue.terms}
    for term in catalogue.terms:
        _require("terms.toml", term.id, "includes", term.includes, known_terms)
    fault = spelling_fault(catalogue.terms)
    if fault:
        raise CatalogueError(f"terms.toml: {fault}")
    tiers = {tier.id for tier in catalogue.tiers}
    for clause in catalogue.regulations:
        fault = clause_fault(clause, catalogue.terms, tiers)
        if fault:
            raise CatalogueError(f"regulations.toml ({clause.id}): {fault}")


def _check_facts(catalogue: Catalogue) -> None:
    """Hold that what a fact opens is as its answer says."""
    answers = {fact.id: fact.answer for fact in catalogue.facts if fact.answer is not None}
    known = {fact.id for fact in catalogue.facts}
    for option in catalogue.options:
        _require("options.toml", option.id, "limits", option.limits, known)
        _agree("options.toml", option.id, option.opened_by, option.allowed_by_default, answers)
    for kind in catalogue.targets:
        _agree("targets.toml", kind.id, kind.opened_by, kind.is_supported, answers)
    for item in catalogue.combinations:
        is_open = item.allowed is Allowed.YES
        _agree("combinations.toml", _name(item), item.opened_by, is_open, answers)
        if bool(item.opened_by) != (item.opened_as is not None):
            raise CatalogueError(
                f"combinations.toml ({_name(item)}): 'opened_by' and 'opened_as' belong together. "
                "Give both or neither."
            )


def _agree(file: str, entry: str, fact: str, is_open: bool, answers: Mapping[str, bool]) -> None:
    if not fact:
        return
    _require(file, entry, "opened_by", (fact,), set(answers))
    if answers[fact] is not is_open:
        raise CatalogueError(
            f"{file} ({entry}): it is {'open' if is_open else 'refused'}, but the answer of "
            f"{fact} in facts.toml says otherwise. Correct one of them."
        )


def _require(file: str, entry: str, key: str, used: tuple[str, ...], known: set[str]) -> None:
    unknown = sorted(set(used) - known)
    if unknown:
        raise CatalogueError(
            f"{file} ({entry}): '{key}' names {unknown[0]!r}, which is not there. "
            f"Use {', '.join(sorted(known))}."
        )

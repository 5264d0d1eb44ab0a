"""The catalogue: what the tool knows, and how to look it up."""

from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

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
from bcdr.model.regulation import Clause, Term
from bcdr.model.vocabulary import Option, TargetKind


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Entry = TypeVar("Entry", bound=_Identified)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything the tool knows. Looking up what is not there raises KeyError with the id."""

    options: tuple[OptionEntry, ...]
    targets: tuple[TargetKindEntry, ...]
    combinations: tuple[Combination, ...]
    policies: tuple[Policy, ...]
    scenarios: tuple[Scenario, ...]
    assumptions: tuple[Assumption, ...]
    phases: tuple[Phase, ...]
    prices: tuple[Price, ...]
    tiers: tuple[Tier, ...]
    facts: tuple[Fact, ...]
    responsibilities: tuple[Responsibility, ...]
    restore_steps: tuple[RestoreStep, ...]
    regulations: tuple[Clause, ...]
    terms: tuple[Term, ...]
    _values: dict[str, float] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the assumptions."""
        self._values.update({item.id: item.value for item in self.assumptions})

    def value(self, assumption: str) -> float:
        """Return the value of an assumption in its own unit."""
        return self._values[assumption]

    def option(self, option: Option) -> OptionEntry:
        """Return the entry of an option."""
        return _find(self.options, option)

    def target_kind(self, kind: TargetKind) -> TargetKindEntry:
        """Return the entry of a kind of target."""
        return _find(self.targets, kind)

    def combination(self, option: Option, kind: TargetKind) -> Combination:
        """Return what is said of an option on a kind of target."""
        for item in self.combinations:
            if item.option == option and item.target == kind:
                return item
        raise KeyError(f"{option} on {kind}")

    def assumption(self, id_: str) -> Assumption:
        """Return an assumption with its range and source."""
        return _find(self.assumptions, id_)

    def phase(self, id_: str) -> Phase:
        """Return a phase of recovery."""
        return _find(self.phases, id_)

    def fact(self, id_: str) -> Fact:
        """Return a platform fact."""
        return _find(self.facts, id_)

    def price(self, id_: str) -> Price:
        """Return a price."""
        return _find(self.prices, id_)

    def scenario(self, id_: str) -> Scenario:
        """Return a scenario."""
        return _find(self.scenarios, id_)

    def tier(self, id_: str) -> Tier:
        """Return a criticality tier."""
        return _find(self.tiers, id_)

    def clause(self, id_: str) -> Clause:
        """Return a clause of regulation."""
        return _find(self.regulations, id_)

    def term(self, id_: str) -> Term:
        """Return a regime, kind of entity or class of data."""
        return _find(self.terms, id_)

    @property
    def currency(self) -> str:
        """Return the currency of the price sheet."""
        return self.prices[0].currency

    def with_entries(self, **entries: tuple[Any, ...]) -> "Catalogue":
        """Return a catalogue in which entries of the same id are replaced by these.

        Where the answer of a yes-or-no fact changes, so does what it opens.
        """
        changed: dict[str, Any] = self._opened(entries.get("facts", ()))
        for name, new in entries.items():
            by_id = {item.id: item for item in new}
            present = changed.get(name, getattr(self, name))
            kept = tuple(by_id.pop(item.id, item) for item in present)
            changed[name] = kept + tuple(by_id.values())
        return replace(self, **changed)

    def _opened(self, facts: tuple[Fact, ...]) -> dict[str, tuple[Any, ...]]:
        """Return options, kinds of target and combinations as other answers of facts make them."""
        known = {fact.id: fact.answer for fact in self.facts}
        turned = {
            fact.id: fact.answer
            for fact in facts
            if fact.answer is not None and known.get(fact.id) not in (None, fact.answer)
        }
        if not turned:
            return {}
        return {
            "options": tuple(
                replace(item, allowed_by_default=turned[item.opened_by])
                if item.opened_by in turned
                else item
                for item in self.options
            ),
            "targets": tuple(
                replace(item, is_supported=turned[item.opened_by])
                if item.opened_by in turned
                else item
                for item in self.targets
            ),
            # Turning an answer twice gives back what stood there first.
            "combinations": tuple(
                replace(item, allowed=item.opened_as, opened_as=item.allowed)
                if item.opened_by in turned and item.opened_as is not None
                else item
                for item in self.combinations
            ),
        }


def _find(entries: tuple[Entry, ...], id_: str) -> Entry:
    for entry in entries:
        if entry.id == id_:
            return entry
    raise KeyError(id_)

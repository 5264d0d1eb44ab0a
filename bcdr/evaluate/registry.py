"""The register of parameters: what clauses and rules of policy may ask of a strategy."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

from bcdr.evaluate.subject import Answer, Subject
from bcdr.model.parameters import PARAMETERS, Parameter

Ask: TypeAlias = Callable[[Subject, tuple[str, ...]], Answer]
"""The second argument holds the words that are wanted, for parameters that compare words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A parameter with its function.

    `depends_on_strategy`: strategies of one workload can differ in it. `needs` is the objective
    without which nobody asks: where RTO is not applicable nothing has to come back, where RPO is
    not applicable there is no data, and what asks for it does not apply. `remedy` is what helps.
    """

    parameter: Parameter
    ask: Ask
    depends_on_strategy: bool
    needs: str
    remedy: str


_REGISTERED: Final[dict[str, Registered]] = {}
REGISTRY: Final[Mapping[str, Registered]] = MappingProxyType(_REGISTERED)
"""Every parameter by id."""


def parameter(
    id_: str, *, remedy: str, depends_on_strategy: bool = True, needs: str = ""
) -> Callable[[Ask], Ask]:
    """Return a decorator that registers the function of a parameter; unit and title are its own."""

    def register(ask: Ask) -> Ask:
        _REGISTERED[id_] = Registered(
            parameter=PARAMETERS[id_],
            ask=ask,
            depends_on_strategy=depends_on_strategy,
            needs=needs,
            remedy=remedy,
        )
        return ask

    return register

"""Registered quantities, and the recorder that shows how a number came about when asked."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Final, ParamSpec

import numpy as np
from numpy.typing import NDArray

Parameters = ParamSpec("Parameters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One registered formula: its name, what it is, unit, formula in words and source."""

    name: str
    title: str
    unit: str
    formula: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One use of a formula: the arrays that went in and the one that came out."""

    quantity: Quantity
    inputs: tuple[tuple[str, Any], ...]
    value: NDArray[Any]
    depth: int


@dataclass(slots=True)
class Recorder:
    """Collects calls in the order they ended; `depth` counts how far calls are nested."""

    calls: list[Call] = field(default_factory=list)
    depth: int = 0


QUANTITIES: Final[dict[str, Quantity]] = {}
"""Every registered quantity by name."""

_recorder: ContextVar[Recorder | None] = ContextVar("recorder", default=None)


def quantity(
    *, title: str, unit: str, formula: str, source: str
) -> Callable[[Callable[Parameters, NDArray[Any]]], Callable[Parameters, NDArray[Any]]]:
    """Return a decorator that registers an array function as an explainable quantity.

    The function's parameter names are what an explanation shows, so they are the field's words.
    Nothing is recorded, and nothing is slower, unless a recorder is on.
    """

    def register(
        function: Callable[Parameters, NDArray[Any]],
    ) -> Callable[Parameters, NDArray[Any]]:
        entry = Quantity(
            name=function.__name__, title=title, unit=unit, formula=formula, source=source
        )
        QUANTITIES[entry.name] = entry
        signature = inspect.signature(function)

        @wraps(function)
        def recorded(*args: Parameters.args, **kwargs: Parameters.kwargs) -> NDArray[Any]:
            recorder = _recorder.get()
            if recorder is None:
                return function(*args, **kwargs)
            recorder.depth += 1
            value = function(*args, **kwargs)
            recorder.depth -= 1
            bound = signature.bind(*args, **kwargs)
            inputs = tuple(bound.arguments.items())
            recorder.calls.append(
                Call(quantity=entry, inputs=inputs, value=np.asarray(value), depth=recorder.depth)
            )
            return value

        return recorded

    return register


@contextmanager
def recording() -> Iterator[Recorder]:
    """Return a recorder that sees every registered quantity computed inside the block."""
    recorder = Recorder()
    token = _recorder.set(recorder)
    try:
        yield recorder
    finally:
        _recorder.reset(token)

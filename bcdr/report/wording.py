"""Numbers and lists in words, for sentences and captions."""

from collections.abc import Sequence
from typing import Final

_MILLION: Final = 1_000_000


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun.

    >>> counted(1, "workload"), counted(31, "workload"), counted(2, "copy", "copies")
    ('1 workload', '31 workloads', '2 copies')
    """
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def money_text(amount: float, currency: str) -> str:
    """Return an amount to three figures, with its currency.

    >>> money_text(1_234_567, "USD"), money_text(84_320, "USD"), money_text(0.4, "USD")
    ('USD 1.23 million', 'USD 84,300', 'USD 0.40')
    """
    size = abs(amount)
    if round(size) >= _MILLION:
        return f"{currency} {_figures(amount / _MILLION)} million"
    if size >= 1000:
        digits = len(f"{size:.0f}") - 3
        return f"{currency} {round(amount, -digits):,.0f}"
    return f"{currency} {amount:,.2f}" if 0 < size < 10 else f"{currency} {amount:,.0f}"


def share_text(part: float, whole: float) -> str:
    """Return a share in whole percent that says 0 or 100 only where it is so.

    >>> share_text(31, 120), share_text(999, 1000), share_text(1, 1000), share_text(0, 0)
    ('26%', '99%', '1%', '0%')
    """
    if whole <= 0 or part <= 0:
        return "0%"
    if part >= whole:
        return "100%"
    return f"{min(99, max(1, round(100 * part / whole)))}%"


def listed(words: Sequence[str]) -> str:
    """Return words as people list them.

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _figures(amount: float) -> str:
    if abs(amount) >= 100:
        return f"{amount:,.0f}"
    return f"{amount:.1f}" if abs(amount) >= 10 else f"{amount:.2f}"

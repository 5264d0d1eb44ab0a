"""Reduces a header to its words: no case, accents, marks or footnotes; brackets and units apart."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

HEADER_LENGTH: Final = 200
"""A longer text is a sentence, not a header."""

_ESCAPES: Final = re.compile(r"_x00[01][0-9a-f]_", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
# A letter that is short for a unit of time is one: (h), (d), (m), (s), (t), (j).
_FOOTNOTE: Final = re.compile(r"\d{1,2}|[abcefgiklnopqruvwxyz*]", re.IGNORECASE)
_UNIT_END: Final = re.compile(r"(?<=[a-z])([KMGTP]i?B|Bytes|Pct|Hrs?|Mins?|Secs?)$")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z]{2})(?=[A-Z][a-z]{2})")
_DIGITS: Final = re.compile(r"(?<=[a-z]{3})(?=\d)")
_SCRIPTS: Final = re.compile(
    r"(?<=[0-9A-Za-z])(?=[\u3040-\u30ff\u4e00-\u9fff])|(?<=[\u3040-\u30ff\u4e00-\u9fff])(?=[0-9A-Za-z])"
)
_WHOLE_WORDS: Final = re.compile(
    r"[vV](CPUs?|RAM|Disks?|Hosts?|Center|Sphere|NICs?|Mem|Info|Cores?|App)|[KMGTP]i?B(ps|/s)?"
    r"|[KMG]?bps|[KMG]Hz|[SPI]aaS|i(SCSI|DRAC)|e(Mail|Discovery)|VMware|MTPoD|(PI|CI|VM|CPU|RTO|RPO)s"
)
_KEPT_SIGNS: Final = frozenset("%€$£¥*")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderText:
    """A header as words.

    `words` is what stands outside brackets, in lower case; `bracketed` what stands in them;
    `parts` are the alternatives of a header such as `Asset / Process`; `asks` tells that it ends
    with a question mark.
    """

    words: str
    bracketed: str
    parts: tuple[str, ...] = ()
    asks: bool = False

    @property
    def tokens(self) -> tuple[str, ...]:
        """Return the words outside brackets one by one."""
        return tuple(self.words.split())

    @property
    def all_tokens(self) -> tuple[str, ...]:
        """Return the words one by one, those in brackets last."""
        return (*self.words.split(), *bare(self.bracketed).split())


@lru_cache(maxsize=8192)
def header_text(header: str) -> HeaderText:
    """Return a header's words without case, accents, punctuation, footnotes and brackets."""
    text = _plain(header)
    inside = [part.strip() for part in _BRACKETS.findall(text)]
    bracketed = " ".join(part for part in inside if part and not _FOOTNOTE.fullmatch(part))
    outside = _BRACKETS.sub(" ", text)
    parts = tuple(part for part in (bare(p) for p in re.split(r"[/|\n]| or | und | and ", outside))
                  if part)  # fmt: skip
    return HeaderText(
        words=bare(outside),
        bracketed=" ".join(_fold(bracketed).split()),
        parts=parts if len(parts) > 1 else (),
        asks=text.rstrip().endswith(("?", "\uff1f")),
    )


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """Return a text's words: letters, digits and signs of money and percent, without accents."""
    spaced = " ".join(_split_word(word) for word in re.split(r"[\W_]+", _signs_apart(text)) if word)
    return " ".join(_fold(spaced).split())


def _signs_apart(text: str) -> str:
    marked = text.replace("#", " number of ")
    return "".join(f" {_SIGN_WORDS[char]} " if char in _SIGN_WORDS else char for char in marked)


_SIGN_WORDS: Final = {"%": "percent", "€": "eur", "$": "usd", "£": "gbp", "¥": "jpy"}


def _plain(header: str) -> str:
    """Return a header without marks that are no part of its words."""
    kept = "".join(c for c in header if not _is_mark(c))
    text = unicodedata.normalize("NFKC", _ESCAPES.sub(" ", kept)).replace("→", " ")
    for opening, closing in (("【", "】"), ("「", "」"), ("\u3014", "\u3015"), ("<", ">")):
        text = text.replace(opening, "(").replace(closing, ")")
    # `Application(s)` is a plural and `Priority #` a number; neither says more.
    text = re.sub(r"(?<=[a-z]{5})\((s|es|en)\)", r"\1", re.sub(r"(?<=\w)\s*#\s*$", "", text))
    return re.sub(r"[ \t\r\f\v\u00a0]+", " ", text.replace("**", ""))


def _is_mark(char: str) -> bool:
    """Return whether a character is a footnote mark, or takes no room."""
    if unicodedata.decomposition(char).startswith("<super>"):
        return True
    return unicodedata.category(char) == "Cf"


def _split_word(word: str) -> str:
    if _WHOLE_WORDS.fullmatch(word):
        return word
    word = _UNIT_END.sub(r" \1", _SCRIPTS.sub(" ", word))
    return " ".join(
        part if _WHOLE_WORDS.fullmatch(part) else _DIGITS.sub(" ", _CAMEL.sub(" ", part))
        for part in word.split()
    )


def _fold(text: str) -> str:
    # The Turkish i without a dot has the capital of every i.
    apart = unicodedata.normalize("NFD", text.casefold().replace("\u0131", "i"))
    # Japanese voice marks are part of the letter; only marks on letters of Latin scripts go.
    plain = (c for c in apart if not unicodedata.combining(c) or c in "\u3099\u309a")
    return unicodedata.normalize("NFC", "".join(plain))


def phrase_words(text: str) -> tuple[str, ...]:
    """Return the words of a phrase of the vocabulary; a star at their ends is kept."""
    return tuple(_starred(text.split()))


def _starred(parts: Iterable[str]) -> Iterator[str]:
    for part in parts:
        words = bare(part.strip("*")).split()
        for position, word in enumerate(words):
            front = "*" if part.startswith("*") and position == 0 else ""
            back = "*" if part.endswith("*") and position == len(words) - 1 else ""
            yield f"{front}{word}{back}"


def holds_words(words: Sequence[str], tokens: Sequence[str]) -> bool:
    """Return whether words of the vocabulary stand side by side among the tokens."""
    width = len(words)
    return any(
        all(is_word(word, token) for word, token in zip(words, tokens[start:], strict=False))
        for start in range(len(tokens) - width + 1)
    )


def is_word(word: str, token: str) -> bool:
    """Return whether a token is a word of the vocabulary; a star stands for any letters."""
    if word.endswith("*"):
        return token.startswith(word[:-1])
    return token.endswith(word[1:]) if word.startswith("*") else word == token

"""Scores what a header may mean: which fields, how surely, and which words are left over."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from bcdr.intake.header_words import HEADER_LENGTH, HeaderText, bare, header_text
from bcdr.model.header_vocabulary import load_header_vocabulary

_HEAD_LAST: Final = frozenset({"en", "de", "nl", "ja"})
_NAME_NOISE: Final = frozenset(
    {"name", "names", "of", "the", "a", "critical", "key", "it", "business", "official", "full"}
    | {"common", "main", "nom", "de", "la", "du", "d", "l", "nombre", "del", "nome", "do", "da"}
    | {"naam", "van", "der", "des", "title", "bezeichnung", "what", "which", "who", "is", "your"}
    | {"please", "enter", "production", "prod"}
)
_PREFIXES: Final = frozenset(
    {"tag", "tags", "annotation", "annotations", "spec", "metadata", "label", "labels", "custom"}
    | {"attribute", "attributes", "attr", "property", "properties", "cf", "field", "ci", "cmdb"}
)
_ENDINGS: Final = ("name", "type", "date", "size", "count")
_UNIT_WORDS: Final = frozenset(
    {"h", "hr", "hrs", "hour", "hours", "m", "min", "mins", "minute", "minutes", "s", "sec"}
    | {"secs", "second", "seconds", "d", "day", "days", "w", "week", "weeks", "std", "stunde"}
    | {"stunden", "minuten", "sekunden", "tag", "tage", "heure", "heures", "jour", "jours"}
    | {"hora", "horas", "minuto", "minutos", "dia", "dias", "uur", "uren", "minuut", "dagen"}
    | {"dag", "kb", "mb", "gb", "tb", "pb", "kib", "mib", "gib", "tib", "pib", "byte", "bytes"}
    | {"usd", "eur", "gbp", "chf", "jpy", "percent", "pct", "時間", "分", "日"}
)
_LEFT_OVER: Final = 0.1
"""What each word that is not known takes from a score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderScore:
    """A field that a header may mean, with a score from 0 to 1 and the known words it holds."""

    field: str
    score: float
    phrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    field: str
    words: tuple[str, ...]
    strength: float
    whole: bool
    language: str

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """All phrases, by their first word, by the beginning of it, and the others."""

    by_word: Mapping[str, tuple[_Phrase, ...]]
    by_start: Mapping[str, tuple[_Phrase, ...]]
    endings: tuple[_Phrase, ...]
    joined: tuple[_Phrase, ...]
    known: frozenset[str]
    neutral: frozenset[str]


@lru_cache(maxsize=16384)
def header_scores(header: str) -> tuple[HeaderScore, ...]:
    """Return the fields that a header may mean, the likeliest first; none for a sentence."""
    if len(header) > HEADER_LENGTH:
        return ()
    text = header_text(header)
    best: dict[str, HeaderScore] = {}
    for score in _scores_of_text(text):
        if score.field not in best or score.score > best[score.field].score:
            best[score.field] = score
    return tuple(sorted(best.values(), key=lambda score: -score.score))


def is_header_like(cell: object) -> bool:
    """Return whether a cell is a text that means some field fairly surely."""
    if not isinstance(cell, str) or not 0 < len(cell) <= 120:
        return False
    scores = header_scores(cell)
    return bool(scores) and scores[0].score >= 0.55


def _scores_of_text(text: HeaderText) -> Iterator[HeaderScore]:
    outside = list(_scores(text.tokens))
    yield from outside
    for part in text.parts:
        for score in _scores(tuple(part.split())):
            yield HeaderScore(field=score.field, score=score.score - 0.05, phrase=score.phrase)
    # What stands in brackets explains; it decides only where the words before it do not.
    if text.bracketed and max((score.score for score in outside), default=0.0) < 0.6:
        for score in _scores(tuple(bare(text.bracketed).split())):
            yield HeaderScore(field=score.field, score=score.score - 0.1, phrase=score.phrase)


def _scores(tokens: tuple[str, ...]) -> Iterator[HeaderScore]:
    if not tokens:
        return
    lexicon = _lexicon()
    # A number of its own (`Disk 1 size`) says nothing about the meaning.
    plain = tuple(t for t in tokens if not t.isdigit()) or tokens
    yield from _spelled_scores(plain, 0.0, lexicon)
    if len(plain) > 1 and plain[0] in _PREFIXES:
        # `tag_Owner` and `annotations.owner` say where the value comes from.
        plain = plain[1:]
        yield from _spelled_scores(plain, 0.0, lexicon)
    spelled, corrections = _corrected(plain)
    if corrections:
        yield from _spelled_scores(spelled, corrections, lexicon)
    compact = "".join(_without_units(plain))
    if not compact.isascii():
        yield from _joined_scores(compact, lexicon)


def _spelled_scores(
    tokens: tuple[str, ...], corrections: float, lexicon: _Lexicon
) -> Iterator[HeaderScore]:
    core = _without_units(tokens)
    for phrase in _candidates(tokens, lexicon):
        score = _score(phrase, tokens, core, lexicon)
        if score > 0:
            yield HeaderScore(
                field=phrase.field, score=score - 0.06 * corrections, phrase=phrase.text
            )


def _candidates(tokens: Sequence[str], lexicon: _Lexicon) -> Iterator[_Phrase]:
    for token in dict.fromkeys(tokens):
        yield from lexicon.by_word.get(token, ())
        yield from lexicon.by_start.get(token[:3], ())
    yield from lexicon.endings


def _score(phrase: _Phrase, tokens: Sequence[str], core: Sequence[str], lexicon: _Lexicon) -> float:
    if _equal(phrase.words, core) or _equal(phrase.words, tokens):
        return phrase.strength
    if phrase.whole:
        rest = [token for token in core if token not in _NAME_NOISE]
        own = [word for word in phrase.words if word not in _NAME_NOISE]
        if own and len(rest) < len(core) and _equal(own, rest):
            return phrase.strength - 0.06
        return _noun_score(phrase, core, lexicon)
    place = _place(phrase.words, core, lexicon)
    if place is None:
        return 0.0
    first, last, skipped = place
    left = [*core[:first], *core[last + 1 :]]
    cost = 0.02 * skipped
    for token in left:
        cost += 0.015 if token in lexicon.neutral or token in _UNIT_WORDS else _LEFT_OVER
    at_head = last == len(core) - 1 if phrase.language in _HEAD_LAST else first == 0
    # Of two phrases in one header the longer says more of it.
    return max(phrase.strength - cost + (0.02 if at_head else 0.0), 0.0)


def _noun_score(phrase: _Phrase, core: Sequence[str], lexicon: _Lexicon) -> float:
    """Return the score of a noun with words of its own before it: `Clinical system`."""
    if phrase.field != "application" or len(phrase.words) != 1 or phrase.strength < 0.75:
        return 0.0
    noun, *others = reversed(core) if phrase.language in _HEAD_LAST else core
    if phrase.words[0] != noun or not 1 <= len(others) <= 2 or len(core) > 3:
        return 0.0
    is_known = any(word in lexicon.known and word not in lexicon.neutral for word in others)
    return 0.0 if is_known else phrase.strength * 0.62


def _equal(words: Sequence[str], tokens: Sequence[str]) -> bool:
    return len(words) == len(tokens) and all(
        _same(word, token) for word, token in zip(words, tokens, strict=True)
    )


def _same(word: str, token: str) -> bool:
    if word.endswith("*"):
        return token.startswith(word[:-1])
    if word.startswith("*"):
        return token.endswith(word[1:])
    return word == token


def _place(
    words: Sequence[str], tokens: Sequence[str], lexicon: _Lexicon
) -> tuple[int, int, int] | None:
    """Return where words stand in order, with at most two neutral words between each two."""
    for start, token in enumerate(tokens):
        if not _same(words[0], token):
            continue
        at, skipped = start, 0
        for word in words[1:]:
            step = 1
            while at + step < len(tokens) and not _same(word, tokens[at + step]):
                if step > 2 or tokens[at + step] not in lexicon.neutral:
                    step = len(tokens)
                step += 1
            if at + step >= len(tokens):
                break
            skipped += step - 1
            at += step
        else:
            return start, at, skipped
    return None


def _without_units(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without units at the end: `rto in min` is `rto`."""
    end = len(tokens)
    while end > 1 and tokens[end - 1] in _UNIT_WORDS:
        end -= 1
    while 1 < end < len(tokens) and tokens[end - 1] in ("in", "en", "em", "per"):
        end -= 1
    return tokens[:end]


def _joined_scores(compact: str, lexicon: _Lexicon) -> Iterator[HeaderScore]:
    """Yield scores of words of a script that is written without spaces."""
    for phrase in lexicon.joined:
        word = "".join(phrase.words)
        if word == compact:
            score = phrase.strength
        elif phrase.whole and word in compact and len(word) >= 0.6 * len(compact):
            score = phrase.strength - 0.15
        elif not phrase.whole and word in compact:
            score = phrase.strength - min(0.02 * (len(compact) - len(word)), 0.3)
        else:
            continue
        yield HeaderScore(field=phrase.field, score=score, phrase=word)


def _corrected(tokens: tuple[str, ...]) -> tuple[tuple[str, ...], float]:
    """Return the words with short forms written out and small typing errors mended; how many."""
    short = load_header_vocabulary().short_forms
    mended: list[str] = []
    changed = 0.0
    for place, token in enumerate(tokens):
        # `Sec DC` is the secondary one, `RTO sec` is in seconds.
        is_unit = token in _UNIT_WORDS and (place > 0 or len(tokens) == 1)
        full = token if is_unit else short.get(token, "")
        if not full or full == token:
            full = _nearest(token)
            changed += full != token
        else:
            changed += 0.5
        mended += full.split()
    return tuple(mended), changed


@lru_cache(maxsize=16384)
def _nearest(token: str) -> str:
    known = _lexicon().known
    if len(token) < 4 or token in known or not token.isascii() or not token.isalpha():
        return token
    for ending in _ENDINGS:
        if token.endswith(ending) and token.removesuffix(ending) in known:
            return f"{token.removesuffix(ending)} {ending}"
    longer = [word for word in known if word.startswith(token) and len(word) > len(token) + 1]
    if longer:
        # A word that was cut short: `betriebssys`.
        return min(longer, key=lambda word: (len(word), word))
    if len(token) < 5:
        return token
    most = 2 if len(token) >= 9 else 1
    best, best_distance = token, most + 1
    for word in known:
        if abs(len(word) - len(token)) <= most and word[0] == token[0] and len(word) >= 5:
            distance = _distance(token, word, most)
            if distance < best_distance:
                best, best_distance = word, distance
    return best


def _distance(one: str, other: str, most: int) -> int:
    """Return how many letters are wrong, missing, too many or swapped; more than `most` is cut."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, against in enumerate(other, start=1):
            cost = letter != against
            value = min(line[-1] + 1, last[column] + 1, last[column - 1] + cost)
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                value = min(value, before[column - 2] + 1)
            line.append(value)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return last[-1]


@cache
def _lexicon() -> _Lexicon:
    vocabulary = load_header_vocabulary()
    by_word: dict[str, list[_Phrase]] = {}
    by_start: dict[str, list[_Phrase]] = {}
    endings: list[_Phrase] = []
    joined: list[_Phrase] = []
    for phrase in _phrases():
        first = phrase.words[0]
        if not "".join(phrase.words).isascii():
            joined.append(phrase)
        elif first.startswith("*"):
            endings.append(phrase)
        elif first.endswith("*"):
            by_start.setdefault(first[:3], []).append(phrase)
        else:
            by_word.setdefault(first, []).append(phrase)
    neutral = frozenset(word for entry in vocabulary.neutral.words for word in bare(entry).split())
    known = {word.strip("*") for phrase in _phrases() for word in phrase.words}
    known |= {w for item in vocabulary.look_alikes for g in item.all for t in g for w in t.split()}
    for group in (vocabulary.kinds.infrastructure, vocabulary.kinds.backup):
        known |= {word for text in group for word in text.split()}
    known |= {word for item in vocabulary.rejected for text in item.words for word in text.split()}
    return _Lexicon(
        by_word=_frozen(by_word),
        by_start=_frozen(by_start),
        endings=tuple(endings),
        joined=tuple(joined),
        known=frozenset(known | neutral | _UNIT_WORDS),
        neutral=neutral,
    )


def _frozen(groups: Mapping[str, list[_Phrase]]) -> Mapping[str, tuple[_Phrase, ...]]:
    return {key: tuple(phrases) for key, phrases in groups.items()}


@cache
def _phrases() -> tuple[_Phrase, ...]:
    return tuple(
        _Phrase(
            field=entry.field,
            words=words,
            strength=entry.strength,
            whole=entry.whole,
            language=language,
        )
        for entry in load_header_vocabulary().words
        for language, texts in entry.by_language.items()
        for words in map(phrase_words, texts)
        if words
    )


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

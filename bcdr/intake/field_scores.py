"""Scores what a header may mean: which fields, how surely, and which words are left over."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from bcdr.intake.header_concepts import concepts_in
from bcdr.intake.header_words import (
    HEADER_LENGTH,
    HeaderText,
    bare,
    header_text,
    is_word,
    phrase_words,
)
from bcdr.intake.mended_words import mended
from bcdr.model.header_vocabulary import COLUMNS_OF_TESTS, load_header_vocabulary

_HEAD_LAST: Final = frozenset({"en", "de", "nl", "ja"})
_NAME_NOISE: Final = frozenset(
    {"name", "names", "of", "the", "a", "critical", "key", "it", "business", "official", "full"}
    | {"time", "zeitkritischer", "zeitkritische", "zeitkritisches", "kritischer", "kritische"}
    | {"kritisches", "wesentliche", "wichtige", "critique", "critiques", "essentielle", "critico"}
    | {"critica", "criticos", "criticas", "kritiek", "kritieke", "essentiele", "essential"}
    | {"ti", "tic", "ict", "edv", "informatique", "numerique", "informatico", "informatica"}
    | {"common", "main", "nom", "de", "la", "du", "d", "l", "nombre", "del", "nome", "do", "da"}
    | {"naam", "van", "der", "des", "title", "bezeichnung", "what", "which", "who", "is", "your"}
    | {"please", "enter", "production", "prod"}
)
_PREFIXES: Final = frozenset(
    {"tag", "tags", "annotation", "annotations", "spec", "metadata", "label", "labels", "custom"}
    | {"attribute", "attributes", "attr", "property", "properties", "cf", "field", "ci", "cmdb"}
)
_UNIT_WORDS: Final = frozenset(
    {"h", "hr", "hrs", "hour", "hours", "m", "min", "mins", "minute", "minutes", "s", "sec"}
    | {"secs", "second", "seconds", "d", "day", "days", "w", "week", "weeks", "std", "stunde"}
    | {"stunden", "minuten", "sekunden", "tag", "tage", "heure", "heures", "jour", "jours"}
    | {"hora", "horas", "minuto", "minutos", "dia", "dias", "uur", "uren", "minuut", "dagen"}
    | {"ora", "ore", "minuti", "giorni", "giorno", "timmar", "timer", "godz", "hodin", "dni"}
    | {"dag", "kb", "mb", "gb", "tb", "pb", "kib", "mib", "gib", "tib", "pib", "byte", "bytes"}
    | {"usd", "eur", "gbp", "chf", "jpy", "percent", "pct", "時間", "分", "日", "小时"}
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
    return bool(scores) and scores[0].score >= 0.55 and scores[0].field not in COLUMNS_OF_TESTS


def _scores_of_text(text: HeaderText) -> Iterator[HeaderScore]:
    outside = list(_scores(text.tokens))
    yield from outside
    yield from _scores_of_parts(text.parts)
    inside: list[HeaderScore] = []
    # What stands in brackets explains; it decides only where the words before it do not.
    if text.bracketed and max((score.score for score in outside), default=0.0) < 0.6:
        inside = list(_scores(tuple(bare(text.bracketed).split())))
    for score in inside:
        yield HeaderScore(field=score.field, score=score.score - 0.1, phrase=score.phrase)
    # `How long can you be without it (RTO)` says RTO, whatever its words say together.
    if max((score.score for score in inside), default=0.0) < 0.9:
        yield from _scores_of_concepts(text.tokens)
    # `Backup (frequency)` says with its brackets what no part of it says alone.
    if text.bracketed and max((score.score for score in outside), default=0.0) < 0.9:
        for score in _scores_of_concepts(text.all_tokens):
            yield HeaderScore(field=score.field, score=score.score - 0.06, phrase=score.phrase)


def _scores_of_concepts(tokens: tuple[str, ...]) -> Iterator[HeaderScore]:
    """Yield what words say together in any order: a word of losing, and one of data."""
    lexicon = _lexicon()
    spelled, _ = mended(tokens, lexicon.known, _UNIT_WORDS)
    for words in dict.fromkeys((tokens, spelled)):
        for concept in concepts_in(words):
            others = sum(t not in lexicon.neutral and t not in _UNIT_WORDS for t in words)
            cost = 0.03 * max(others - concept.group_count, 0)
            score = concept.strength - min(cost, 0.15)
            yield HeaderScore(field=concept.field, score=score, phrase=concept.words)


def _scores_of_parts(parts: Sequence[str]) -> Iterator[HeaderScore]:
    """Yield what the parts of `Asset / Process` say; where several say the same, their mean."""
    said: dict[str, list[HeaderScore]] = {}
    for part in parts:
        best: dict[str, HeaderScore] = {}
        for score in _scores(tuple(part.split())):
            if score.field not in best or score.score > best[score.field].score:
                best[score.field] = score
        for score in best.values():
            said.setdefault(score.field, []).append(score)
    for field, scores in said.items():
        mean = sum(score.score for score in scores) / len(scores)
        first = max(scores, key=lambda score: score.score)
        yield HeaderScore(field=field, score=mean - 0.05, phrase=first.phrase)


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
    spelled, corrections = mended(plain, lexicon.known, _UNIT_WORDS)
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
        is_word(word, token) for word, token in zip(words, tokens, strict=True)
    )


def _place(
    words: Sequence[str], tokens: Sequence[str], lexicon: _Lexicon
) -> tuple[int, int, int] | None:
    """Return where words stand in order, with at most two neutral words between each two."""
    for start, token in enumerate(tokens):
        if not is_word(words[0], token):
            continue
        at, skipped = start, 0
        for word in words[1:]:
            step = 1
            while at + step < len(tokens) and not is_word(word, tokens[at + step]):
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
        word = "".join(phrase.words).replace("*", "")
        if word == compact:
            score = phrase.strength
        elif phrase.whole and word in compact and len(word) >= 0.6 * len(compact):
            score = phrase.strength - 0.15
        elif not phrase.whole and word in compact:
            # The noun stands last; what is found before it only qualifies it.
            cost = 0.015 if compact.endswith(word) else 0.025
            score = phrase.strength - min(cost * (len(compact) - len(word)), 0.3)
        else:
            continue
        yield HeaderScore(field=phrase.field, score=score, phrase=word)


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
        for words in _with_short_ones(map(phrase_words, texts))
    )


_LINKS: Final = frozenset(
    {"of", "the", "de", "du", "des", "d", "la", "le", "les", "l", "del", "el", "los", "las", "do"}
    | {"da", "dos", "das", "van", "het", "der", "dem"}
)


def _with_short_ones(phrases: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield phrases, and those of two and more words without what links them: `tipo backup`."""
    for words in phrases:
        if words:
            yield words
        short = tuple(word for word in words if word not in _LINKS)
        if 2 <= len(short) < len(words):
            yield short

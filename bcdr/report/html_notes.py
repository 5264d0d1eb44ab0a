"""Writes notes of people as HTML: a small part of Markdown, in which nothing is loaded or run.

Headings, paragraphs, lists, quotes, code, bold, italic and links to web pages are known. Everything
else, HTML and pictures among it, is shown as it was typed.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bcdr.report.markup import Markup, element, text, together

_HEADING: Final = re.compile(r"#{1,6}\s+(?P<words>.+?)\s*#*$")
_BULLET: Final = re.compile(r"\s{0,3}[-*+]\s+(?P<words>.+)$")
_NUMBER: Final = re.compile(r"\s{0,3}\d{1,4}[.)]\s+(?P<words>.+)$")
_QUOTE: Final = re.compile(r"\s{0,3}>\s?(?P<words>.*)$")
_FENCE: Final = re.compile(r"\s{0,3}```")
_SPAN: Final = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|\*\*(?P<bold>[^*\n]+)\*\*"
    r"|(?<![*\w])\*(?P<italic>[^*\s][^*\n]*)\*(?!\w)"
    r"|(?<!!)\[(?P<words>[^\]\n]+)\]\((?P<address>https?://[^\s)\"'<>]+)\)"
)
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:)\]]")


def notes_section(notes: Mapping[str, str]) -> Markup:
    """Return the chapter of the notes, by the name of the page they were written on."""
    parts: list[str] = [
        element("h2", "Notes"),
        element(
            "p",
            "What the people of this review wrote, page by page.",
            attributes={"class": "purpose"},
        ),
    ]
    for name, words in notes.items():
        if words.strip():
            said = [element("h3", name, attributes={"dir": "auto"}), note_markup(words)]
            parts.append(element("article", *said, attributes={"class": "written"}))
    return element("section", *parts, attributes={"id": "notes"})


def note_markup(words: str) -> Markup:
    """Return one note as HTML; every character of it is escaped before anything is made of it.

    >>> note_markup("**late**, see <b>")
    '<p dir="auto"><strong>late</strong>, see &lt;b&gt;</p>'
    """
    return together(*_blocks(words.replace("\r\n", "\n").split("\n")))


def linked(words: str) -> Markup:
    """Return words in which the addresses of web pages are links; nothing asks for them.

    >>> linked("See https://example.org/a.")
    'See <a href="https://example.org/a" rel="noopener noreferrer">https://example.org/a</a>.'
    """
    parts: list[str] = []
    end = 0
    for found in _ADDRESS.finditer(words):
        parts += [text(words[end : found.start()]), _link(found[0], found[0])]
        end = found.end()
    return together(*parts, text(words[end:]))


def _link(words: str, address: str) -> Markup:
    return element("a", words, attributes={"href": address, "rel": "noopener noreferrer"})


def _blocks(lines: list[str]) -> Iterator[Markup]:
    at = 0
    while at < len(lines):
        line = lines[at]
        heading = _HEADING.match(line)
        if not line.strip():
            at += 1
        elif _FENCE.match(line):
            end = next((n for n in range(at + 1, len(lines)) if _FENCE.match(lines[n])), len(lines))
            yield element("pre", element("code", "\n".join(lines[at + 1 : end])))
            at = end + 1
        elif heading:
            yield element("h4", _spans(heading["words"]), attributes={"dir": "auto"})
            at += 1
        else:
            kind = next((one for one in (_BULLET, _NUMBER, _QUOTE) if one.match(line)), None)
            found, at = _run(lines, at, kind)
            yield _block(kind, found)


def _run(lines: list[str], at: int, kind: re.Pattern[str] | None) -> tuple[list[str], int]:
    """Return the lines of one kind that follow one another, and where they end."""
    found = []
    while at < len(lines):
        line = lines[at]
        if kind is None:
            if not line.strip() or _begins_another(line):
                break
            found.append(line.strip())
        else:
            match = kind.match(line)
            if match is None:
                break
            found.append(match["words"])
        at += 1
    return found, at


def _begins_another(line: str) -> bool:
    return any(one.match(line) for one in (_HEADING, _BULLET, _NUMBER, _QUOTE, _FENCE))


def _block(kind: re.Pattern[str] | None, lines: list[str]) -> Markup:
    direction = {"dir": "auto"}
    if kind in (_BULLET, _NUMBER):
        items = [element("li", _spans(line), attributes=direction) for line in lines]
        return element("ul" if kind is _BULLET else "ol", *items)
    words = element("p", _spans("\n".join(lines)), attributes=direction)
    return words if kind is None else element("blockquote", words)


def _spans(words: str) -> Markup:
    """Return one line with its bold, italic, code and links; links are shown with their address."""
    parts: list[str] = []
    end = 0
    for found in _SPAN.finditer(words):
        parts.append(linked(words[end : found.start()]))
        if found["code"]:
            parts.append(element("code", found["code"]))
        elif found["bold"]:
            parts.append(element("strong", found["bold"]))
        elif found["italic"]:
            parts.append(element("em", found["italic"]))
        else:
            parts.append(_link(found["words"], found["address"]))
        end = found.end()
    return together(*parts, linked(words[end:]))

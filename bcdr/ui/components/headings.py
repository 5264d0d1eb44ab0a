"""Headings of pages and sections, and the numbers shown large beneath them."""

from dataclasses import dataclass

from bcdr.ui.markup import show, tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number shown large, in words, with what it counts and what puts it in proportion."""

    value: str
    title: str
    note: str = ""


def headline(claim: str, *lead: str) -> None:
    """Show what the page finds, in one sentence, and how it was found beneath it."""
    show(tag("h1", claim, css="b-title"), tag("p", *lead, css="b-lead"))


def section(title: str, *text: str) -> None:
    """Show where a section of the page begins, and what it shows."""
    show(tag("div", tag("h2", title), tag("p", *text), css="b-section"))


def subsection(title: str, *text: str) -> None:
    """Show where a part of a section begins, and what it shows."""
    show(tag("div", tag("h3", title), tag("p", *text), css="b-sub"))


def note(*text: str) -> None:
    """Show a short text of lesser weight."""
    show(tag("p", *text, css="b-note"))


def figures(*shown: Figure) -> None:
    """Show numbers side by side, the one that matters most first."""
    show(
        tag(
            "div",
            *(
                tag(
                    "dl",
                    tag("dt", figure.title),
                    tag("dd", figure.value),
                    *([tag("dd", figure.note)] if figure.note else []),
                    css="b-figure" if number else "b-figure b-first",
                )
                for number, figure in enumerate(shown)
            ),
            css="b-figures",
        )
    )

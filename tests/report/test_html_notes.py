"""Notes of people on a page: a little Markdown, and nothing that is loaded or run."""

import pytest

from bcdr.report.content import Report
from bcdr.report.html import html_page
from bcdr.report.html_notes import linked, note_markup
from tests.report.test_html import Page


def test_a_note_keeps_its_headings_lists_quotes_and_code() -> None:
    note = "# Agreed\nfirst\nline\n\n- one\n- two\n\n1. a\n2) b\n\n> said\n\n```\nx < y\n```"
    assert note_markup(note) == (
        '<h4 dir="auto">Agreed</h4><p dir="auto">first\nline</p>'
        '<ul><li dir="auto">one</li><li dir="auto">two</li></ul>'
        '<ol><li dir="auto">a</li><li dir="auto">b</li></ol>'
        '<blockquote><p dir="auto">said</p></blockquote><pre><code>x &lt; y</code></pre>'
    )


def test_bold_italic_and_code_are_marked_and_stars_of_a_sum_are_not() -> None:
    assert note_markup("**a** *b* `c` 2*3*4") == (
        '<p dir="auto"><strong>a</strong> <em>b</em> <code>c</code> 2*3*4</p>'
    )


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![shot](https://example.org/a.png)",
        "[go](javascript:alert(1))",
        '[go](https://example.org/"onmouseover="x)',
        "[go](data:text/html,x)",
        "**<b>**",
        "`</code><script>`",
        "```\n</code></pre><script>\n```",
    ],
)
def test_a_note_opens_nothing_that_loads_or_runs(typed: str) -> None:
    parsed = Page(f"<html>{note_markup(typed)}</html>")
    assert {tag for tag, _ in parsed.elements} <= {"html", "p", "a", "strong", "code", "pre"}
    for tag, attributes in parsed.elements:
        assert set(attributes) <= {"dir", "href", "rel"}, tag
        assert str(attributes.get("href", "https://")).startswith("https://")


def test_addresses_of_web_pages_are_links_that_say_nothing_of_who_follows_them() -> None:
    assert linked("(https://example.org/a?b=1&c=2).") == (
        '(<a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer">'
        "https://example.org/a?b=1&amp;c=2</a>)."
    )
    assert linked("http:// and ftp://example.org") == "http:// and ftp://example.org"


def test_a_note_that_is_long_and_strange_takes_no_longer() -> None:
    assert note_markup("*" * 20_000)
    assert note_markup("[" * 20_000)
    assert note_markup("`" * 20_000)


def test_notes_stand_under_the_name_of_their_page_and_in_the_contents(report: Report) -> None:
    page = html_page(report, {"Coverage <b>": "wait for **May**", "Plan": "  "})
    assert '<section id="notes"><h2>Notes</h2>' in page
    assert '<h3 dir="auto">Coverage &lt;b&gt;</h3><p dir="auto">wait for <strong>' in page
    assert '<a href="#notes">Notes</a>' in page
    assert page.count('class="written"') == 1


def test_a_page_without_notes_has_no_chapter_for_them(report: Report) -> None:
    assert 'id="notes"' not in html_page(report, {"Plan": "\n"})

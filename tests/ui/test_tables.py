"""Tables: cells are text, headings are headings, groups span their columns."""

from bcdr.ui.components.tables import Heading, table
from bcdr.ui.markup import tag


def test_cells_are_escaped_and_pieces_are_not() -> None:
    made = table(
        (Heading("Name"), Heading("Count", is_number=True)),
        [("<b>x</b>", tag("i", "5 < 6"))],
        label="A & B",
    )
    assert "&lt;b&gt;x&lt;/b&gt;" in made
    assert "<i>5 &lt; 6</i>" in made
    assert 'aria-label="A &amp; B"' in made
    assert '<td class="b-number">' in made


def test_the_first_cell_of_a_row_names_it() -> None:
    made = table((Heading("Name"), Heading("Count")), [("x", "1")], label="t")
    assert '<th scope="row">x</th><td>1</td>' in made


def test_a_row_that_goes_on_with_the_one_above_has_no_heading() -> None:
    made = table((Heading("Name"), Heading("Count")), [("x", "1"), ("", "2")], label="t")
    assert "<tr><td></td><td>2</td></tr>" in made


def test_neighbours_of_a_group_stand_under_it() -> None:
    made = table(
        (Heading("A"), Heading("B", group="Today"), Heading("C", group="Today")), [], label="t"
    )
    assert (
        '<td colspan="1"></td><th class="b-group b-gap" colspan="2" scope="colgroup">Today</th>'
    ) in made


def test_a_number_stays_on_one_line_with_its_unit_or_currency() -> None:
    made = table((Heading("A"), Heading("B")), [("every 1 h, kept 30 d", "USD 9")], label="t")
    space = "\N{NO-BREAK SPACE}"
    assert f"every 1{space}h, kept 30{space}d" in made
    assert f"USD{space}9" in made


def test_words_after_a_number_that_are_no_unit_may_stand_on_the_next_line() -> None:
    made = table((Heading("A"), Heading("B")), [("4 has", "2 hours")], label="t")
    assert "4 has" in made
    assert "2 hours" in made

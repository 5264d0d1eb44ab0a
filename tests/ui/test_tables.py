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


def test_neighbours_of_a_group_stand_under_it() -> None:
    made = table(
        (Heading("A"), Heading("B", group="Today"), Heading("C", group="Today")), [], label="t"
    )
    assert '<th colspan="1"></th><th class="b-group b-gap" colspan="2">Today</th>' in made

"""Colours of our own elements: text can be read on every step, in light and in dark."""

import pytest

from bcdr.ui import style
from bcdr.ui.style import Palette
from tests.test_packaging import contrast

PALETTES = (style._LIGHT, style._DARK)


@pytest.mark.parametrize("palette", PALETTES, ids=("light", "dark"))
def test_text_on_every_step_can_be_read(palette: Palette) -> None:
    for step in palette.steps:
        assert contrast(step.fill, step.ink) >= 4.5, step


@pytest.mark.parametrize("palette", PALETTES, ids=("light", "dark"))
def test_what_nothing_meets_can_be_read(palette: Palette) -> None:
    assert contrast(palette.band, palette.muted) >= 4.5


@pytest.mark.parametrize("palette", PALETTES, ids=("light", "dark"))
def test_lines_of_charts_stand_out_from_the_page(palette: Palette) -> None:
    for colour in (palette.accent, palette.penalty, palette.text):
        assert contrast(palette.page, colour) >= 3.0, colour


@pytest.mark.parametrize("palette", PALETTES, ids=("light", "dark"))
def test_steps_go_one_way(palette: Palette) -> None:
    apart = [contrast(palette.page, step.fill) for step in palette.steps]
    assert apart == sorted(apart)

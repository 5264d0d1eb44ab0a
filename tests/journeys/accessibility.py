"""What a person who reads little contrast, or works without a mouse, meets on a page."""

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page

from tests.test_packaging import contrast

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Text is large from 24 pixels, in bold from 18.66 (WCAG 2.2, 1.4.3).
LARGE_PIXELS = 24.0
LARGE_BOLD_PIXELS = 18.66
BOLD = 700
TEXT_CONTRAST = 4.5
LARGE_TEXT_CONTRAST = 3.0
MARK_CONTRAST = 3.0
MARK_PIXELS = 2.0
MOST_STOPS = 250

HIDE_CHART_TEXT = ".js-plotly-plot text{visibility:hidden!important}"
CHART_TEXTS = """() => [...document.querySelectorAll('.js-plotly-plot text')].flatMap(text => {
  if (!text.checkVisibility({visibilityProperty: true, opacityProperty: true})) return [];
  const spans = text.querySelectorAll('tspan:not(:has(tspan))');
  return [...(spans.length ? spans : [text])].filter(one => one.textContent.trim()).map(one => {
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    let opacity = 1;
    for (let up = one; up instanceof SVGElement; up = up.parentElement)
      opacity *= getComputedStyle(up).opacity * getComputedStyle(up).fillOpacity ** (up === one);
    return {words: one.textContent, ink: style.fill, opacity, size: parseFloat(style.fontSize),
      weight: Number(style.fontWeight), box: [box.left, box.top, box.right, box.bottom]};
  });
})"""
NAMELESS_CHARTS = """() => [...document.querySelectorAll('.js-plotly-plot')].filter(chart => {
  for (let up = chart; up && up.tagName !== 'MAIN'; up = up.parentElement)
    if (up.matches('[role=figure],[role=img]') && up.getAttribute('aria-label')) return false;
  return true;
}).length"""

# Every control that is there to be used, with where the focus went so far. The members of a tab
# list or of a group of choices share one stop: arrows go from one to the next.
LIST_CONTROLS = """() => {
  const wanted = 'a[href],button,input,select,textarea,summary,canvas,[role=tab],[role=radio],'
    + '[role=combobox],[role=checkbox],[role=slider],[role=spinbutton]';
  const usable = one => one.checkVisibility({visibilityProperty: true})
    && one.getBoundingClientRect().width > 1 && !one.matches(':disabled,[aria-disabled=true]')
    && !one.closest('[inert],[aria-hidden=true]');
  // The way begins at the top, whatever was clicked last.
  document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex');
  window.controls = [...document.querySelectorAll(wanted)].filter(usable);
  window.visited = new Set();
}"""
VISIT = """() => {
  const here = document.activeElement;
  if (here === document.body) return null;
  const again = window.visited.has(here), inGrid = here.closest('canvas') !== null;
  window.visited.add(here);
  const grid = here.closest('[data-testid=stDataFrame]');
  if (grid) grid.querySelectorAll('canvas').forEach(one => window.visited.add(one));
  let colour = '', width = 0;
  for (const one of [here, here.parentElement, here.parentElement.parentElement]) {
    const style = getComputedStyle(one);
    if (style.outlineStyle === 'none') continue;
    colour = style.outlineColor; width = parseFloat(style.outlineWidth); break;
  }
  return {again, inGrid, name: window.named(here), colour, width};
}"""
NAMED = """() => { window.named = one => {
  const words = (one.getAttribute('aria-label') || one.innerText || '').replace(/\\s+/g, ' ');
  return `${one.dataset.testid || one.getAttribute('role') || one.tagName.toLowerCase()}: `
    + words.trim().slice(0, 60);
} }"""
MISSED = """() => window.controls.filter(one => {
  if (!one.isConnected || window.visited.has(one)) return false;
  const group = one.closest('[role=radiogroup],[role=tablist]');
  return !(group && [...window.visited].some(other => group.contains(other)));
}).map(one => window.named(one))"""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the focus went: the name of what it is on, and the mark around it."""

    name: str
    mark: str
    mark_pixels: float


@dataclass(frozen=True, slots=True)
class Walk:
    """A way over the page by the Tab key: every stop, and every control it did not come by."""

    stops: tuple[Stop, ...]
    missed: tuple[str, ...]


def broken_rules(
    page: Page, *, excepted: Sequence[tuple[str, str]] = (), only_colours: bool = False
) -> list[str]:
    """What axe finds, a line each; of `excepted` pairs the rule is not asked of the selector."""
    asked = (
        {"type": "rule", "values": ["color-contrast"]}
        if only_colours
        else {"type": "tag", "values": list(RULES)}
    )
    options = {"resultTypes": ["violations"], "runOnly": asked}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]}"
        for rule in found
        for node in rule["nodes"]
        if not any(
            rule["id"] == name and page.locator(node["target"][0]).first.evaluate(
                "(one, selector) => one.matches(selector)", selector
            )
            for name, selector in excepted
        )
    ]  # fmt: skip


def faint_chart_texts(page: Page) -> list[str]:
    """Texts in charts that stand out too little from what is drawn behind them.

    Behind a text is the colour that most of its box has while no text is shown: axe does not look
    into drawings.
    """
    texts: list[dict[str, Any]] = page.evaluate(CHART_TEXTS)
    if not texts:
        return []
    hidden = page.add_style_tag(content=HIDE_CHART_TEXT)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    hidden.evaluate("style => style.remove()")
    return [
        f"{one['words']!r}: {reached:.2f}"
        for one in texts
        if (reached := _contrast_of(one, picture)) < _wanted(one)
    ]


def walked(page: Page) -> Walk:
    """The way of the focus from the top of the page by the Tab key."""
    page.evaluate(NAMED)
    page.evaluate(LIST_CONTROLS)
    stops: list[Stop] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        here = page.evaluate(VISIT)
        if here is None:
            break
        if here["inGrid"]:
            # Within a grid the key goes from cell to cell; this leaves it.
            page.keyboard.press("Escape")
        elif not here["again"]:
            stops.append(Stop(here["name"], here["colour"], here["width"]))
    else:
        raise AssertionError(f"Still on the page after {MOST_STOPS} stops: {stops[-3:]}")
    return Walk(tuple(stops), tuple(page.evaluate(MISSED)))


def unmarked(walk: Walk, paper: str) -> list[str]:
    """The stops whose mark is missing, thin, or hardly to be told from the paper."""
    return [
        f"{stop.name} ({stop.mark or 'no mark'}, {stop.mark_pixels:g} px)"
        for stop in walk.stops
        if stop.mark_pixels < MARK_PIXELS
        or contrast(_written(_parts(stop.mark)), paper) < MARK_CONTRAST
    ]


def _wanted(text: dict[str, Any]) -> float:
    least = LARGE_BOLD_PIXELS if text["weight"] >= BOLD else LARGE_PIXELS
    return LARGE_TEXT_CONTRAST if text["size"] >= least else TEXT_CONTRAST


def _contrast_of(text: dict[str, Any], picture: Image.Image) -> float:
    left, top, right, bottom = (round(edge) for edge in text["box"])
    bands = picture.crop((left, top, right, bottom)).tobytes()
    ((paper, _),) = Counter(zip(bands[::3], bands[1::3], bands[2::3], strict=True)).most_common(1)
    ink = [
        round(text["opacity"] * part + (1 - text["opacity"]) * under)
        for part, under in zip(_parts(text["ink"]), paper, strict=True)
    ]
    return contrast(_written(ink), _written(paper))


def _parts(colour: str) -> tuple[int, ...]:
    """Red, green and blue of a colour as a browser writes it."""
    inside = colour[colour.index("(") + 1 : -1]
    return tuple(round(float(part)) for part in inside.split(",")[:3])


def _written(parts: Sequence[int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in parts)

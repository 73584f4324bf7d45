"""What every chart is drawn on: axes in CSS pixels, text in the product's typeface, and the finished SVG or PNG.

Drawn the same way anywhere: whatever a machine's own matplotlib settings or fonts are, the same figures give the same
bytes. Only ``Figure`` is used, never pyplot.
"""

import io
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.textpath import TextToPath

WIDE, NARROW, PRINT = 960, 358, 720
"""Widths in CSS pixels: of a page on a desk, of a phone of 390 pixels with its margins, and of a picture on paper."""

BLUE, INK, GREY, PALE = "#0017c1", "#1a1a1a", "#4d4d4d", "#cccccc"
"""Key colour, text, lesser text and lines, of the Digital Agency's design tokens."""

POINTS = 72 / 96
"""Points in a CSS pixel."""

_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
# matplotlib keeps its settings in one place for the whole process; a server draws in several threads.
_ONE_AT_A_TIME = Lock()


@contextmanager
def _settings() -> Iterator[None]:
    with _ONE_AT_A_TIME, matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rc("svg", fonttype="path", hashsalt="tracker")
        matplotlib.rc("path", simplify=False)
        yield


def svg(width: float, height: float, draw: Callable[[Axes], None]) -> bytes:
    """What ``draw`` puts on axes that fill a picture of this size (CSS pixels)."""
    file = io.BytesIO()
    with _settings():
        _drawn(width, height, draw).savefig(file, format="svg", metadata=_NO_METADATA)
    return file.getvalue()


def png(width: float, height: float, draw: Callable[[Axes], None], pixels: int) -> bytes:
    """The same picture in dots, so many ``pixels`` wide."""
    file = io.BytesIO()
    with _settings():
        figure = _drawn(width, height, draw)
        figure.savefig(file, format="png", dpi=pixels / figure.get_figwidth(), metadata={"Software": None})
    return file.getvalue()


def _drawn(width: float, height: float, draw: Callable[[Axes], None]) -> Figure:
    figure = Figure(figsize=(width / 96, height / 96), dpi=96)
    draw(figure.add_axes((0, 0, 1, 1)))
    return figure


def in_pixels(axes: Axes, width: float, height: float) -> None:
    """Let the axes count CSS pixels from the upper left, and show nothing of their own."""
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_axis_off()


def put(
    axes: Axes, x: float, y: float, text: str, font: FontProperties, *, color: str = INK, align: str = "left"
) -> None:
    """A line of text on the baseline ``y``; dollar signs stay dollar signs."""
    axes.text(x, y, text, fontproperties=font, color=color, ha=align, va="baseline", parse_math=False)


def box(axes: Axes, x: float, y: float, width: float, height: float, *, filled: bool) -> None:
    """A bar: solid, or white with an outline, so that it reads without colour."""
    color = BLUE if filled else "white"
    axes.add_patch(Rectangle((x, y), width, height, facecolor=color, edgecolor=BLUE, linewidth=POINTS))


def text_width(text: str, font: FontProperties) -> float:
    """How many CSS pixels a line of text takes."""
    width, _, _ = TextToPath().get_text_width_height_descent(text, font, False)
    return float(width) / POINTS


def wrapped(text: str, font: FontProperties, width: float) -> list[str]:
    """The text in lines of at most ``width`` CSS pixels, broken after a space or a middle dot where there is one."""
    if text_width(text, font) <= width:
        return [text]
    lines = [""]
    for character in text:
        if lines[-1] and text_width(lines[-1] + character, font) > width:
            lines.append(_carried_over(lines))
        lines[-1] += character
    return [line.strip() for line in lines]


def _carried_over(lines: list[str]) -> str:
    """What of a full line goes to the next: the part after its last good place to break, if that is far enough on."""
    full = lines[-1]
    last = max(full.rfind(" "), full.rfind("・"), full.rfind("、"), full.rfind("　"))
    between_words = unicodedata.east_asian_width(full[-1]) not in "WF"
    if last < len(full) // (4 if between_words else 2):
        return ""
    lines[-1] = full[: last + 1]
    return full[last + 1 :]

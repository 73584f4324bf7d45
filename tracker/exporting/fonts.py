"""The typeface of charts, from the files that ship with the product: never from what a machine has installed."""

from matplotlib.font_manager import FontProperties

from tracker.files import FONTS


def regular(points: float) -> FontProperties:
    """Noto Sans JP in a size."""
    return FontProperties(fname=str(FONTS / "noto-sans-jp-400.ttf"), size=points)


def bold(points: float) -> FontProperties:
    """Noto Sans JP Bold in a size."""
    return FontProperties(fname=str(FONTS / "noto-sans-jp-700.ttf"), size=points)

"""The monthly paper as one file for a browser: style and pictures are inside, and nothing is asked of any address."""

from base64 import b64encode
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tracker.domain.report.document import FigureBlock, MonthlyReport
from tracker.exporting.report.pictures import narrow_picture_svg, picture_svg
from tracker.files import STATIC, TEMPLATES

_SHEETS = ("tokens", "base", "paper")


def write_html(report: MonthlyReport) -> bytes:
    """The paper as UTF-8. Its fonts are those of the reader's machine, by name."""
    page = _environment().get_template("reports/document.html")
    html = page.render(report=report, picture=_picture, narrow_picture=_narrow_picture, style=_style())
    return html.encode("utf-8")


@cache
def _environment() -> Environment:
    """Templates alone, as the web application reads them, but without anything of the web."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _style() -> str:
    """The shipped style sheets, which are ours and need no escaping."""
    return "\n".join((STATIC / "css" / f"{sheet}.css").read_text("utf-8").strip() for sheet in _SHEETS)


def _picture(block: FigureBlock) -> str:
    return _address(picture_svg(block.chart))


def _narrow_picture(block: FigureBlock) -> str:
    return _address(narrow_picture_svg(block.chart))


def _address(svg: bytes) -> str:
    """A picture as an address that holds it."""
    return "data:image/svg+xml;base64," + b64encode(svg).decode("ascii")

"""The pictures of a paper as files of their own, numbered from 1 in the order of the paper."""

from flask import Response, abort, request

from tracker.domain.report.document import Annex, FigureBlock, MonthlyReport, Section


def number_of(report: MonthlyReport, block: FigureBlock) -> int:
    """Which picture of the paper a block is."""
    return _figures(report).index(block) + 1


def figure_svg(report: MonthlyReport, number: int) -> Response:
    """A picture, in the version for phones where the address asks for it; 404 where there is none."""
    from tracker.exporting.report.pictures import narrow_picture_svg, picture_svg  # matplotlib is slow to load

    figures = _figures(report)
    if not 1 <= number <= len(figures):
        abort(404)
    write = narrow_picture_svg if request.args.get("width") == "narrow" else picture_svg
    return Response(write(figures[number - 1].chart), content_type="image/svg+xml")


def _figures(report: MonthlyReport) -> list[FigureBlock]:
    parts: tuple[Section | Annex, ...] = (*report.sections, *report.annexes)
    return [block for part in parts for block in part.blocks if isinstance(block, FigureBlock)]

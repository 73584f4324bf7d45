"""Charts: the drawn lengths are the figures, every word can be read, and the same figures give the same bytes."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from fractions import Fraction
from itertools import combinations
from xml.etree import ElementTree

import matplotlib
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import same_color
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox

from tests.build import TODAY, department, policy, procedure, target
from tracker.domain.coverage import Coverage, Rate
from tracker.domain.fiscal import month_ends
from tracker.domain.progress import Group, measure
from tracker.domain.vocabulary import Language
from tracker.exporting import fonts
from tracker.exporting.bars import bars, draw_bars
from tracker.exporting.canvas import NARROW, POINTS, WIDE, text_width
from tracker.exporting.charts import departments_svg, trend_svg
from tracker.exporting.frames import groups_frame, trend_frame
from tracker.exporting.trend import draw_trend, plot

NAMES = (
    *("政策経営部", "総務部", "施設部", "地域振興部", "産業観光部", "環境部", "福祉部", "健康部", "子育て支援部"),
    *("児童相談部", "都市整備部", "会計管理室", "教育委員会事務局", "監査事務局・選挙管理委員会事務局", "区議会事務局"),
)
COUNTED = {
    "総務部": (429_217, 467_241),
    "地域振興部": (360_902, 863_797),
    "環境部": (175_530, 175_530),
    "福祉部": (0, 196_147),
    "健康部": (23_532, 121_463),
}


def group(name: str, online: int, known: int, procedures: int = 2) -> Group:
    coverage = Coverage(procedures, int(online > 0), known_cases=known, online_cases=online)
    return Group("B01", name, coverage)


NOT_COUNTED = {"子育て支援部", "児童相談部", "都市整備部", "教育委員会事務局"}
WARD = [
    group(name, *COUNTED[name])
    if name in COUNTED
    else Group("B01", name, Coverage(procedures=int(name in NOT_COUNTED), uncounted=int(name in NOT_COUNTED)))
    for name in NAMES
]
STRANGE = [
    group("環境・エネルギー・まちづくり政策推進及び公共施設マネジメント統括本部（令和九年度から）", 1, 9_999_999_999),
    group("あいうえお" * 20, 5_000_000_000, 5_000_000_000),
    group("Department of Resident Registration, Family Registers and Identity Cards", 3, 7),
    group("a$x^2$b_{部} & <b>", 1, 2),
    group("", 0, 0),
]
MONTHS = month_ends(date(2023, 12, 1), date(2033, 12, 31))


def trend(shares: list[str]) -> list[tuple[date, Rate]]:
    fractions = [Fraction(share) for share in shares]
    return [(day, Rate(share.numerator, share.denominator)) for day, share in zip(MONTHS, fractions, strict=False)]


def canvas(width: float, height: float) -> tuple[Axes, FigureCanvasAgg]:
    figure = Figure(figsize=(width / 96, height / 96), dpi=96)
    return figure.add_axes((0, 0, 1, 1)), FigureCanvasAgg(figure)


def words(axes: Axes) -> dict[str, Bbox]:
    """The printed words and where they stand, in pixels from the lower left."""
    return {text.get_text(): text.get_window_extent() for text in axes.texts}


def assert_readable(axes: Axes, width: float, height: float) -> None:
    boxes = [(text.get_text(), text.get_window_extent()) for text in axes.texts]
    for printed, box in boxes:
        assert box.x0 >= -1, printed
        assert box.x1 <= width + 1, printed
        assert box.y0 >= -1, printed
        assert box.y1 <= height + 1, printed
    for (one, box), (other, beside) in combinations(boxes, 2):
        overlap = Bbox.intersection(box, beside)
        assert overlap is None or min(overlap.width, overlap.height) < 2, (one, other)


def drawn_bars(axes: Axes, *, solid: bool) -> list[Rectangle]:
    """The bars without the two little boxes of the heading."""
    patches = [patch for patch in axes.patches if isinstance(patch, Rectangle) and patch.get_y() > 30]
    return [patch for patch in patches if same_color(patch.get_facecolor(), "white") != solid]


# The departments' bars


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("groups", [WARD, STRANGE, []], ids=["ward", "strange", "none"])
def test_every_word_of_the_bars_can_be_read(groups: list[Group], language: Language, narrow: bool) -> None:
    layout = bars(groups_frame(groups, language), narrow=narrow)
    axes, _ = canvas(layout.width, layout.height)
    draw_bars(axes, layout, language)
    assert layout.width == (NARROW if narrow else WIDE)
    assert_readable(axes, layout.width, layout.height)
    for text in axes.texts:
        assert text.get_fontsize() / POINTS >= 14
        for bar in drawn_bars(axes, solid=True) + drawn_bars(axes, solid=False):
            overlap = Bbox.intersection(text.get_window_extent(), bar.get_window_extent())
            assert overlap is None or min(overlap.width, overlap.height) < 2, text.get_text()


@pytest.mark.parametrize("narrow", [False, True])
def test_bars_are_as_long_as_the_cases(narrow: bool) -> None:
    layout = bars(groups_frame(WARD), narrow=narrow)
    axes, _ = canvas(layout.width, layout.height)
    draw_bars(axes, layout)
    totals = [bar.get_width() for bar in drawn_bars(axes, solid=False)]
    online = [bar.get_width() for bar in drawn_bars(axes, solid=True)]
    longest = max(totals)
    assert longest > 0.45 * layout.width
    assert totals == pytest.approx([longest * known / 863_797 for _, known in COUNTED.values()])
    assert online == pytest.approx([longest * done / 863_797 for done, _ in COUNTED.values() if done])


def test_bars_stand_in_the_order_given_with_their_figures() -> None:
    layout = bars(groups_frame(WARD))
    axes, _ = canvas(layout.width, layout.height)
    draw_bars(axes, layout)
    printed = words(axes)
    heights = [printed[name].y0 for name in NAMES]
    assert heights == sorted(heights, reverse=True)
    for expected in ("91.9％", "429,217件／467,241件", "0.0％", "オンライン化済み", "それ以外", "単位：件"):
        assert expected in printed
    assert [text.get_text() for text in axes.texts].count("件数集計済みの手続なし") == 4
    assert [text.get_text() for text in axes.texts].count("手続なし") == 6


def test_dollar_signs_are_not_mathematics() -> None:
    layout = bars(groups_frame([group("$x$", 1, 2)]))
    axes, _ = canvas(layout.width, layout.height)
    draw_bars(axes, layout)
    assert words(axes)["$x$"].width == pytest.approx(text_width("$x$", fonts.regular(15 * POINTS)), abs=2)


def test_a_frame_has_a_row_per_group_in_the_order_given() -> None:
    frame = groups_frame(WARD)
    assert list(frame["name"]) == list(NAMES)
    assert (frame["online"].sum(), frame["online"].sum() + frame["other"].sum()) == (989_181, 1_824_178)
    assert frame["percent"].iloc[1] == "91.9％"
    assert groups_frame([]).empty


def test_a_frame_names_themes_in_words() -> None:
    progress = measure([procedure("A")], policy(), (department(),), TODAY)
    assert list(groups_frame(progress.by_theme(), "en", "theme")["name"]) == ["Other"]


# The trend

TRENDS = {
    "none": [],
    "one": ["0.542"],
    "two": ["0.1", "0.9"],
    "year": [f"0.{50 + number}" for number in range(14)],
    "at the target": ["0.8"] * 8,
    "falling to it": [f"0.{90 - number}" for number in range(20)],
    "everything": ["0", "1"] * 5 + ["1"],
    "ten years": [f"0.{number:03}" for number in range(121)],
}


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("shares", TRENDS.values(), ids=TRENDS)
def test_every_word_of_the_trend_can_be_read(shares: list[str], language: Language, narrow: bool) -> None:
    layout = plot(narrow=narrow)
    axes, _ = canvas(layout.width, layout.height)
    draw_trend(axes, trend_frame(trend(shares), language), target(), layout, language)
    assert_readable(axes, layout.width, layout.height)
    assert all(text.get_fontsize() / POINTS >= 14 for text in axes.texts)


def test_the_line_runs_from_0_to_100_percent_and_says_its_last_figure() -> None:
    layout = plot()
    axes, _ = canvas(layout.width, layout.height)
    draw_trend(axes, trend_frame(trend(["0", "0.25", "1", "0.542"])), target(), layout)
    (line,) = [line for line in axes.lines if line.get_marker() == "o"]
    height = layout.bottom - layout.top
    assert list(line.get_ydata()) == pytest.approx(
        [layout.bottom, layout.bottom - height / 4, layout.top, layout.bottom - height * 0.542]
    )
    printed = words(axes)
    assert {"54.2％", "0％", "100％", "目標（約８割）"} <= set(printed)
    assert printed["54.2％"].x0 > line.get_window_extent().x1 - 8


def test_the_target_is_a_dashed_line_at_its_share() -> None:
    layout = plot()
    axes, _ = canvas(layout.width, layout.height)
    draw_trend(axes, trend_frame(trend(["0.5", "0.6"])), target("0.75"), layout, "en")
    (dashed,) = [line for line in axes.lines if line.is_dashed()]
    assert set(dashed.get_ydata()) == {layout.y(75)}
    assert "Target 75.0%" in words(axes)
    axes, _ = canvas(layout.width, layout.height)
    draw_trend(axes, trend_frame(trend(["0.5", "0.6"])), None, layout)
    assert not [line for line in axes.lines if line.is_dashed()]


def test_the_words_of_the_target_keep_off_the_line() -> None:
    layout = plot()
    axes, _ = canvas(layout.width, layout.height)
    draw_trend(axes, trend_frame(trend(["0.82", "0.83", "0.84"])), target(), layout)
    (line,) = [line for line in axes.lines if line.get_marker() == "o"]
    label = words(axes)["目標（約８割）"]
    assert not line.get_path().transformed(line.get_transform()).intersects_bbox(label, filled=False)


def test_days_without_a_rate_are_left_out_and_days_are_put_in_order() -> None:
    frame = trend_frame([(MONTHS[2], Rate(1, 2)), (MONTHS[1], Rate(0, 0)), (MONTHS[0], Rate(1, 4))])
    assert list(frame["day"]) == [MONTHS[0], MONTHS[2]]
    assert list(frame["percent"]) == ["25.0％", "50.0％"]


def test_the_months_are_named_with_their_year() -> None:
    layout = plot()
    axes, _ = canvas(layout.width, layout.height)
    draw_trend(axes, trend_frame(trend(["0.5"] * 6)), None, layout)
    assert {"12月", "1月", "5月", "令和5年", "令和6年"} <= set(words(axes))


# The pictures


def pictures() -> list[bytes]:
    made = []
    for narrow in (False, True):
        for language in ("ja", "en"):
            made.append(departments_svg(WARD, language, narrow=narrow))
            made.append(trend_svg(trend(TRENDS["year"]), target(), language, narrow=narrow))
    return made


def test_the_same_figures_give_the_same_bytes_in_every_thread() -> None:
    expected = pictures()
    with ThreadPoolExecutor(4) as pool:
        results = [job.result() for job in [pool.submit(pictures) for _ in range(4)]]
    assert all(result == expected for result in results)
    assert len(set(expected)) == len(expected)


def test_settings_of_the_machine_change_nothing_and_are_left_alone() -> None:
    expected = departments_svg(WARD)
    with matplotlib.rc_context({"svg.hashsalt": "other", "savefig.bbox": "tight", "path.sketch": (1, 100, 2)}):
        before = dict(matplotlib.rcParams)
        assert departments_svg(WARD) == expected
        assert dict(matplotlib.rcParams) == before


def test_a_picture_is_paths_only_and_asks_nothing_of_anybody() -> None:
    for picture in pictures():
        root = ElementTree.fromstring(picture)
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert not tags & {"text", "image", "script", "foreignObject", "date"}
        assert b"matplotlib.org" not in picture
        assert len(picture) < 200_000


@pytest.mark.parametrize(("narrow", "width"), [(False, 960), (True, 358)])
def test_a_picture_is_as_wide_as_it_is_shown(narrow: bool, width: int) -> None:
    for picture in (departments_svg(WARD, narrow=narrow), trend_svg([], None, narrow=narrow)):
        points = ElementTree.fromstring(picture).get("width") or ""
        assert float(points.removesuffix("pt")) / POINTS == pytest.approx(width)


def test_drawing_never_loads_pyplot() -> None:
    program = (
        "import sys; from tracker.exporting.charts import trend_svg; trend_svg([], None);"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    subprocess.run(
        [sys.executable, "-c", program], check=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )

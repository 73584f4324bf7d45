"""The officer's guide says what is there: pictures made from the product, and buttons by the words on the pages."""

import re
from pathlib import Path

import pytest

from tools.pictures import IN_DOCUMENTS

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "guide.ja.md").read_text("utf-8")
HEADINGS = re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)
WORDED = re.compile(r"""_\(["'](.+?)["'][,)]|>([^<>{}]+)</a>""")


def on_the_pages() -> set[str]:
    """Everything that the pages say in one piece; 作成する（20課） is also called 作成する."""
    templates = (path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.html"))
    said = {"".join(found) for template in templates for found in WORDED.findall(template)}
    return said | {text.partition("（")[0] for text in said}


def pressed() -> list[str]:
    """What the guide tells people to press: 「確認する」を押す, 「確認する」又は「差し戻す」を押す."""
    sentences = re.findall(r"((?:「[^」]+」(?:又は)?)+)を(?:一度)?押", GUIDE.replace("\n", ""))
    return sorted({button for sentence in sentences for button in re.findall(r"「([^」]+)」", sentence)})


def anchor(heading: str) -> str:
    """How GitHub names the place of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_every_picture_is_one_that_the_script_makes() -> None:
    shown = set(re.findall(r"!\[[^\]]+\]\(pictures/([^)]+)\.png\)", GUIDE))
    assert shown == IN_DOCUMENTS, "each is made, and each is used"
    for name in shown:
        picture = ROOT / "docs" / "pictures" / f"{name}.png"
        assert 0 < picture.stat().st_size < 150_000, name


def test_no_picture_is_left_over() -> None:
    assert {path.stem for path in (ROOT / "docs" / "pictures").glob("*.png")} == IN_DOCUMENTS


@pytest.mark.parametrize("button", pressed())
def test_what_is_to_be_pressed_is_on_a_page(button: str) -> None:
    assert button in on_the_pages()


def test_the_guide_tells_people_to_press_things() -> None:
    assert len(pressed()) > 30


def test_every_chapter_is_found_from_the_table_at_the_top() -> None:
    linked = re.findall(r"\]\(#([^)]+)\)", GUIDE)
    assert set(linked) <= {anchor(heading) for heading in HEADINGS}
    chapters = [anchor(heading) for heading in HEADINGS if re.match(r"\d", heading)]
    assert linked[: len(chapters)] == chapters

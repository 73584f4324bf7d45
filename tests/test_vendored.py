"""The files of others that ship with us: unchanged, complete for our names, and asking nothing of the internet."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "tracker" / "static"
FONTS = sorted((STATIC / "fonts").glob("noto-sans-jp-*"))
CHECKSUMS = {
    path: checksum
    for checksum, path in (line.split() for line in (ROOT / "tools" / "vendored.sha256").read_text().splitlines())
}

# Names of XML vocabularies look like addresses and are never fetched.
XML_NAME = re.compile(r"""(["'])http://www\.w3\.org/(?:2000/svg|1999/xhtml|1999/xlink|1998/Math/MathML)\1""")
ADDRESS = re.compile(
    r"""\b(?:https?|wss?|ftp):\\?/\\?/[\w{\[%]  # https://host, also with a variable as host
      | (?<![:\w])//[\w{]                       # //host: so a comment needs its space after the slashes
      | \bdata:(?:[\w.+-]+/[\w.+-]+)?[;,]       # data:image/png;base64, which the content policy refuses
    """,
    re.IGNORECASE | re.VERBOSE,
)


def outside_addresses(text: str) -> list[str]:
    """The lines that name an outside address, cut to what fits on a screen."""
    lines = XML_NAME.sub("", text).splitlines()
    return [f"{number}: {line.strip()[:120]}" for number, line in enumerate(lines, 1) if ADDRESS.search(line)]


def pages_scripts_and_styles() -> Iterator[Path]:
    """Everything a browser reads as text. Licences and fonts are only kept, not followed."""
    for path in sorted([*STATIC.rglob("*"), *(ROOT / "templates").rglob("*")]):
        kept = path.suffix in {".ttf", ".woff2", ".png"} or path.name.startswith(("LICENSE", "OFL"))
        if path.is_file() and not kept:
            yield path


@pytest.mark.parametrize("path", CHECKSUMS)
def test_a_vendored_file_is_what_the_maintenance_script_made(path: str) -> None:
    assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() == CHECKSUMS[path]


def test_every_font_and_every_file_of_axe_is_listed_with_its_licence() -> None:
    folders = [STATIC / "fonts", ROOT / "tests" / "browser" / "axe"]
    present = {path.relative_to(ROOT).as_posix() for folder in folders for path in folder.iterdir()}
    tokens = {"tracker/static/css/tokens.css", "tracker/static/css/LICENSE.design-tokens"}
    assert present | tokens == set(CHECKSUMS)
    assert {"tracker/static/fonts/OFL.txt", "tests/browser/axe/LICENSE"} <= present


def test_no_page_script_or_style_refers_to_an_outside_address() -> None:
    files = list(pages_scripts_and_styles())
    found = {str(path.relative_to(ROOT)): outside_addresses(path.read_text("utf-8")) for path in files}
    assert STATIC / "css" / "tokens.css" in files
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example.com/x.js"></script>',
        '<link href=//cdn.example.com/x.css rel=stylesheet>',
        "<img src='HTTP://example.com/x.png'>",
        '<img srcset="x.png 1x, //example.com/x.png 2x">',
        '<a href="https://{{ host }}/">',
        '@import "https://fonts.example.com/css2";',
        "@import url(//fonts.example.com/css2);",
        "a { background: url( 'https://example.com/x.png' ) }",
        "a { background: url(data:image/png;base64,AAAA) }",
        "@font-face { src: url(data:;base64,AAAA) }",
        "fetch(`//example.com/${id}`)",
        "new WebSocket('wss://example.com')",
        r'{"url": "https:\/\/example.com"}',
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://example.com/x.png"/></svg>',
    ],
)  # fmt: skip
def test_an_outside_address_is_found(text: str) -> None:
    assert outside_addresses(f"\n{text}") == [f"2: {XML_NAME.sub('', text)}"]


@pytest.mark.parametrize(
    "text",
    [
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">',
        'document.createElementNS("http://www.w3.org/2000/svg", "rect")',
        '<a href="/procedures/K-001">', '<a href="{{ procedure.url }}">',
        '@font-face { src: url("../fonts/noto-sans-jp-400.woff2") format("woff2") }',
        "// a comment", "const data = {data: rows, id}", '{"data": [1, 2]}', "https:// で始まる住所",
    ],
)  # fmt: skip
def test_what_stays_at_home_is_left_alone(text: str) -> None:
    assert outside_addresses(text) == []


def jis_level_1() -> str:
    """The 2,965 kanji of JIS X 0208 level 1: rows 16 to 46, and 51 cells of row 47."""
    cells = [(row, cell) for row in range(16, 48) for cell in range(1, 95)][:2965]
    return bytes(0xA0 + number for place in cells for number in place).decode("euc_jp")


def characters_needed() -> set[str]:
    """What the ward's catalogue holds, kana, level 1, and signs and name kanji that are easily lost."""
    catalogue = (ROOT / "data" / "procedures.csv").read_text("utf-8-sig")
    kana = "".join(map(chr, [*range(0x3041, 0x3097), *range(0x30A1, 0x30FB), *range(0xFF66, 0xFFA0)]))
    ascii_and_wide = "".join(map(chr, [*range(0x20, 0x7F), *range(0xFF01, 0xFF5F)]))
    easily_lost = "塡剝頰𠮟𠮷髙﨑驒德㋿①⑳№✓—–−－〜～…※○◎△×□■▲▼→⇒㈱℡㎡ー々〆〇『』【】￥¥⾏"
    return set(catalogue + kana + ascii_and_wide + easily_lost + jis_level_1()) - {"\r", "\n"}


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.name)
def test_a_font_has_every_character_of_our_names(path: Path) -> None:
    with TTFont(path, lazy=True) as font:
        drawn = {chr(code) for code, glyph in font.getBestCmap().items() if glyph != ".notdef"}
    assert "".join(sorted(characters_needed() - drawn)) == ""


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.name)
def test_a_font_has_its_weight_digits_of_one_width_and_its_licence(path: Path) -> None:
    with TTFont(path, lazy=True) as font:
        assert (font["name"].getDebugName(1), font["OS/2"].usWeightClass) == ("Noto Sans JP", int(path.stem[-3:]))
        glyphs = font.getBestCmap()
        assert len({font["hmtx"][glyphs[ord(digit)]][0] for digit in "0123456789"}) == 1
        features = {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
        assert {"kern", "palt"} <= features
        assert "Open Font License" in font["name"].getDebugName(13)


def test_there_are_two_weights_for_pages_and_two_for_charts() -> None:
    assert [path.name.removeprefix("noto-sans-jp-") for path in FONTS] == [
        "400.ttf",
        "400.woff2",
        "700.ttf",
        "700.woff2",
    ]

"""Make again the files of others that this project carries: fonts, colour tokens and axe-core.

For maintainers only. Users, the tests and the running program never need this script or the internet. It wants npm
(packages are fetched with ``npm pack``, nothing of them is run) and the locked development requirements (fonttools,
brotli; another version of these gives other bytes for the same glyphs)::

    python tools/vendor_assets.py

To move to a newer package: change its version and sha512 below (``npm view NAME@VERSION dist.integrity``), run, look
at a page and a chart, and commit the files with ``tools/vendored.sha256``. That list is read by
``tests/test_vendored.py`` and by ``sha256sum -c tools/vendored.sha256``.
"""

import base64
import hashlib
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from unicodedata import name

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
CHECKSUMS = ROOT / "tools" / "vendored.sha256"

# What horizontal text needs. The digits of this font are all of one width, so there is no `tnum` to keep.
LAYOUT_FEATURES = ["ccmp", "halt", "kern", "liga", "locl", "mark", "palt", "tnum"]
VERTICAL_TABLES = ["vhea", "vmtx"]
# Kanji of names that no JIS set below holds: the lower-roofed 吉 of 𠮷野, 𠮷田.
NAME_KANJI = {ord("𠮷")}


@dataclass(frozen=True)
class Package:
    """An npm package of one version; ``sha512`` is the base64 digest of its archive, as npm's registry states it."""

    name: str
    version: str
    sha512: str

    def fetch(self, folder: Path) -> dict[str, bytes]:
        """The package's files by path, downloaded into ``folder``; ValueError when not what was pinned."""
        command = ["npm", "pack", "--silent", "--ignore-scripts", f"{self.name}@{self.version}"]
        answer = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
        archive = folder / answer.stdout.split()[-1]
        found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if found != self.sha512:
            raise ValueError(f"{self.name}@{self.version}: sha512 is {found}, pinned is {self.sha512}")
        with tarfile.open(archive) as tar:
            files = {member.name.removeprefix("package/"): tar.extractfile(member) for member in tar}
            return {path: file.read() for path, file in files.items() if file}


NOTO = Package(
    "@expo-google-fonts/noto-sans-jp",
    "0.4.3",
    "Fl+Z6vtD24HFAYsvzB0S9Nery1ly16B9PesdY0wBd+wEHAvkNglnkTUspU0HqGOubkmoa8zusJrKv6vDx1o70A==",
)
TOKENS = Package(
    "@digital-go-jp/design-tokens",
    "1.1.9",
    "93zW/Gb4/pwb63W7r8RHWQdbLGap4heHt5unQQjaqP1OlPqRif146tvqtyJ2xPcot3pnndFY3ph1DC0Crwp6bg==",
)
AXE = Package(
    "axe-core",
    "4.14.1",
    "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
)


def is_kanji(code: int) -> bool:
    return name(chr(code), "").startswith(("CJK UNIFIED IDEOGRAPH", "CJK COMPATIBILITY IDEOGRAPH"))


def is_in(encoding: str, code: int, last_lead_byte: int = 0xFF) -> bool:
    """Whether a character can be written in ``encoding`` with a first byte up to ``last_lead_byte``."""
    try:
        return chr(code).encode(encoding)[0] <= last_lead_byte
    except UnicodeEncodeError:
        return False


def belongs_in_pages(code: int) -> bool:
    """Every sign, and the kanji of CP932 and of JIS levels 1 to 3: 塡, 剝 and 驒 (of 飛驒市) are level 3.

    In Shift_JIS-2004 the levels 1 to 3 (plane 1) have first bytes up to EF, level 4 (plane 2) from F0.
    """
    in_levels_1_to_3 = is_in("shift_jis_2004", code, last_lead_byte=0xEF)
    return not is_kanji(code) or is_in("cp932", code) or in_levels_1_to_3 or code in NAME_KANJI


def belongs_in_charts(code: int) -> bool:
    """JIS level 4 too: a page falls back to the reader's own fonts, a chart prints an empty box."""
    return belongs_in_pages(code) or is_in("shift_jis_2004", code)


def subset(font_file: bytes, belongs: Callable[[int], bool], flavor: str | None) -> bytes:
    """The font with only the characters that belong, as TrueType (``flavor`` None) or woff2."""
    font = TTFont(BytesIO(font_file), recalcTimestamp=False)
    options = Options(layout_features=LAYOUT_FEATURES, name_IDs=["*"], name_languages=["*"], notdef_outline=True)
    options.drop_tables += VERTICAL_TABLES
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for code in font.getBestCmap() if belongs(code)])
    subsetter.subset(font)
    font.flavor = flavor
    result = BytesIO()
    font.save(result)
    return result.getvalue()


def made_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Each vendored file: its path from the root of the project, and its bytes."""
    noto, tokens, axe = (package.fetch(folder) for package in (NOTO, TOKENS, AXE))
    for weight, original in (("400", "400Regular/NotoSansJP_400Regular"), ("700", "700Bold/NotoSansJP_700Bold")):
        whole = noto[f"{original}.ttf"]
        path = f"tracker/static/fonts/noto-sans-jp-{weight}"
        yield f"{path}.ttf", subset(whole, belongs_in_charts, flavor=None)
        yield f"{path}.woff2", subset(whole, belongs_in_pages, flavor="woff2")
    yield "tracker/static/fonts/OFL.txt", noto["LICENSE_FONT"]
    yield "tracker/static/css/tokens.css", tokens["dist/tokens.css"]
    yield "tracker/static/css/LICENSE.design-tokens", tokens["LICENSE"]
    yield "tests/browser/axe/axe.min.js", axe["axe.min.js"]
    yield "tests/browser/axe/ja.json", axe["locales/ja.json"]
    yield "tests/browser/axe/LICENSE", axe["LICENSE"]
    yield "tests/browser/axe/LICENSE-3RD-PARTY.txt", axe["LICENSE-3RD-PARTY.txt"]


def main() -> None:
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for path, data in made_files(Path(folder)):
            target = ROOT / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            lines.append(f"{hashlib.sha256(data).hexdigest()}  {path}\n")
            print(f"{len(data):>9,}  {path}")
    CHECKSUMS.write_text("".join(sorted(lines, key=lambda line: line.split()[1])), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

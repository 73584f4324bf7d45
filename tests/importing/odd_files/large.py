"""Files at the limits of size and beyond."""

import io
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZipFile

from tests.importing.odd_files.archives import SHEET
from tests.importing.odd_files.odd_file import OddFile, refused
from tests.importing.workbook_files import MAIN, package

HEADINGS = "手続ID,手続名,所管課,年間受付件数,オンライン化状況\r\n"
MILLION = 1_000_000


def thin(cells: str) -> Callable[[], bytes]:
    """A csv file of a million short rows."""
    return lambda: (HEADINGS + "".join(f"K-{n},手続{n},税務課,{cells}\r\n" for n in range(MILLION))).encode()


def thin_sheet() -> bytes:
    """A workbook of a million short rows."""
    texts = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in HEADINGS.strip().split(","))
    content = io.BytesIO(package())
    with ZipFile(io.BytesIO(package())) as plain, ZipFile(content, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name in plain.namelist():
            if name != SHEET:
                archive.writestr(name, plain.read(name))
        with archive.open(SHEET, "w") as part:
            part.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for _ in range(100):
                part.write(f"<row>{texts}</row>".encode() * (MILLION // 100))
            part.write(b"</sheetData></worksheet>")
    return content.getvalue()


FILES: list[OddFile] = [
    refused("a million thin rows", thin("…,未実施"), "100,000行まで", row=100_002),
    refused("a million thin rows with remarks", thin("…,○"), "100,000行まで", row=100_002),
    refused("a million thin rows with problems", thin("約5,"), "10,000か所を超えた", row=5_002),
    refused("a million thin rows in a workbook", thin_sheet, "シートが大きすぎます"),
    refused("more than 100 MB", lambda: b"a" * 100_000_001, "100MBを超えています"),
]

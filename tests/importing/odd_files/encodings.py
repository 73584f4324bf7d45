"""Encodings: decided by strict decoding, never guessed."""

from tests.importing.catalogue_files import csv_text, row, several, table
from tests.importing.odd_files.odd_file import OddFile, accepted, bytes_of, cell_refused, csv_of, refused, warned

PLAIN = csv_text(table([row(name="健(検)診～①髙㈱")]))
THREE = csv_text(table(several(row(note="@@"), row(note="転入"), row(note="@@"))))
MIXED = "文字コードが混ざっている"


def mixed(first: str, other: str) -> bytes:
    """Three rows, the last of them in another encoding."""
    lines = THREE.replace("@@", "住民票").encode(first).split(b"\r\n")
    lines[3] = lines[3].decode(first).encode(other)
    return b"\r\n".join(lines)


def with_bytes(found: bytes, codec: str = "utf-8") -> bytes:
    """Three rows, with some bytes in a cell of the first."""
    return THREE.encode(codec).replace(b"@@", found, 1).replace(b"@@", b"")


FILES: list[OddFile] = [
    accepted("UTF-8 with BOM", csv_of(row(name="髙橋"), codec="utf-8-sig"), says={"name": "髙橋"}),
    accepted("UTF-8 without BOM", csv_of(row(name="𠮷野家")), says={"name": "𠮷野家"}),
    accepted(
        "CP932 with characters of NEC and IBM",
        csv_of(row(name="健(検)診～①髙㈱"), codec="cp932"),
        says={"name": "健(検)診～①髙㈱"},
    ),
    accepted("CP932 half-width katakana", csv_of(row(name="ﾃｽﾄ"), codec="cp932"), says={"name": "ﾃｽﾄ"}),
    accepted(
        "CP932 second byte like a backslash or a bar",
        csv_of(row(name="表示ソ能予ポ"), codec="cp932"),
        says={"name": "表示ソ能予ポ"},
    ),
    refused("UTF-16 with BOM", bytes_of(PLAIN.encode("utf-16")), "UTF-16"),
    refused("UTF-16 little endian without BOM", bytes_of(PLAIN.encode("utf-16-le")), "UTF-16"),
    refused("UTF-16 big endian without BOM", bytes_of(PLAIN.encode("utf-16-be")), "UTF-16"),
    refused("UTF-16 big endian with BOM", bytes_of(b"\xfe\xff" + PLAIN.encode("utf-16-be")), "UTF-16"),
    refused("UTF-32", bytes_of(PLAIN.encode("utf-32")), "UTF-16"),
    refused("EUC-JP", bytes_of(THREE.replace("@@", "住民票").encode("euc_jp")), MIXED, row=1),
    refused("ISO-2022-JP", bytes_of(THREE.replace("@@", "住民票").encode("iso2022_jp")), "見出しの行が見つかりません"),
    refused("UTF-8 with a row in CP932", bytes_of(mixed("utf-8", "cp932")), MIXED, row=4),
    refused("UTF-8 with BOM and a row in CP932", bytes_of(mixed("utf-8-sig", "cp932")), MIXED, row=4),
    refused("CP932 with a row in UTF-8", bytes_of(mixed("cp932", "utf-8")), MIXED, row=4),
    refused("CP932 with a cell in UTF-8", bytes_of(with_bytes("あい".encode(), "cp932")), MIXED, row=2),
    refused("UTF-8 with a byte that is nothing", bytes_of(with_bytes(b"\xff")), MIXED, row=2),
    refused("UTF-8 with a slash written too long", bytes_of(with_bytes(b"\xc0\xaf")), MIXED, row=2),
    refused("UTF-8 with half of a pair (CESU)", bytes_of(with_bytes(b"\xed\xa0\x80")), MIXED, row=2),
    refused("UTF-8 cut within a character", bytes_of(PLAIN.encode() + "住".encode()[:2]), MIXED, row=3),
    refused("CP932 with an undefined byte", bytes_of(with_bytes(b"a\xfd", "cp932")), MIXED, row=2),
    refused("CP932 cut within a character", bytes_of(with_bytes(b"a\x81", "cp932")), MIXED, row=2),
    warned(
        "private-use characters (外字)",
        csv_of(row(note="外字\ue000")),
        "外字",
        row=2,
        column="備考",
        says={"note": "外字\ue000"},
    ),
    warned(
        "characters lost before (U+FFFD)",
        csv_of(row(note="文字\ufffd化け")),
        "表示できない文字",
        row=2,
        column="備考",
        says={"note": "文字\ufffd化け"},
    ),
    cell_refused("NUL in a cell", "name", "a\0b", "制御文字（NUL）"),
    cell_refused("bell in a cell", "note", "a\x07b", "制御文字（U+0007）"),
    cell_refused("C1 control in a cell", "note", "a\x85b", "制御文字（U+0085）"),
    cell_refused("text turned around (bidi override)", "name", "申請\u202egpj.exe", "制御文字（U+202E）"),
    cell_refused("text turned around (bidi isolate)", "name", "申請\u2067x\u2069", "制御文字（U+2067）"),
    cell_refused("line separator in a name", "name", "申請\u2028受付", "制御文字（U+2028）"),
    cell_refused("a BOM turned around", "note", "a\ufffeb", "制御文字（U+FFFE）"),
    refused("a file of NULs", bytes_of(b"\0" * 5_000), "文字のファイルでも"),
]

"""Texts: stored as typed apart from trimming and NFC; and what a spreadsheet would take for a formula (S13)."""

import unicodedata

from tests.importing.odd_files.odd_file import OddFile, cell_refused, cell_taken, cell_warned

TRIMMED, UNESCAPED = "空白を取り除きました", "数式よけの記号"
DECOMPOSED = unicodedata.normalize("NFD", "ガス・ﾊﾟｽﾎﾟｰﾄ・が")

FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://example.jp")',
    "+1",
    "-1+2",
    "@SUM(1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM",
    "=cmd|' /C calc'!A0",
    'DDE("cmd";"/C calc";"x")',
)

FILES: list[OddFile] = [
    cell_warned("white space around a name", "name", " 住民票 ", TRIMMED, "住民票"),
    cell_warned("full-width space around a name", "name", "　住民票　", TRIMMED, "住民票"),
    cell_warned("no-break space around a name", "name", "\u00a0住民票\u00a0", TRIMMED, "住民票"),
    cell_warned("decomposed characters (NFD)", "name", DECOMPOSED, "NFD", unicodedata.normalize("NFC", DECOMPOSED)),
    cell_taken("white space within a name", "name", "住民票　の 写し", "住民票　の 写し"),
    cell_taken("variant selectors", "name", "葛\U000e0100飾区", "葛\U000e0100飾区"),
    cell_taken("an emoji of several characters", "note", "👨‍👩‍👧", "👨‍👩‍👧"),
    cell_taken("text from right to left", "note", "שלום", "שלום"),
    cell_taken("marks of direction that turn nothing", "note", "a\u200fb", "a\u200fb"),
    cell_taken("markup", "name", "<script>alert(1)</script>", "<script>alert(1)</script>"),
    cell_taken("a template", "name", "{{ 7*7 }}", "{{ 7*7 }}"),
    cell_taken("SQL", "name", "'; DROP TABLE procedures; --", "'; DROP TABLE procedures; --"),
    cell_taken("backslashes and percent signs", "note", "C:\\新規\\%s%n", "C:\\新規\\%s%n"),
    cell_taken("wave dashes of both kinds", "name", "1～2〜3", "1～2〜3"),
    cell_taken("a note of 10,000 characters", "note", "注" * 10_000, "注" * 10_000),
    cell_refused("a note of 10,001 characters", "note", "注" * 10_001, "10,000文字以内"),
    cell_refused("a tab in a note", "note", "a\tb", "制御文字（タブ）"),
    cell_refused("an escape sequence", "note", "\x1b[31m赤", "制御文字（U+001B）"),
    *(cell_taken(f"like a formula: {text}", "note", text, text) for text in FORMULAS),
    *(
        cell_warned(f"guarded against formulas: {text}", "note", f"'{text}", UNESCAPED, text)
        for text in ("=1+1", "+1", "-1", "@x", "＝1", "'=1")
    ),
    cell_taken("an apostrophe that guards nothing", "note", "'90年代", "'90年代"),
    cell_refused("a TAB before a formula", "name", "a\t=1+1", "制御文字（タブ）"),
]

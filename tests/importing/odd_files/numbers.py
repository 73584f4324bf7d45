"""Counts: whole numbers or not counted, never guessed."""

from tests.importing.catalogue_files import row
from tests.importing.odd_files.odd_file import OddFile, cell_refused, cell_taken, cell_warned, csv_of, refused, warned

CASES = "annual_cases"
NOT_A_NUMBER = "数値として読み取れません"

FILES: list[OddFile] = [
    cell_taken("a count of full width", CASES, "１，２３４", 1_234),
    cell_taken("thousands separators", CASES, "1,234,567", 1_234_567),
    cell_taken("leading zeros", CASES, "0500", 500),
    cell_taken("the largest count of the ceiling", "annual_cases_ceiling", "9999", 9_999, annual_cases=""),
    *(
        cell_taken(f"not counted: {text or 'empty'}", CASES, text, None, volume_fiscal_year="")
        for text in ("", "…", "－", "-", "不明", "未集計")
    ),
    *(
        cell_refused(f"no count: {name}", CASES, text, NOT_A_NUMBER)
        for name, text in (
            ("1万", "1万"),
            ("約500", "約500"),
            ("500件", "500件"),
            ("1.5", "1.5"),
            ("1.0", "1.0"),
            ("a negative number", "-5"),
            ("a negative number by triangle", "△5"),
            ("a sign", "+5"),
            ("a power", "1e3"),
            ("hexadecimal", "0x10"),
            ("superscript two", "²"),
            ("circled one", "①"),
            ("a Roman numeral", "Ⅳ"),
            ("kanji digits", "五百"),
            ("Arabic-Indic digits", "٥٠٠"),
            ("Thai digits", "๕๐๐"),
            ("mathematical digits", "𝟓𝟎𝟎"),
            ("a misplaced separator", "12,34"),
            ("a space as separator", "1 234"),
            ("an underscore", "1_000"),
            ("infinity", "inf"),
            ("NaN", "NaN"),
            ("a range", "100～200"),
            ("below ten thousand", "1万件未満"),
            ("a yen sign", "¥500"),
            ("a percentage", "50%"),
            ("a mark", "○"),
            ("a formula", "=1+1"),
            ("an error value", "#N/A"),
            ("a dash of another kind", "—"),
        )
    ),
    cell_refused("a count of eleven digits", CASES, "10000000000", "大きすぎます"),
    cell_refused("a count of 5,000 digits", CASES, "9" * 5_000, "大きすぎます"),
    cell_warned("a very large count", CASES, "10000001", "非常に大きな件数", 10_000_001),
    cell_refused("more online than in all", "online_cases", "501", "", online_status="実施済"),
    cell_warned("no case, but online", CASES, "0", "", 0, online_status="実施済"),
    cell_refused("a count and a ceiling", "annual_cases_ceiling", "9999", ""),
    refused("a count without its year", csv_of(row(volume_fiscal_year="")), "年度", row=2, column="件数年度"),
    warned(
        "a count of the year of the file",
        csv_of(row(volume_fiscal_year="")),
        "令和4年度",
        row=2,
        column="件数年度",
        says={"volume_fiscal_year": 2022},
        options={"fiscal_year": 2022},
    ),
]

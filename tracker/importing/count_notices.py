"""What is said of a list of counts that cannot be taken in, or of what is left out of it."""

from collections.abc import Sequence
from datetime import date

from tracker.domain.catalogue import HEADINGS
from tracker.domain.labels import day, fiscal_year
from tracker.importing.findings import Notice
from tracker.importing.limits import MAX_COLUMNS

EMPTY = Notice("ファイルが空です。", "The file is empty.")
NO_HEADINGS = Notice(
    f"見出しの行が見つかりません。「{HEADINGS['code']}」又は「{HEADINGS['name']}」と「{HEADINGS['annual_cases']}」の見出しを"
    "入れてください。文字が化けている場合は、「CSV UTF-8（コンマ区切り）」で保存し直してください。",
    f"There is no row of headings. Give {HEADINGS['code']} or {HEADINGS['name']}, and {HEADINGS['annual_cases']}. "
    "If the text looks garbled, save the file as “CSV UTF-8”.",
)
NO_CODE_AND_NO_NAME = Notice(
    f"手続が分かる列がありません。「{HEADINGS['code']}」又は「{HEADINGS['name']}」の列を加えてください。",
    f"No column names the procedures. Add {HEADINGS['code']} or {HEADINGS['name']}.",
)
MAY_BE_COUNTS = Notice(
    f"件数の列のようですが、どの件数か分かりません。見出しを「{HEADINGS['annual_cases']}」又は「{HEADINGS['online_cases']}」に"
    "直すか、列を削除してください。",
    f"This seems to hold counts, but of what? Change the heading to {HEADINGS['annual_cases']} or "
    f"{HEADINGS['online_cases']}, or delete the column.",
)
LEFT_OUT = Notice("件数ではない列なので、取り込みません。", "This column holds no counts: it is left out.")
NOT_NAMED = Notice(
    f"手続が分かりません。「{HEADINGS['code']}」又は「{HEADINGS['name']}」を入力してください。",
    f"The procedure is not named. Enter its {HEADINGS['code']} or its {HEADINGS['name']}.",
)
ONLINE_WITHOUT_TOTAL = Notice(
    f"「{HEADINGS['annual_cases']}」が件数未集計です。件数を入力するか、この欄を空欄にしてください。",
    f"{HEADINGS['annual_cases']} is not counted. Enter it, or leave this cell empty.",
)
YEAR_NOT_OVER = Notice(
    f"年度の途中の件数です。「{HEADINGS['volume_basis']}」の列に「見込み」又は「速報値」と入力してください。",
    f"The year is not over. Enter 見込み (expected) or 速報値 (preliminary) as {HEADINGS['volume_basis']}.",
)


def too_wide(columns: int) -> Notice:
    """More columns than can be read."""
    return Notice(
        f"列が{columns}列あります。{MAX_COLUMNS}列までにしてください。",
        f"There are {columns} columns. Keep to {MAX_COLUMNS}.",
    )


def twice(heading: str) -> Notice:
    """Two columns of the same meaning."""
    return Notice(
        f"「{heading}」に当たる列が2つ以上あります。取り込む列だけを残してください。",
        f"Several columns stand for {heading}. Leave only the one to take in.",
    )


def several_years(named: Sequence[int], given: int | None) -> Notice:
    """Headings of several years, or of another than was given."""
    ja, en = "、".join(map(fiscal_year, named)), ", ".join(fiscal_year(year, "en") for year in named)
    if given is not None:
        return Notice(
            f"見出しの年度（{ja}）が、取込みの際に指定された{fiscal_year(given)}と異なります。どちらかを直してください。",
            f"The headings name {en}, but {fiscal_year(given, 'en')} was given with the import. Correct one of them.",
        )
    return Notice(
        f"見出しに2つ以上の年度があります（{ja}）。1つの年度の列だけを残してください。",
        f"The headings name several years ({en}). Leave one of them.",
    )


def another_year(found: int, given: int) -> Notice:
    """A row of another year than the list is of."""
    return Notice(
        f"{fiscal_year(found)}の行ですが、取り込むのは{fiscal_year(given)}の件数です。行を除くか、年度を直してください。",
        f"This row is of {fiscal_year(found, 'en')}, but the list is of {fiscal_year(given, 'en')}. "
        "Take it out, or correct the year.",
    )


def not_begun(year: int, today: date) -> Notice:
    """A year to come."""
    return Notice(
        f"{fiscal_year(year)}は、今日（{day(today)}）の時点で始まっていません。年度を確かめてください。",
        f"{fiscal_year(year, 'en')} has not begun yet (today is {day(today, 'en')}). Check the year.",
    )

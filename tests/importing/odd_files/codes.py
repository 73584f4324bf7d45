"""Flags, marks, values of lists and addresses."""

from tests.importing.odd_files.odd_file import OddFile, cell_refused, cell_taken, cell_warned
from tracker.domain.procedure import Theme
from tracker.domain.status import OnlineStatus

STATUS = "online_status"
NOT_LISTED = "一覧にありません"
NO_ADDRESS = "URLとして読み取れません"

FILES: list[OddFile] = [
    *(
        cell_warned(f"a mark for online: {mark}", STATUS, mark, "「実施済」と読み取りました", OnlineStatus.IMPLEMENTED)
        for mark in ("○", "〇", "◯", "✓", "済", "はい", "TRUE", "ｔｒｕｅ")
    ),
    *(
        cell_warned(
            f"a mark for not online: {mark}", STATUS, mark, "「未実施」と読み取りました", OnlineStatus.NOT_IMPLEMENTED
        )
        for mark in ("×", "✕", "未", "いいえ", "FALSE")
    ),
    *(
        cell_refused(f"no status: {text}", STATUS, text, NOT_LISTED)
        for text in ("△", "実施済み？", "6", "²", "①", "⭕", "検討中", "yes please")
    ),
    cell_refused("an empty status", STATUS, "", "入力されていません"),
    cell_taken("a status by its national code", STATUS, "５", OnlineStatus.PARTIAL),
    cell_refused("an exemption without its law", "legal_basis", "", "", online_status="適用除外"),
    cell_taken("themes by full-width semicolon", "themes", "教育；子育て;", (Theme.EDUCATION, Theme.CHILD_REARING)),
    cell_refused("themes by comma", "themes", "子育て,教育", NOT_LISTED),
    cell_refused("an unknown theme", "themes", "子育て;宇宙", NOT_LISTED),
    cell_refused("a code list turned into a date", "procedure_type", "2月1日", NOT_LISTED),
    cell_refused("an unknown barrier", "barrier", "8", NOT_LISTED),
    cell_refused("an unknown list", "national_lists", "37", NOT_LISTED),
    cell_refused("a flag that is no flag", "designated", "○", "読み取れません"),
    cell_taken("an address", "url", "https://www.city.example.lg.jp/a?b=c#d", "https://www.city.example.lg.jp/a?b=c#d"),
    cell_taken("an address in Japanese", "url", "https://例え.jp/手続", "https://例え.jp/手続"),
    *(
        cell_refused(f"no address: {text}", "url", text, NO_ADDRESS)
        for text in (
            "www.example.jp",
            "ftp://example.jp",
            "javascript:alert(1)",
            "http://",
            "https://user:password@example.jp/",
            "https://exa mple.jp/",
            "https://example.jp:port/",
            "mailto:a@example.jp",
            "//example.jp/",
            "あり",
        )
    ),
]

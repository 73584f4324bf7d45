"""What is said of a returned file that is no reply workbook of ours, or that was changed in its build."""

from collections.abc import Sequence

from tracker.domain.labels import number
from tracker.importing.findings import Notice
from tracker.importing.problem import shown

NOT_OURS = (
    "様式が違います。この照会の回答用Excelに記入して返送してもらってください"
    "（シートを別のファイルに移すと、取り込めません）。",
    "This is not a reply workbook. Ask for the workbook that was sent out; its sheets cannot be moved to another file.",
)
NEVER_ISSUED = (
    "この様式は、このシステムで作成した記録がありません。送った様式に記入し直してもらってください。",
    "Nothing is known of a workbook with these marks. Ask for the one that was sent out.",
)
OTHER_LAYOUT = (
    "この版の様式は取り込めません。今回の照会の回答用Excelを作成し直して、送り直してください。",
    "This layout cannot be taken in. Make the reply workbook anew and send it.",
)
MARKS_CHANGED = (
    "非表示のシートにある様式の番号が書き換えられています。送った様式に記入し直してもらってください。",
    "The marks in the hidden sheet have been changed. Ask for the workbook that was sent out.",
)
NO_TABLE = (
    "回答の表（「手続ID」「手続名」の見出しの行）が見つかりません。送った様式に記入し直してもらってください。",
    "The table of replies, with its row of headings, is not there. Ask for the workbook that was sent out.",
)
TOO_MANY_ROWS = (
    "行が多すぎます。表の下の不要な行を削除してください。",
    "There are too many rows. Delete those below the table.",
)


def several_sheets(names: Sequence[str]) -> tuple[str, str]:
    """The table is there more than once, so that nobody knows which one is meant."""
    listed = "".join(f"「{shown(name)}」" for name in names)
    return (
        f"回答の表があるシートが{number(len(names))}枚あります（{listed}）。返送するシートだけを残してください。",
        f"{number(len(names))} sheets hold a table of replies ({listed}). Leave only the one that counts.",
    )


def twice(heading: str) -> tuple[str, str]:
    """A column that is there more than once."""
    return (
        f"「{heading}」の列が2つあります。加えた列を削除してください。",
        f"There are two columns “{heading}”. Delete the one that was added.",
    )


def renamed(usual: str, found: str) -> Notice:
    """A sheet under another name, known by what it holds."""
    return Notice(
        f"シートの名前が「{usual}」から「{shown(found)}」に変わっていますが、内容から「{usual}」として読み取りました。",
        f"The sheet “{usual}” is called “{shown(found)}”; it was known by what it holds.",
    )


def beside(text: str) -> Notice:
    """Something written outside the table."""
    return Notice(
        f"表の外に「{text}」と書かれています。この文は取り込みません。",
        f"Outside the table it says “{text}”. This is not taken in.",
    )

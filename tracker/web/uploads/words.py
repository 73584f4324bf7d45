"""What files are about, and how far each has come, in the reader's language."""

from datetime import datetime

from flask_babel import gettext as _

from tracker.domain.upload import Stage, Subject, Upload
from tracker.importing.manner import LAYOUT_NAMES, LayoutName
from tracker.web.languages import language


def subject_names() -> dict[Subject, str]:
    """What files can be about."""
    return {Subject.CATALOGUE: _("台帳"), Subject.COUNTS: _("年度の件数")}


def stage_name(upload: Upload, now: datetime) -> str:
    """How far a file has come, for a chip."""
    if upload.was_interrupted(now):
        return str(_("中断しました"))
    names = {
        Stage.READING: _("読み取っています"),
        Stage.TO_MAP: _("列の対応付け待ち"),
        Stage.REFUSED: _("取り込めません"),
        Stage.READY: _("変更点の確認待ち"),
        Stage.STORING: _("取り込んでいます"),
        Stage.STORED: _("取込み済み"),
        Stage.DISCARDED: _("取り込まないもの"),
    }
    return str(names[upload.stage])


def layout_name(layout: LayoutName | None) -> str:
    """How a file is laid out; "" where that was not recognised."""
    if layout is None:
        return ""
    name = LAYOUT_NAMES[layout]
    return name.ja if language() == "ja" else name.en

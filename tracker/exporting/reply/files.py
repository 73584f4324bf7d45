"""The names of reply workbooks, and all of an inquiry in one archive."""

import io
import re
import zipfile
from collections.abc import Mapping

from tracker.domain.labels import number
from tracker.domain.reply.form import ReplyForm

_REFUSED_BY_WINDOWS = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\s]')
_A_FIXED_MOMENT = (1980, 1, 1, 0, 0, 0)


def file_name(form: ReplyForm) -> str:
    """回答用_B03-01_国保年金課_第3回.xlsx: in the order of the organisation, and a name on any machine."""
    parts = ("回答用", form.division, form.unit[1], f"第{number(form.inquiry)}回")
    return "_".join(_REFUSED_BY_WINDOWS.sub("", part) for part in parts) + ".xlsx"


def archive(files: Mapping[str, bytes]) -> bytes:
    """The files by their names, in order, as zip; names that are not ASCII are marked as UTF-8."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        for name, content in files.items():
            # Workbooks are compressed already.
            zipped.writestr(zipfile.ZipInfo(name, _A_FIXED_MOMENT), content, zipfile.ZIP_STORED)
    return packed.getvalue()

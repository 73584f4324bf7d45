"""What every use case of files on their way in begins with: which file, for whom, and can it still be worked on?"""

from datetime import datetime

from sqlalchemy import Connection

from tracker.domain.account import Actor, Role
from tracker.domain.audit import About, Kind
from tracker.domain.errors import NotThere, Refused
from tracker.domain.upload import Stage, Upload
from tracker.storage import uploads

OPEN = frozenset(set(Stage) - set(uploads.ENDS))
"""Where a file has not come to its end."""


class Gone(Refused):
    """A file that was stored, discarded or taken up by somebody else before this could be done with it."""


class ShownOthers(Refused):
    """Changes were confirmed that are not those of the file any more, because somebody had it read anew."""

    def __init__(self) -> None:
        super().__init__(
            "変更点を表示した後に、他の職員がこのファイルを読み直しました。変更点をもう一度確かめてください。",
            "Somebody had this file read anew after its changes had been shown. Look at the changes once more.",
        )


def about_upload(id_: int) -> About:
    """How the log names a file."""
    return About(Kind.UPLOAD, str(id_))


def upload_for(connection: Connection, actor: Actor, id_: int) -> Upload:
    """The file with a number. Raises ``NotThere`` where there is none, and for everybody but the DX team."""
    found = uploads.find(connection, id_)
    if found is None or actor.role is not Role.DX:
        raise NotThere
    return found


def check_waiting(upload: Upload, now: datetime) -> None:
    """Raise ``Gone`` for a file that has come to its end, or that a process is at work on."""
    if upload.stage not in OPEN:
        raise Gone(
            "このファイルは、すでに取り込まれたか、取り込まないことになりました。",
            "This file was imported or discarded already.",
        )
    if upload.is_at_work(now):
        raise Gone(
            "このファイルは、今処理しています。終わるまでお待ちください。",
            "This file is being worked on. Wait until that has ended.",
        )

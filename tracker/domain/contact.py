"""所属長: to whom letters to a division are addressed, and where mail for it goes."""

import re
from dataclasses import dataclass

from tracker.domain.errors import Refused
from tracker.domain.procedure import Unit

LONGEST_TITLE = LONGEST_NAME = 100
LONGEST_MAIL = 254
_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_WITH_A_HEAD = ("課", "室", "所", "局", "館", "署", "院", "園", "場", "係", "センター")


@dataclass(frozen=True, slots=True)
class Contact:
    """職, 氏名 and mail address of the head of a division; "" for what is not known."""

    title: str = ""
    name: str = ""
    mail: str = ""

    @property
    def person(self) -> str:
        """課長　山田 太郎; "" where neither is known."""
        return "\u3000".join(part for part in (self.title, self.name) if part)


UNKNOWN = Contact()


def check(contact: Contact) -> None:
    """Raise ``Refused`` for what cannot stand in a letter, or is no mail address."""
    fields = (("title", contact.title, LONGEST_TITLE), ("name", contact.name, LONGEST_NAME))
    for field, text, most in fields:
        if len(text) > most or _CONTROL.search(text):
            raise Refused(
                f"{most}字以内の1行で入力してください。", f"Write one line of at most {most} characters.", field
            )
    if contact.mail and (len(contact.mail) > LONGEST_MAIL or not _ADDRESS.fullmatch(contact.mail)):
        raise Refused(
            "メールアドレスは「zeimu@city.example.lg.jp」のように半角で入力してください。",
            "Write the address like zeimu@city.example.lg.jp.",
            "mail",
        )


def addressed(unit: Unit, contact: Contact) -> tuple[str, ...]:
    """The lines at the head of a letter: 総務部　税務課長　様, or the division and below it 課長　山田 太郎　様."""
    place = "\u3000".join(part for part in unit if part)
    if contact.person:
        return (place, f"{contact.person}\u3000様")
    return (f"{_head_of(place)}\u3000様",)


def _head_of(place: str) -> str:
    if place.endswith("担当"):
        return f"{place}課長"
    return f"{place}長" if place.endswith(_WITH_A_HEAD) else f"{place}\u3000所属長"

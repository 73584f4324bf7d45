"""Bring the English of the pages up to date with their Japanese texts. For maintainers only.

Users, the tests and the running program never need this script: the compiled texts are committed. It wants the
development requirements (Babel)::

    python tools/translations.py

It reads every text marked with ``_("…")`` in the templates and in ``tracker/web``, adds the new ones to ``messages.po``
without a translation, drops those that no page has any more, and compiles ``messages.mo``. Then it lists what still
needs English; write that into ``messages.po`` and run the script again. The same texts give the same bytes.
"""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import generate_po, read_po

ROOT = Path(__file__).resolve().parents[1]
PO = ROOT / "tracker" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
MO = PO.with_suffix(".mo")
SOURCES = (("templates", "*.html", "jinja2"), ("tracker/web", "*.py", "python"))
OPTIONS = {"encoding": "utf-8", "silent": "false"}
"""``silent``: a template that cannot be read is an error, not a template without texts."""
ABOUT = "# The English of the pages. Made by tools/translations.py; only what stands after msgstr is written by hand."


class Texts(Catalog):
    """Texts with their English. The head of the files has no dates, versions or people in it, so it never changes."""

    def __init__(self) -> None:
        super().__init__("en", header_comment=ABOUT, fuzzy=False)

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", "en"),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]


def extract() -> Texts:
    """The texts of the pages, none of them translated, in the order of the files."""
    texts = Texts()
    for folder, pattern, method in SOURCES:
        for path in sorted((ROOT / folder).rglob(pattern)):
            place = path.relative_to(ROOT).as_posix()
            for line, text, comments, context in extract_from_file(method, path, options=OPTIONS):
                texts.add(text, locations=[(place, line)], auto_comments=comments, context=context)
    return texts


def read() -> Texts:
    """The texts of ``messages.po``."""
    texts = Texts()
    with PO.open("rb") as file:
        for message in read_po(file, "en", abort_invalid=True):
            if message.id:
                texts[message.id] = message
    return texts


def update(known: Texts, found: Texts) -> Texts:
    """The texts found, with the English that is known of them."""
    known.update(found, no_fuzzy_matching=True)
    known.obsolete.clear()
    return known


def write(texts: Texts) -> str:
    """The content of a ``.po`` file. Places are named without lines, which change with every edit."""
    return "".join(generate_po(texts, include_lineno=False, width=0)).rstrip("\n") + "\n"


def compile_mo(texts: Texts) -> bytes:
    """The content of a ``.mo`` file."""
    file = BytesIO()
    write_mo(file, texts)
    return file.getvalue()


def main() -> int:
    """Extract, update, compile; 1 while a text has no English."""
    texts = update(read(), extract())
    PO.write_text(write(texts), "utf-8", newline="\n")
    MO.write_bytes(compile_mo(texts))
    missing = [message.id for message in texts if message.id and (not message.string or message.fuzzy)]
    for text in missing:
        print(f"no English yet: {text}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

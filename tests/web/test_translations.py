"""The English of the pages: a text for every text, and no text that escapes translation."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from jinja2 import Environment, nodes

from tools import translations
from tracker.domain import vocabulary
from tracker.domain.labels import NO_VALUE

TEMPLATES = sorted((translations.ROOT / "templates").rglob("*.html"))
SOURCES = sorted((translations.ROOT / "tracker" / "web").rglob("*.py"))
JAPANESE = re.compile(r"[\u3000-\u9fff\uf900-\ufaff\uff01-\uffef\U00020000-\U0003ffff]")
TRANSLATED = {"_", "gettext", "ngettext"}
IN_JAPANESE = re.compile(r'<(\w+)[^>]* lang="ja"[^>]*>[^<]*</\1>')
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def japanese(text: str) -> str:
    """What is Japanese in a text. The sign for “no such value” is the same in both languages."""
    return "".join(JAPANESE.findall(text.replace(NO_VALUE, "")))


@pytest.fixture(scope="module")
def english() -> dict[str, Message]:
    """What stands in ``messages.po``, by its Japanese text."""
    return {str(message.id): message for message in translations.read() if message.id}


# Every text has its English


def test_the_translated_texts_are_those_of_the_pages(english: dict[str, Message]) -> None:
    found = {str(message.id) for message in translations.extract() if message.id}
    assert len(found) > 200
    assert (sorted(found - english.keys()), sorted(english.keys() - found)) == ([], []), "run tools/translations.py"


def test_no_text_is_left_untranslated_or_in_doubt(english: dict[str, Message]) -> None:
    for text, message in english.items():
        assert str(message.string).strip(), text
        assert not message.fuzzy, text
        assert not japanese(str(message.string)), text


def test_what_is_filled_in_is_the_same_in_both_languages(english: dict[str, Message]) -> None:
    for text, message in english.items():
        names = set(PLACEHOLDER.findall(text))
        assert names == set(PLACEHOLDER.findall(str(message.string))), text
        assert "%(" not in str(message.string) % dict.fromkeys(names, ""), text


def test_codes_are_called_as_the_vocabulary_calls_them(english: dict[str, Message]) -> None:
    names = dict(vocabulary._NAMES.values())
    shared = {text: str(english[text].string) for text in names.keys() & english.keys()}
    assert shared
    for text, string in shared.items():
        assert string.casefold() == names[text].casefold()


def test_the_compiled_texts_are_those_that_were_written() -> None:
    compiled = translations.compile_mo(translations.read())
    assert translations.MO.read_bytes() == compiled, "run tools/translations.py"


def test_the_files_do_not_say_when_and_where_they_were_made() -> None:
    for content in (translations.PO.read_text("utf-8"), translations.MO.read_bytes().decode("utf-8", "replace")):
        assert not re.search(r"Date|Generated-By|\d{4}-\d\d-\d\d \d", content)
        assert str(translations.ROOT) not in content


# No text is without ``_("…")``

Finding = Iterator[str]


def untranslated_in_template(source: str) -> Finding:
    """Japanese that a template prints whatever the language. What it only compares with is not printed."""
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(IN_JAPANESE.sub("", source))
    marked = {
        id(constant)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in TRANSLATED
        for constant in call.args
    }
    marked |= {id(constant) for compare in tree.find_all(nodes.Compare) for constant in compare.find_all(nodes.Const)}
    for data in tree.find_all(nodes.TemplateData):
        if japanese(data.data):
            yield data.data.strip()
    for constant in tree.find_all(nodes.Const):
        if isinstance(constant.value, str) and japanese(constant.value) and id(constant) not in marked:
            yield constant.value


def untranslated_in_code(source: str) -> Finding:
    """Japanese in the strings of a module, other than docstrings and what is only compared with."""
    tree = ast.parse(source)
    marked: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATED:
            marked |= {id(argument) for argument in node.args}
        elif isinstance(node, ast.Expr):
            marked.add(id(node.value))
        elif isinstance(node, ast.Compare):
            marked |= {id(part) for part in (node.left, *node.comparators)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in marked else None
        if isinstance(text, str) and japanese(text):
            yield text


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(translations.ROOT).as_posix())
def test_every_japanese_text_of_a_template_is_translated(path: Path) -> None:
    assert list(untranslated_in_template(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_japanese_text_of_the_web_application_is_translated(path: Path) -> None:
    assert list(untranslated_in_code(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("reading", "source"),
    [
        (untranslated_in_template, "<p>進捗状況</p>"),
        (untranslated_in_template, "<p>{{ a }}（{{ b }}）</p>"),
        (untranslated_in_template, '<p title="件数">{{ _("件数") }}</p>'),
        (untranslated_in_template, '{{ "該当" if a }}'),
        (untranslated_in_template, '{{ _(a, name="該当") }}'),
        (untranslated_in_template, '{{ a | join("、") }}'),
        (untranslated_in_template, '<p lang="ja">{{ _("件") }}</p>件'),
        (untranslated_in_code, 'name = "優先順位"'),
        (untranslated_in_code, 'name = f"優先順位_{day}"'),
        (untranslated_in_code, '_(f"優先順位_{day}")'),
        (untranslated_in_code, 'wtforms.Length(message="長すぎます")'),
    ],
)
def test_an_untranslated_text_is_found(reading: Callable[[str], Finding], source: str) -> None:
    assert list(reading(source))


@pytest.mark.parametrize(
    ("reading", "source"),
    [
        (untranslated_in_template, '<p title="{{ _(\'件数\') }}">{{ _("件数は%(n)s", n=n | number) }} － …</p>'),
        (untranslated_in_template, '{# 件数 #}{% if "要確認" in note %}!{% endif %}<a href="/" lang="ja">日本語</a>'),
        (untranslated_in_code, 'def f():\n    """件数."""\n    return _("件数") if "約" in wording else "－"'),
    ],
)
def test_a_translated_text_is_left_alone(reading: Callable[[str], Finding], source: str) -> None:
    assert list(reading(source)) == []

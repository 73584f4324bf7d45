"""The checks of pages find what they look for: one fault planted in a good page at a time."""

import pytest

from tests.markup import findings, parse

GOOD = """<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><title>進捗</title><link rel="stylesheet" href="/a.css"></head><body>
<a href="#main">本文へ</a><nav aria-label="主な画面"><ul><li><a href="/">進捗</a></li></ul></nav>
<main id="main"><h1>進捗</h1><section aria-labelledby="s"><h2 id="s">率</h2>
<form><label for="d">基準日</label><input id="d" name="d" aria-describedby="h"><span id="h">例</span>
<button>表示</button></form><svg role="img" aria-label="54％"><rect width="54%"/></svg>
<img src="/c.svg" alt="部別"><p>値</p><p><a href="https://example.jp/" rel="noreferrer">申請</a></p>
<table><thead><tr><th scope="col">部</th><th scope="col">件</th></tr></thead>
<tbody><tr><th scope="row">総務部</th><td>1</td></tr></tbody></table></section></main></body></html>"""


def faults(markup: str) -> list[str]:
    root, invalid = parse(markup)
    return [*invalid, *findings(root)]


def test_a_good_page_passes() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("<!doctype html>", ""),
        ("<p>値</p>", "<p>値</div>"),
        ("<p>値</p>", "<p>値<table></table></p>"),
        ("<p>値</p>", '<p class="a" class="b">値</p>'),
        ("<p>値</p>", "<p>値 &nosuch; 値</p>"),
        ("<p>値</p>", "<center>値</center>"),
        ("<p>値</p>", "<ul><p>値</p></ul>"),
        ("<p>値</p>", "<h4>値</h4>"),
        ("<p>値</p>", "<h1>二つ目</h1>"),
        ("<p>値</p>", '<p id="h">値</p>'),
        ("<p>値</p>", '<p style="width:1px">値</p>'),
        ("<p>値</p>", '<p onclick="f()">値</p>'),
        ("<p>値</p>", "<script>f()</script>"),
        ("<p>値</p>", '<script src="https://example.jp/a.js"></script>'),
        ("<p>値</p>", '<script src="//example.jp/a.js"></script>'),
        ("<p>値</p>", "<style>p {}</style>"),
        ("<p>値</p>", "<p>A &amp;amp; B</p>"),
        ("<p>値</p>", '<p title="&amp;#39;">値</p>'),
        ("<p>値</p>", "<p>%(count)s手続</p>"),
        ("<p>値</p>", "<p>None</p>"),
        ("<p>値</p>", '<p aria-labelledby="nowhere">値</p>'),
        ("<p>値</p>", '<p><a href="/x"></a></p>'),
        ("<p>値</p>", '<p><a href="javascript:f()">値</a></p>'),
        ("<p>値</p>", '<p><a href="https://example.jp/">値</a></p>'),
        ('lang="ja"', ""),
        ("<title>進捗</title>", "<title> </title>"),
        ("<h1>進捗</h1>", ""),
        ('href="/a.css"', 'href="https://example.jp/a.css"'),
        ('href="#main"', 'href="#elsewhere"'),
        ('<label for="d">基準日</label>', ""),
        ('<label for="d">', '<label for="e">'),
        ('aria-describedby="h"', 'aria-describedby="i"'),
        ("<button>表示</button>", "<button></button>"),
        (' alt="部別"', ""),
        (' role="img" aria-label="54％"', ""),
        ("<rect", '<rect style="fill:red"'),
        (' scope="row"', ""),
        ("<td>1</td>", "<td>1</td><td>2</td>"),
        (' aria-label="主な画面"', ""),
    ],
)
def test_a_fault_is_found(good: str, bad: str) -> None:
    assert GOOD.count(good) == 1
    assert faults(GOOD.replace(good, bad)) != []

"""Pages: whole in one file, safe by their own policy."""

import re
import sys
from base64 import b64encode
from hashlib import sha256

import pytest

from pages import Brief
from visitdata.findings import MissingExtra
from visitdata.render import html
from visitdata.render.labels import english

HOSTILE = "</title></style></script><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}{% raw %}\"'&amp;"


def index(title: str) -> str:
    facts = {"title": title, "labels": english(), "number": 0, "groups": [], "years": []}
    choices = {"countries": [(title, title, 0)], "grades": [], "performed": []}
    return html.page("site/index.html", {**facts, **choices}, styles=("site/site.css",), script="site/search.js")


def sums(text: str, tag: str) -> list[str]:
    inside = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
    return [f"'sha256-{b64encode(sha256(one.encode()).digest()).decode()}'" for one in inside]


def test_the_policy_allows_only_what_stands_in_the_page() -> None:
    text = index("A")
    (policy,) = re.findall('http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    told = policy.replace("&#39;", "'")
    (style,), (script,) = sums(text, "style"), sums(text, "script")
    expected = f"default-src 'none'; img-src data:; style-src {style}; script-src {script};"
    assert told == f"{expected} base-uri 'none'; form-action 'none'"


def test_a_page_without_a_script_allows_none() -> None:
    facts = {"title": "A", "labels": english(), "name": "1975", "number": 0, "before": [], "after": [], "listed": []}
    text = html.page("site/year.html", {**facts, "months": [], "bars": []}, styles=("site/site.css",))
    assert "script-src &#39;none&#39;;" in text
    assert "<script" not in text


def test_text_is_never_markup() -> None:
    plain, hostile = Brief(index("A")), Brief(index(HOSTILE))
    assert [(one.tag, sorted(one.attributes)) for one in plain.elements] == [
        (one.tag, sorted(one.attributes)) for one in hostile.elements
    ]
    assert HOSTILE in "".join(text for text, _ in hostile.texts)


def test_a_script_or_style_holds_nothing_that_ends_it() -> None:
    for name in ("palette.css", "theme.css", "site/site.css", "site/search.js"):
        assert not re.search("</|<!--", html.text_of(name))


def test_what_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    html.ready()
    html._environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtra, match=r'^pages need Jinja: install it with pip install "visitdata\[docs\]"$'):
        html.ready()
    monkeypatch.undo()
    html.ready()

"""Links: only addresses of the web, as they stand."""

import pytest

from visitdata.render.links import link


@pytest.mark.parametrize(
    "text", ["http://a.example", "https://a.example/b?c=d#e", "HTTPS://A.example", "http://é.example"]
)
def test_addresses_of_the_web_are_links(text: str) -> None:
    assert link(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "a", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "ftp://a.example", "//a.example",
        "http:", "https:a", "http://[", "http://a b", "http://a\n", "\thttp://a", "java\nscript:x", "http://a\u202eb",
        "file:///etc",
    ],
)  # fmt: skip
def test_nothing_else_is(text: str) -> None:
    assert link(text) is None

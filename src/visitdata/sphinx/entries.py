"""Entries -> the nodes of a Sphinx page, which every builder and every theme shows in its own way."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from docutils import nodes

from visitdata.render.bidi import isolated
from visitdata.render.lines import Entry, Run
from visitdata.sphinx.anchors import Anchors

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class Struck(nodes.Inline, nodes.TextElement):
    """A text that is struck out on pages of HTML; words beside it tell all readers why."""


_STYLES: dict[str, type[nodes.TextElement]] = {"bold": nodes.strong, "alarm": nodes.emphasis, "struck": Struck}


def add_struck(app: "Sphinx", struck: type[Struck]) -> None:
    """Tell the builders how a text that is struck out is shown."""
    shown: Any = dict.fromkeys(("latex", "text", "man", "texinfo"), (_as_it_is, _as_it_is))
    app.add_node(struck, html=(_strike, _end), **shown)


def listed(entries: Iterable[Entry], anchors: Anchors, language: str) -> nodes.bullet_list:
    """Entries as a list, what they hold as lists inside; texts in another language are marked as such. Their quotation
    marks and dashes stay as they are, where Sphinx makes others of those of its pages."""
    made = nodes.bullet_list(support_smartquotes=False)
    for entry in entries:
        item = nodes.list_item()
        anchors.place(entry.anchor, item)
        item += nodes.paragraph("", "", *_inline(entry.head, anchors, language))
        if entry.inside:
            item += listed(entry.inside, anchors, language)
        made += item
    return made


def classes_of(language: str | None, around: str | None) -> list[str]:
    """The classes by which docutils tells the language of a text, where it is not that of what stands around."""
    return [f"language-{language}"] if language is not None and language != around else []


def _inline(runs: Iterable[Run], anchors: Anchors, language: str) -> Iterator[nodes.Node]:
    """Stretches of text, neighbors of one style as one, lest a builder write two pairs of marks where they meet."""
    for (style, to), group in groupby(runs, lambda run: _look(run, anchors)):
        texts = [
            _text("".join(isolated(run.text) for run in alike), spoken, language)
            for spoken, alike in groupby(group, lambda run: run.language)
        ]
        styled = _styled(texts, style) if style is not None else texts
        reference = anchors.reference(to) if to is not None else None
        if reference is None:
            yield from styled
        else:
            reference += styled
            yield reference


def _look(run: Run, anchors: Anchors) -> tuple[type[nodes.TextElement] | None, str | None]:
    """The style of a stretch of text, and where it leads on this page; neither for one of spaces."""
    if run.text.isspace():
        return None, None
    return _STYLES.get(run.style), run.to if run.to is not None and anchors.leads(run.to) else None


def _styled(texts: list[nodes.Node], style: type[nodes.TextElement]) -> list[nodes.Node]:
    match texts:
        case [nodes.inline() as only]:
            return [style("", "", *only.children, classes=only["classes"])]
    return [style("", "", *texts)]


def _text(text: str, spoken: str | None, language: str) -> nodes.Node:
    """A text, with its language where that is another."""
    classes = [] if text.isspace() else classes_of(spoken, language)
    return nodes.inline("", "", nodes.Text(text), classes=classes) if classes else nodes.Text(text)


def _strike(translator: "HTML5Translator", node: Struck) -> None:
    translator.body.append(translator.starttag(node, "s", ""))


def _end(translator: "HTML5Translator", node: Struck) -> None:
    translator.body.append("</s>")


def _as_it_is(translator: Any, node: Struck) -> None:
    """What is struck out is shown without a line through it."""

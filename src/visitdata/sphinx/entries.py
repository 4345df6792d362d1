"""Entries -> the nodes of a Sphinx page, which every builder and every theme shows in its own way."""

from collections.abc import Iterable
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
    """Entries as a list, what they hold as lists inside; texts in another language are marked as such."""
    made = nodes.bullet_list()
    for entry in entries:
        item = nodes.list_item()
        anchors.place(entry.anchor, item)
        item += nodes.paragraph("", "", *(_inline(run, anchors, language) for run in entry.head))
        if entry.inside:
            item += listed(entry.inside, anchors, language)
        made += item
    return made


def classes_of(language: str | None, around: str | None) -> list[str]:
    """The classes by which docutils tells the language of a text, where it is not that of what stands around."""
    return [f"language-{language}"] if language is not None and language != around else []


def _inline(run: Run, anchors: Anchors, language: str) -> nodes.Node:
    text: nodes.Node = nodes.Text(isolated(run.text))
    if run.text.isspace():
        return text
    classes = classes_of(run.language, language)
    if run.style in _STYLES or classes:
        text = _STYLES.get(run.style, nodes.inline)("", "", text, classes=classes)
    reference = anchors.reference(run.to) if run.to is not None else None
    if reference is None:
        return text
    reference += text
    return reference


def _strike(translator: "HTML5Translator", node: Struck) -> None:
    translator.body.append(translator.starttag(node, "s", ""))


def _end(translator: "HTML5Translator", node: Struck) -> None:
    translator.body.append("</s>")


def _as_it_is(translator: Any, node: Struck) -> None:
    """What is struck out is shown without a line through it."""

"""Directives that show a document: the visit as its facts, and the picture of its program."""

import os
from abc import abstractmethod
from collections.abc import Callable
from glob import has_magic
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from visitdata.checker.choice import choose
from visitdata.checker.files import Checked, check_paths
from visitdata.codec.convert import structure
from visitdata.findings import Unusable, nearest, printable
from visitdata.model import Visit
from visitdata.render import timeline
from visitdata.render.labels import Labels, english, load
from visitdata.render.readings import Readings
from visitdata.render.sections import NAMES, Section, Sections
from visitdata.render.titles import called
from visitdata.report import text
from visitdata.sphinx.anchors import Anchors, unused
from visitdata.sphinx.entries import classes_of, listed

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

_SECTIONS = ("head", *NAMES, "document")


def _chosen(given: str | None) -> tuple[str, ...]:
    """The sections that an option names, with commas or spaces between. Raises `ValueError` for an unknown one."""
    if given is None:
        raise ValueError(f"name sections; there are {', '.join(_SECTIONS)}")
    names = tuple(given.replace(",", " ").split())
    for name in names:
        if name not in _SECTIONS:
            near = nearest(name, _SECTIONS)
            meant = f"did you mean {near}?" if near else f"there are {', '.join(_SECTIONS)}"
            raise ValueError(f"there is no section {printable(name)}; {meant}")
    return names or _SECTIONS


class Picture(nodes.General, nodes.Element):
    """The picture of a program. Builders of HTML show it, all others the list that it holds."""


class _OfVisit(SphinxDirective):
    """A directive that names the file of a document, relative to the page or, with a slash, to the source folder."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        path = self._file(self.arguments[0])
        try:
            labels = self._labels(self.options["labels"]) if "labels" in self.options else english()
        except Unusable as error:
            return [self._wrong(str(error))]
        visit = self._visit(path)
        return self.nodes_of(visit, labels) if isinstance(visit, Visit) else [self._wrong(visit)]

    @abstractmethod
    def nodes_of(self, visit: Visit, labels: Labels) -> list[nodes.Node]:
        """What is put into the page."""

    def _file(self, name: str) -> str:
        """The path of a file that the page depends on."""
        _, path = self.env.relfn2path(name)
        self.env.note_dependency(path)
        return path

    def _labels(self, name: str) -> Labels:
        """The catalog in a file. Raises `Unusable`, with the name that the page gives it."""
        path = self._file(name)
        try:
            return load(path)
        except Unusable as error:
            raise Unusable(str(error).replace(printable(path), printable(name))) from None

    def _visit(self, path: str) -> Visit | str:
        """The visit in a file, or what is wrong with it."""
        if os.path.isdir(path) or (has_magic(path) and not os.path.exists(path)):
            return f"{printable(self.arguments[0])} is no file: a directive shows the visit of one"
        id = self.options.get("id")
        checked, problem = choose(check_paths([path]), self.arguments[0], id)
        if checked is None:
            return problem.replace("--id", ":id:")
        if checked.value is None or checked.findings:
            return _findings(checked, path, self.arguments[0])
        return structure(checked.value)

    def _wrong(self, what: str) -> nodes.Node:
        return self.state.document.reporter.error(what, line=self.lineno)


class VisitDirective(_OfVisit):
    """``visitdata:visit``: a visit as its facts, section by section."""

    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = {
        "id": directives.unchanged_required,
        "sections": _chosen,
        "labels": directives.unchanged_required,
    }

    def nodes_of(self, visit: Visit, labels: Labels) -> list[nodes.Node]:
        sections = Sections(Readings(visit, labels, written_out=True))
        chosen = self.options.get("sections", _SECTIONS)
        parts = [section for section in (_head(sections), *sections) if section.name in chosen]
        parts.sort(key=lambda section: chosen.index(section.name))
        anchors = Anchors(self.state.document, visit.id, [entry for part in parts for entry in part.entries])
        made: list[nodes.Element] = []
        for part in parts:
            made += [
                nodes.rubric("", part.title, support_smartquotes=False),
                listed(part.entries, anchors, labels.language),
            ]
        for node in made:
            node["classes"] += classes_of(labels.language, self.config.language)
        return list(made)


class TimelineDirective(_OfVisit):
    """``visitdata:timeline``: the picture of a visit's program; the program as a list where no picture can be."""

    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = {
        "id": directives.unchanged_required,
        "labels": directives.unchanged_required,
    }

    def nodes_of(self, visit: Visit, labels: Labels) -> list[nodes.Node]:
        sections = Sections(Readings(visit, labels, written_out=True))
        program = [entry for section in sections if section.name == "program" for entry in section.entries]
        name = unused(f"{visit.id}-program", self.state.document)
        picture = Picture(svg=timeline.draw(visit, labels, standalone=True, name=name))
        picture += listed(program, Anchors(self.state.document, visit.id, program), labels.language)
        return [picture]


def add_picture(app: "Sphinx", picture: type[Picture]) -> None:
    """Tell the builders how a picture is shown."""
    shown: Any = dict.fromkeys(("latex", "text", "man", "texinfo"), (_nothing, _nothing))
    app.add_node(picture, html=(_show, None), **shown)


def _show(translator: "HTML5Translator", node: Picture) -> None:
    translator.body.append(f'<figure class="visitdata-timeline">{node["svg"]}</figure>\n')
    raise nodes.SkipNode


def _nothing(translator: Any, node: Picture) -> None:
    """What a picture holds is shown as it is."""


def _head(sections: Sections) -> Section:
    return Section("head", called(sections.readings).text, (sections.head(),))


def _findings(checked: Checked, path: str, name: str) -> str:
    """What `visitdata check` says of a document, under the name that the page gives it."""
    said = "".join(text.without_excerpt(finding._replace(file=name)) for finding in checked.findings)
    return f"{printable(name)} is no visit that can be shown\n{said}".rstrip()

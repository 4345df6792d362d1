"""The domain: what its directives describe (classes, closed lists, formats, codes), and the roles that lead to it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from visitdata.sphinx.reference import (
    ClassDirective,
    FormatDirective,
    GroupDirective,
    RuleDirective,
    RulesDirective,
    WordsDirective,
)
from visitdata.sphinx.visits import TimelineDirective, VisitDirective

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class Described(NamedTuple):
    """Where something is described."""

    page: str
    anchor: str


class VisitdataDomain(Domain):
    """Visits, and the classes and rules of visitdata."""

    name = "visitdata"
    label = "visitdata"
    object_types: ClassVar[dict[str, ObjType]] = {
        kind: ObjType(kind, kind) for kind in ("class", "words", "format", "rule")
    }
    roles: ClassVar[dict[str, Any]] = {kind: XRefRole(warn_dangling=True) for kind in object_types}
    directives: ClassVar[dict[str, Any]] = {
        "visit": VisitDirective,
        "timeline": TimelineDirective,
        "class": ClassDirective,
        "words": WordsDirective,
        "format": FormatDirective,
        "rule": RuleDirective,
        "group": GroupDirective,
        "rules": RulesDirective,
    }
    initial_data: ClassVar[dict[str, Any]] = {"described": {}}
    data_version = 1

    @property
    def described(self) -> dict[tuple[str, str], Described]:
        """Where each thing is described, by its kind and name."""
        return cast(dict[tuple[str, str], Described], self.data["described"])

    def describe(self, kind: str, name: str, anchor: str) -> None:
        """Note that the page that is being read describes something; the first place counts."""
        self.described.setdefault((kind, name), Described(self.env.docname, anchor))

    def clear_doc(self, docname: str) -> None:
        for key in [key for key, place in self.described.items() if place.page == docname]:
            del self.described[key]

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        for key, place in otherdata["described"].items():
            if place.page in docnames:
                self.described.setdefault(key, place)

    def resolve_xref(
        self,
        env: "BuildEnvironment",
        fromdocname: str,
        builder: "Builder",
        typ: str,
        target: str,
        node: "pending_xref",
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        name, _, field = target.partition(".")
        place = self.described.get((typ, name))
        if place is None:
            # What the reference itself leads to may be described on no page of these.
            return cast(nodes.reference, contnode) if node.get("optional") else None
        anchor = f"{place.anchor}-{nodes.make_id(field)}" if field else place.anchor
        return make_refnode(builder, fromdocname, place.page, anchor, contnode, name)

    def resolve_any_xref(
        self,
        env: "BuildEnvironment",
        fromdocname: str,
        builder: "Builder",
        target: str,
        node: "pending_xref",
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        found = []
        for kind in self.object_types:
            reference = self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)
            if reference is not None:
                found.append((f"visitdata:{kind}", reference))
        return found

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        for (kind, name), place in self.described.items():
            yield name, name, kind, place.page, place.anchor, 1

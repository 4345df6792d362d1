"""What an expert of protocol and of sources would object to: one module a family of rules, the facts they rest on as
cited data beside them, and the engine that runs them.

For rules of your own: `rule` makes one of a function that is handed an object and a `Context` and yields `Objection`s.
"""

from visitdata.rules.engine.context import Context
from visitdata.rules.engine.rule import Objection, rule

__all__ = ["Context", "Objection", "rule"]

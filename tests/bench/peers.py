"""What one would use without visitdata, on the same documents: each made from the model's own classes, so that it
is equivalent, or from the published schema."""

import functools
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal, Union

import attrs
import cattrs
import jsonschema
from cattrs.gen import make_dict_structure_fn, override
from cattrs.strategies import configure_tagged_union

from visitdata import schema
from visitdata.model import Node, Visit
from visitdata.model.kinds import (
    FlagKind,
    IntegerKind,
    JsonKind,
    JsonMapKind,
    Kind,
    ManyKind,
    NodeKind,
    NumberKind,
    TextKind,
    TextMapKind,
    WordKind,
)
from visitdata.schemas import published

Load = Callable[[bytes], object]

_COMMANDS = os.path.dirname(sys.executable)
VISITDATA = [shutil.which("visitdata", path=_COMMANDS) or os.path.join(_COMMANDS, "visitdata")]
"""Our own command, as installed beside this Python."""


def by_hand() -> Load:
    """json, python jsonschema and cattrs, with frozen attrs classes, as one would put them together."""
    validator = jsonschema.Draft202012Validator(schema())
    converter = cattrs.Converter()
    visit = _attrs_class(Visit, converter)

    def load(text: bytes) -> object:
        value = json.loads(text)
        validator.validate(value)
        return converter.structure(value, visit)

    return load


def _attrs_class(cls: type[Node], converter: cattrs.Converter) -> Any:
    made: dict[type[Node], Any] = {}

    def made_of(cls: type[Node]) -> Any:
        if cls not in made:
            if cls.__members__:
                members = [made_of(member) for member in cls.__members__]
                made[cls] = Union[*members]
                tags = {made[member]: str(member.__tag__) for member in cls.__members__}
                configure_tagged_union(made[cls], converter, tag_generator=tags.__getitem__, tag_name="type")
            else:
                fields = {
                    field.name: attrs.field(type=type_of(field.kind) | None, default=None, kw_only=True)
                    for field in cls.__fields__.values()
                }
                made[cls] = attrs.make_class(cls.__name__, fields, frozen=True)
                renamed: Any = {
                    field.name: override(rename=field.json)
                    for field in cls.__fields__.values()
                    if field.json != field.name
                }
                converter.register_structure_hook(made[cls], make_dict_structure_fn(made[cls], converter, **renamed))
        return made[cls]

    def type_of(kind: Kind) -> Any:
        match kind:
            case TextKind():
                return str
            case WordKind():
                return kind.words
            case IntegerKind():
                return int
            case NumberKind():
                return float
            case FlagKind():
                return bool
            case ManyKind():
                return tuple[type_of(kind.item), ...]
            case TextMapKind():
                return dict[str, str]
            case NodeKind():
                return made_of(kind.cls)
        return Any

    converter.register_structure_hook(Any | None, lambda value, _: value)
    return made_of(cls)


def pydantic_model() -> Load:
    """pydantic 2 with an equivalent model: frozen, closed, strict, a union told apart by ``type``. It does not refuse
    duplicate keys. Raises `ImportError` where pydantic is not installed."""
    from pydantic import BaseModel, ConfigDict, Field, StringConstraints, create_model

    config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @functools.cache
    def model_of(cls: type[Node]) -> Any:
        if cls.__members__:
            members = [model_of(member) for member in cls.__members__]
            return Annotated[Union[*members], Field(discriminator="type")]
        fields: dict[str, Any] = {"type": (Literal[cls.__tag__], ...)} if cls.__tag__ else {}
        for field in cls.__fields__.values():
            kind = type_of(field.kind)
            name = field.name if field.json == field.name and field.name != "type" else f"{field.name}_"
            described = Field(alias=field.json) if field.required else Field(None, alias=field.json)
            fields[name] = (kind if field.required else kind | None, described)
        made: type[BaseModel] = create_model(cls.__name__, __config__=config, **fields)
        return made

    @functools.cache
    def type_of(kind: Kind) -> Any:
        match kind:
            case TextKind():
                return Annotated[str, StringConstraints(min_length=1, pattern=_anchored(kind))]
            case WordKind():
                return kind.words
            case IntegerKind() | NumberKind():
                number = int if isinstance(kind, IntegerKind) else float
                return Annotated[number, Field(ge=kind.minimum, le=kind.maximum)]
            case FlagKind():
                return bool
            case ManyKind():
                return Annotated[tuple[type_of(kind.item), ...], Field(min_length=1)]
            case TextMapKind():
                return dict[type_of(kind.key), type_of(kind.value)]
            case JsonMapKind():
                return dict[type_of(kind.key), Any]
            case NodeKind():
                return model_of(kind.cls)
            case JsonKind():
                return Any
        raise TypeError(f"no type for {kind!r}")

    visit: Any = model_of(Visit)
    load: Load = visit.model_validate_json
    return load


def _anchored(kind: TextKind) -> str | None:
    return f"^(?:{kind.pattern})$" if kind.pattern else None


def fast_jsonschema() -> Load:
    """json and fastjsonschema. It cannot compile the published schema, whose conditions are nested too deep for it, but
    can compile the twin for the verdict. Raises `ImportError` where it is not installed."""
    import fastjsonschema

    # It knows draft 7, in which all that the twin says means the same.
    twin = json.loads(published.text("1.0", published.VERDICT))
    validate = fastjsonschema.compile({**twin, "$schema": "http://json-schema.org/draft-07/schema#"})
    return lambda text: validate(json.loads(text))


def commands(files: list[str]) -> dict[str, list[str] | None]:
    """Commands that check files against the published schema, None where one is not installed."""
    schema_file = str(published.path())
    check_jsonschema = shutil.which("check-jsonschema", path=_COMMANDS)
    ajv = Path(__file__).parent / "node_modules" / ".bin" / "ajv"
    options = ["--spec=draft2020", "--strict=false", "--validate-formats=false", "-s", schema_file]
    return {
        "check-jsonschema": [check_jsonschema, "--schemafile", schema_file, *files] if check_jsonschema else None,
        "ajv-cli": [str(ajv), "validate", *options, *(word for file in files for word in ("-d", file))]
        if ajv.exists()
        else None,
    }

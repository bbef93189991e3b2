"""The JSON Schema of a partnership file, made from the nouns themselves."""

from __future__ import annotations

from typing import Any

from pydantic_core import PydanticUndefined

from planner.exchange.file import FORMAT, NOUN_OF, SCHEMA
from planner.exchange.tree import MAX_NUMBER
from planner.model import MAX_ORGANISATIONS, Entity


def json_schema() -> dict[str, Any]:
    """The schema of the current version of the format, in JSON Schema 2020-12."""
    definitions: dict[str, Any] = {}
    for name, noun in NOUN_OF.items():
        definitions[name] = _noun_schema(noun, definitions)
    lists: dict[str, dict[str, Any]] = {
        name: {"type": "array", "items": {"$ref": f"#/$defs/{name}"}} for name in NOUN_OF
    }
    lists["organisation"]["maxItems"] = MAX_ORGANISATIONS
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A partnership file",
        "description": f"One partnership, version {SCHEMA} of the format. A field left out has its default.",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "schema": {"const": SCHEMA},
            "content": {"type": "string", "maxLength": 64},
            **lists,
            "partnership": {"$ref": "#/$defs/partnership"},
        },
        "required": ["format", "schema", "partnership"],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _noun_schema(noun: type[Entity], definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of one noun; the closed sets of words it uses are put into `definitions`."""
    found = noun.model_json_schema(ref_template="#/$defs/{model}")
    definitions.update(found.pop("$defs", {}))
    found["required"] = [
        name
        for name, field in noun.model_fields.items()
        if field.default is PydanticUndefined and name != "partnership_id"
    ]
    for name, field in noun.model_fields.items():
        described = found["properties"][name]
        if field.annotation is bytes:
            found["properties"][name] = {"type": "string", "contentEncoding": "base64", "default": ""}
        elif described.get("type") == "integer":
            described.setdefault("maximum", MAX_NUMBER)
        elif "anyOf" in described:
            # An amount is written as text, so that no reader rounds it.
            described["anyOf"] = [kind for kind in described["anyOf"] if kind.get("type") != "number"]
    return found

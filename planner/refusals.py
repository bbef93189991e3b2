"""What a failed validation says to the person who typed the value."""

from __future__ import annotations

from pydantic import ValidationError

from planner.errors import Refused

# By the first word of a complaint's type.
_NOT_A = {
    "int": "This is not a whole number.",
    "decimal": "This is not an amount.",
    "date": "This is not a date.",
    "datetime": "This is not a date with its time.",
    "uuid": "This is not a key.",
    "enum": "This is none of the words known here.",
    "string": "This is not text.",
}


def refused(fault: ValidationError) -> Refused:
    """The first complaint of a validation as one sentence, with the field it is about."""
    first = fault.errors()[0]
    field = str(first["loc"][0]) if first["loc"] else ""
    limits = first.get("ctx", {})
    sentences = {
        "string_too_long": f"This is longer than {limits.get('max_length')} characters.",
        "greater_than_equal": f"This is less than {limits.get('ge')}.",
        "less_than_equal": f"This is more than {limits.get('le')}.",
        "finite_number": "This is not an amount.",
        "decimal_max_digits": f"This amount has more than {limits.get('max_digits')} digits.",
        "string_too_short": f"This is shorter than {limits.get('min_length')} characters.",
        "missing": f"{field} is missing.",
        "extra_forbidden": f"{field} is not a field this program knows.",
    }
    kind = first["type"]
    told = sentences.get(kind) or _NOT_A.get(kind.split("_")[0], "This is not accepted here.")
    message = str(first["ctx"]["error"]) if kind == "value_error" else told
    return Refused(message, field)

"""Type, space and colour of a printed page, in points. Paper takes the light theme's roles."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from planner.terms import Side

MM = 72 / 25.4
PAPER = {"A4": (210 * MM, 297 * MM), "Letter": (612.0, 792.0)}
MARGIN = 25 * MM
HEAD, FOOT = 15 * MM, 13 * MM  # from the edge of the sheet to the baseline

_ROLES: dict[str, str] = tomllib.loads((files("resources") / "themes" / "light.toml").read_text("utf-8"))[
    "roles"
]

INK, MUTED, LINE, WHITE = (_ROLES[role] for role in ("ink", "muted", "line", "surface"))
CLASH = _ROLES["error"]
SIDE_INK = {side: _ROLES[side] for side in Side}
SIDE_SOFT = {side: _ROLES[f"{side}_soft"] for side in Side}
SIDE_LINE = {side: _ROLES[f"{side}_line"] for side in Side}

HAIRLINE = 0.5
RULE = 2.5

BODY_SIZE, BODY_LEADING = 10.0, 14.0
SMALL_SIZE, SMALL_LEADING = 9.0, 12.5
CAPTION_SIZE, CAPTION_LEADING = 8.0, 11.0
HEADING_SIZE, TITLE_SIZE, ANNEX_SIZE = 12.0, 19.0, 15.0

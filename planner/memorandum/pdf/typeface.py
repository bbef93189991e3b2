"""A typeface in a file of this computer: what it draws, and the part of it that a page takes along."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import uharfbuzz as hb

from planner.memorandum.pdf.cff import glyph_numbers

_RESTRICTED = 0x0002
_MOST_FACES = 32
_LEFT_OUT = "GSUB GPOS GDEF kern morx mort kerx DSIG meta STAT MVAR HVAR name post"
# What a damaged file makes the library raise.
_DAMAGE = (hb.HarfBuzzError, RuntimeError, UnicodeDecodeError, IndexError)


@dataclass(frozen=True, slots=True)
class FontFile:
    """A typeface: a file, and which one where the file holds several."""

    path: Path
    index: int = 0


class Typeface:
    """An opened typeface, a variable one in its regular weight."""

    def __init__(self, face: hb.Face) -> None:
        self.font = hb.Font(face)
        self.is_cff = "CFF " in face.table_tags
        if weight := _regular_weight(face):
            self.font.set_variations({"wght": weight})
        self._codes: Sequence[int] = range(face.glyph_count)
        if self.is_cff:
            self._codes = glyph_numbers(bytes(face.reference_table("CFF ").data), face.glyph_count)

    @property
    def unit(self) -> float:
        """A unit of the typeface in thousandths of its size."""
        return 1000 / float(self.font.face.upem)

    def covers(self, character: str) -> bool:
        """Whether it has an outline for a character, or a width for a space."""
        glyph = self.font.get_nominal_glyph(ord(character))
        if not glyph:
            return False
        extents = self.font.get_glyph_extents(glyph)
        is_seen = bool(extents and (extents.width or extents.height))
        return (is_seen or unicodedata.category(character)[0] in "ZC") and self._is_whole

    @cached_property
    def _is_whole(self) -> bool:
        """Whether the parts of the file fit together."""
        try:
            self.cut([0, 1])
        except _DAMAGE:
            return False
        return True

    def code(self, glyph: int) -> int:
        """By which number a page calls a glyph."""
        return self._codes[glyph] if glyph < len(self._codes) else 0

    def program(self, glyphs: Sequence[int]) -> bytes:
        """The typeface with these glyphs alone, each under its own number."""
        try:
            cut = self.cut(glyphs)
        except RuntimeError:
            # One of the glyphs is damaged: the others are drawn all the same.
            cut = self.font.face
        # Readers of PDF files agree on the numbers of glyphs only where a CFF table comes by itself.
        return bytes((cut.reference_table("CFF ") if self.is_cff else cut.blob).data)

    def cut(self, glyphs: Sequence[int]) -> hb.Face:
        """The typeface without any other glyphs. Raises RuntimeError where the file is damaged."""
        face = self.font.face
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(glyphs)
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        tags = (tag.ljust(4).encode() for tag in _LEFT_OUT.split())
        wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in tags)
        wanted.pin_all_axes_to_default(face)
        if weight := _regular_weight(face):
            wanted.pin_axis_location(face, "wght", weight)
        return hb.subset(face, wanted)


@lru_cache(maxsize=4096)
def opened(file: FontFile) -> Typeface | None:
    """The typeface in a file; None where the file is damaged, or may not be embedded."""
    try:
        face = hb.Face(hb.Blob.from_file_path(str(file.path)), file.index)
        tags = set(face.table_tags)
        rights = int.from_bytes(bytes(face.reference_table("OS/2").data)[8:10], "big")
        if not tags & {"glyf", "CFF "} or rights & _RESTRICTED:
            return None
        return Typeface(face)
    except _DAMAGE:
        return None


def _regular_weight(face: hb.Face) -> float:
    """The regular weight of a variable typeface, or 0 where the weight is fixed."""
    axes = [axis for axis in face.axis_infos if axis.tag == "wght"]
    return min(max(400.0, axes[0].min_value), axes[0].max_value) if axes else 0.0


def faces_in(file: Path, region: str) -> list[FontFile]:
    """The typefaces in a file; of a collection those whose names hold the region first."""
    if file.exists() and not file.is_file():
        return []
    if file.suffix.lower() not in (".ttc", ".otc"):
        return [FontFile(file)]
    try:
        count = hb.Face(hb.Blob.from_file_path(str(file))).count
        names = [_name(file, index) for index in range(min(count, _MOST_FACES))]
    except _DAMAGE:
        return []
    order = sorted(range(len(names)), key=lambda at: (region not in names[at], "Mono" in names[at], at))
    return [FontFile(file, at) for at in order]


def _name(file: Path, index: int) -> str:
    face = hb.Face(hb.Blob.from_file_path(str(file)), index)
    return str(face.get_name(hb.OTNameIdPredefined.FONT_FAMILY) or "")

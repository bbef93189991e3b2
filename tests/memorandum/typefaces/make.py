"""How the typefaces beside this file were made: `make.py FOLDER` cuts the Noto ones found there down."""

from __future__ import annotations

import sys
from pathlib import Path

import uharfbuzz as hb

from tests.memorandum.scripts import ARABIC_SENTENCE, NAMES

SOURCES = {
    "arabic": ("NotoSansArabic-Regular.ttf", 0),
    "hebrew": ("NotoSansHebrew-Regular.ttf", 0),
    "devanagari": ("NotoSansDevanagari-Regular.ttf", 0),
    "japanese": ("NotoSansCJK-Regular.ttc", 0),
    "korean": ("NotoSansCJK-Regular.ttc", 1),
    "chinese": ("NotoSansCJK-Regular.ttc", 2),
}
SIGNS = " .,:;!?()-،。、（）"


def cut(source: Path, index: int, letters: str) -> bytes:
    """The typeface with these letters alone, and what joins them."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, letters + SIGNS))
    return bytes(hb.subset(hb.Face(hb.Blob.from_file_path(str(source)), index), wanted).blob.data)


if __name__ == "__main__":
    for script, (name, index) in SOURCES.items():
        (source,) = Path(sys.argv[1]).rglob(name)
        letters = NAMES[script] + (ARABIC_SENTENCE if script == "arabic" else "")
        ending = ".otf" if source.suffix == ".ttc" else ".ttf"
        target = Path(__file__).parent / f"NotoSans-{script}{ending}"
        target.write_bytes(cut(source, index, letters))

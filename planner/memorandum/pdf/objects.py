"""The few objects of a PDF file that reportlab does not make: written with names as `/Name`."""

from __future__ import annotations

import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFStream,
)


def record(**entries: Any) -> PDFDictionary:
    """A dictionary; a text that begins with a slash is a name, a list is an array."""
    return PDFDictionary({key: _value(value) for key, value in entries.items()})


def _value(value: Any) -> Any:
    if isinstance(value, str) and value.startswith("/"):
        return PDFName(value[1:])
    return PDFArray([_value(item) for item in value]) if isinstance(value, list) else value


def packed(content: bytes, **entries: Any) -> PDFStream:
    """A stream, compressed."""
    stream = PDFStream(content=zlib.compress(content, 9))
    for key, value in {"Filter": "/FlateDecode", **entries}.items():
        stream.dictionary[key] = _value(value)
    return stream


def descriptor(
    document: PDFDocument,
    name: str,
    program: bytes,
    height: tuple[int, int],
    *,
    flags: int,
    is_cff: bool = False,
) -> PDFObjectReference:
    """What a file says of an embedded typeface: its program, and how far it goes up and down."""
    ascent, descent = height
    kind = {"Subtype": "/CIDFontType0C"} if is_cff else {"Length1": len(program)}
    file = document.Reference(packed(program, **kind))
    return document.Reference(
        record(
            Type="/FontDescriptor",
            FontName=f"/{name}",
            Flags=flags,
            FontBBox=[0, descent, 1000, ascent],
            ItalicAngle=0,
            Ascent=ascent,
            Descent=descent,
            CapHeight=ascent,
            StemV=80,
            **{"FontFile3" if is_cff else "FontFile2": file},
        )
    )

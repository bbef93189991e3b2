"""Names in scripts that our typeface lacks: drawn where a typeface has them, and said plainly where not."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import unicodedata
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import uharfbuzz as hb
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from planner.library import standard_library
from planner.memorandum.annexes import printed_plan
from planner.memorandum.blocks import (
    Changed,
    Heading,
    MatrixPerson,
    MatrixRow,
    Paragraph,
    RoleMatrix,
    Signature,
    SignatureBlock,
    TimelinePicture,
)
from planner.memorandum.pdf import pdf_bytes, render
from planner.memorandum.pdf.cff import glyph_numbers
from planner.memorandum.pdf.faces import Faces, Look, in_sight, measure
from planner.memorandum.pdf.styles import REGULAR, glyphs
from planner.memorandum.pdf.system_fonts import Typefaces, font_folders, script_of
from planner.memorandum.pdf.typeface import FontFile, Typeface, faces_in, opened
from planner.model import Activity
from planner.terms import Letter
from planner.timeline.drawn.layout import lay_out
from tests.memorandum import example
from tests.memorandum.papers import A, I, every_block, paper
from tests.memorandum.reading import pages, squeezed, text_of
from tests.memorandum.scripts import ARABIC_SENTENCE, NAMES, TYPEFACES

FOLDERS = [TYPEFACES]


def _drawn(*blocks: object, **fields: object) -> bytes:
    return pdf_bytes(paper(*blocks, **fields), FOLDERS)  # type: ignore[arg-type]


def _ink(content: bytes) -> int:
    """How many dark pixels the first page has between its head and its foot."""
    document = pypdfium2.PdfDocument(content)
    picture = document[0].render(scale=2, grayscale=True).to_pil()
    document.close()
    body = picture.crop((0, 140, picture.width, picture.height - 140))
    return sum(count for value, count in enumerate(body.histogram()) if value < 128)


@pytest.mark.parametrize("script", NAMES)
def test_a_name_is_drawn_where_a_typeface_covers_it_and_comes_back_as_typed(script: str):
    content, report = render(paper(Paragraph(NAMES[script])), FOLDERS)

    assert report.undrawn == ()
    assert NAMES[script] in unicodedata.normalize("NFC", text_of(content))
    assert _ink(content) > 300


@pytest.mark.parametrize("script", NAMES)
def test_without_a_typeface_every_letter_is_a_box_and_named(script: str, tmp_path: Path):
    content, report = render(paper(Heading(1, "Who", "1"), Paragraph(NAMES[script])), [tmp_path])

    letters = {c for c in NAMES[script] if not c.isascii()}
    assert {character for character, _ in report.undrawn} == letters
    assert {where for _, where in report.undrawn} == {"1 Who"}
    assert text_of(content).count("❒") == sum(c in letters for c in NAMES[script])


@pytest.mark.parametrize(
    ("script", "typeface"), [("korean", "Noto Sans KR"), ("devanagari", "Noto Sans Devanagari")]
)
def test_the_report_says_which_typeface_would_help(script: str, typeface: str, tmp_path: Path):
    _, report = render(paper(Paragraph(NAMES[script])), [tmp_path])

    assert report.advice.startswith("Install a typeface for ")
    assert typeface in report.advice


@pytest.mark.parametrize("text", ["plain", "a private sign \ue000"])
def test_there_is_no_advice_where_none_helps(text: str, tmp_path: Path):
    assert render(paper(Paragraph(text)), [tmp_path])[1].advice == ""


@pytest.mark.parametrize("script", NAMES)
def test_every_block_takes_a_name_in_another_script(script: str):
    content, report = render(paper(*every_block(NAMES[script])), FOLDERS)

    found = squeezed(unicodedata.normalize("NFC", text_of(content)))
    assert report.undrawn == ()
    assert all(word in found for word in NAMES[script].split())


def test_changed_words_in_another_script_keep_the_spaces_between_them():
    runs = (("The ", ""), (f"{NAMES['hebrew']} ", "removed"), (f" {NAMES['korean']} ", "added"), ("ends", ""))

    found = text_of(_drawn(Changed(runs)))

    assert all(word in found for word in f"{NAMES['hebrew']} {NAMES['korean']} ends".split())


def test_a_typeface_that_was_only_measured_is_not_embedded():
    glyphs()
    faces, file = Faces(FOLDERS), BytesIO()
    canvas = Canvas(file, initialFontName=REGULAR, invariant=1)

    assert faces.width(NAMES["hebrew"], Look()) > 50
    faces.embed(canvas)
    canvas.save()
    assert b"NotoSans" not in file.getvalue()


def test_a_pipe_among_the_typefaces_is_not_opened(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.ttf")

    assert Typefaces([tmp_path]).for_character("א", "hebrew") is None


def test_head_foot_signatures_matrix_and_timeline_draw_other_scripts():
    name = NAMES["chinese"]
    work = Activity(partnership_id=example.HOME, name=NAMES["hebrew"], start_on=example.TODAY)
    plan = printed_plan(lay_out(example.small(work), standard_library(), example.TODAY, ()))
    blocks = (
        SignatureBlock((Signature(A, name, name, name),), fillable=True),
        RoleMatrix((MatrixPerson(name, I),), (MatrixRow(name, name, (Letter.RESPONSIBLE,)),)),
        TimelinePicture(plan),
    )

    found = squeezed(text_of(_drawn(*blocks, footer=name, state=name, caution=NAMES["korean"])))

    assert found.count(name) >= 8
    assert squeezed(NAMES["korean"]) in found
    assert all(word in found for word in NAMES["hebrew"].split())


def test_greek_cyrillic_and_accents_that_have_to_be_put_in_place_need_no_other_typeface(tmp_path: Path):
    text = "Ἀθῆναι ᾠδή Ґанок Қазақ Nguyễn Ḥafṣa x̣ q̄"

    content, report = render(paper(Paragraph(text)), [tmp_path])

    assert report.undrawn == ()
    assert text in unicodedata.normalize("NFC", text_of(content))


def test_what_is_read_from_right_to_left_stands_in_the_order_of_its_reading():
    faces = Faces(FOLDERS)
    text = f"The {NAMES['hebrew']} (2027) signs"
    runs = in_sight(faces.runs(text, [(text, Look())]))

    shown = [text[run.start : run.end] for run in runs]
    first, *hebrew, last = shown
    assert (first, last) == ("The ", " signs")
    # Read from its right end: the name, then the year in its brackets.
    assert "".join(reversed(hebrew)) == f"{NAMES['hebrew']} (2027)"


def test_brackets_around_a_latin_name_stay_with_it():
    text = f"The {NAMES['hebrew']} (see Annex) signs"

    runs = Faces(FOLDERS).runs(text, [(text, Look())])

    assert [run.level for run in runs if "Annex" in text[run.start : run.end]] == [0]
    assert all("(" not in text[run.start : run.end] for run in runs if run.level)


def test_a_sentence_from_right_to_left_keeps_numbers_and_latin_names_the_right_way_round():
    faces = Faces(FOLDERS)
    runs = in_sight(faces.runs(ARABIC_SENTENCE, [(ARABIC_SENTENCE, Look())]))

    shown = [ARABIC_SENTENCE[run.start : run.end].strip() for run in runs]
    assert shown.index("calendar days") < shown.index("30") < shown.index("Northfield")
    assert "5" in shown
    assert measure(ARABIC_SENTENCE, runs) > 100


def test_a_long_paragraph_from_right_to_left_begins_at_the_right_edge():
    content = _drawn(Paragraph(ARABIC_SENTENCE * 4))

    document = pypdfium2.PdfDocument(content)
    text = document[0].get_textpage()
    rights = [text.get_charbox(at)[2] for at in range(text.count_chars())]
    text.close()
    document.close()
    assert max(rights) == pytest.approx(595.3 - 70.9, abs=4)


def test_chinese_without_spaces_is_broken_into_lines_and_no_line_begins_with_a_stop():
    content = _drawn(Paragraph((NAMES["chinese"] + "、") * 30))

    lines = [line.strip() for line in pages(content)[0].splitlines() if line.strip()[:1] > "⺀"]
    assert len(lines) > 5
    assert not any(line.startswith("、") for line in lines)
    assert all(len(line) <= 46 for line in lines)


def test_other_programs_find_the_same_words(tmp_path: Path):
    assert shutil.which("pdftotext"), "poppler-utils is in the list of packages"
    (tmp_path / "a.pdf").write_bytes(_drawn(*(Paragraph(name) for name in NAMES.values())))

    done = subprocess.run(
        ["pdftotext", "-raw", str(tmp_path / "a.pdf"), "-"], capture_output=True, text=True, check=True
    )

    found = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", done.stdout)
    assert all(word in found for name in NAMES.values() for word in name.split())


def test_typefaces_are_embedded_as_subsets_and_the_file_is_sound(tmp_path: Path):
    (tmp_path / "a.pdf").write_bytes(_drawn(*every_block(" ".join(NAMES.values()))))

    checked = subprocess.run(["qpdf", "--check", str(tmp_path / "a.pdf")], capture_output=True, text=True)
    listed = subprocess.run(["pdffonts", str(tmp_path / "a.pdf")], capture_output=True, text=True).stdout

    assert (checked.returncode, "WARNING" in checked.stderr) == (0, False)
    lines = listed.splitlines()[2:]
    assert len(lines) == 8
    assert all(line.split()[-5:-3] == ["yes", "yes"] for line in lines)


def test_the_same_paper_and_typefaces_give_the_same_bytes():
    blocks = every_block(" ".join(NAMES.values()))

    assert _drawn(*blocks) == _drawn(*blocks)


def test_a_paper_in_latin_letters_loads_neither_shaping_of_ours_nor_bidi():
    code = (
        "import sys; from tests.memorandum.papers import small;"
        "from planner.memorandum.pdf import pdf_bytes; pdf_bytes(small());"
        "print([m for m in sys.modules if m in ('bidi', 'planner.memorandum.pdf.shaped',"
        " 'planner.memorandum.pdf.system_fonts')])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@settings(deadline=None, max_examples=60)
@given(st.text(st.sampled_from("".join(NAMES.values()) + "aé1() \n\u200d\u200e\u0301"), max_size=80))
def test_any_mixture_of_scripts_lays_out_and_loses_no_letter(text: str):
    found = squeezed(unicodedata.normalize("NFC", text_of(_drawn(Paragraph(text)))))

    wanted = [c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) in ("Lo", "Ll")]
    assert all(found.count(c) >= wanted.count(c) for c in set(wanted))


# Which typeface


def test_a_known_family_is_preferred_and_a_regular_cut_before_a_bold_one(tmp_path: Path):
    hebrew = (TYPEFACES / "NotoSans-hebrew.ttf").read_bytes()
    for name in ("AAA.ttf", "NotoSansHebrew-Bold.ttf", "sub/NotoSansHebrew-Regular.ttf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(hebrew)

    found = Typefaces([tmp_path]).for_character("א", "hebrew")

    assert found == FontFile(tmp_path / "sub/NotoSansHebrew-Regular.ttf")


def test_ideographs_follow_the_script_around_them():
    assert script_of("大", NAMES["japanese"]) == "japanese"
    assert script_of("大", "서울 大") == "korean"
    assert script_of("大", NAMES["chinese"]) == "chinese"
    assert script_of("の") == "japanese"


def test_damaged_typefaces_are_passed_over(tmp_path: Path):
    chance = random.Random(7)
    for round_ in range(24):
        folder = tmp_path / str(round_)
        folder.mkdir()
        for source in sorted(TYPEFACES.glob("*.?tf")):
            content = bytearray(source.read_bytes())
            if round_ % 2:
                del content[chance.randrange(len(content)) :]
            else:
                for _ in range(20):
                    content[chance.randrange(len(content))] = chance.randrange(256)
            (folder / source.name).write_bytes(content)

        assert pdf_bytes(paper(Paragraph(" ".join(NAMES.values()))), [folder])


@pytest.mark.parametrize("content", [b"", b"no typeface", b"ttcf" + b"\xff" * 40, b"\x00\x01\x00\x00" * 9])
@pytest.mark.parametrize("name", ["a.ttf", "a.ttc", "a.otf"])
def test_what_is_no_typeface_is_passed_over(content: bytes, name: str, tmp_path: Path):
    (tmp_path / name).write_bytes(content)
    (tmp_path / "folder.ttf").mkdir()
    (tmp_path / "gone.ttc").symlink_to(tmp_path / "nowhere")

    assert render(paper(Paragraph("א")), [tmp_path])[1].undrawn == (("א", ""),)


def test_a_typeface_with_one_damaged_letter_still_draws_the_others(tmp_path: Path):
    chance, source = random.Random(11), (TYPEFACES / "NotoSans-korean.otf").read_bytes()
    for at in range(200):
        content = bytearray(source)
        place = chance.randrange(len(source) // 2, len(source))
        content[place : place + 2] = b"\xff\xff"
        file = FontFile(tmp_path / f"{at}.otf")
        file.path.write_bytes(content)
        typeface = opened(file)
        if typeface and typeface.covers("서") and not _can_be_cut(typeface):
            break
    else:
        pytest.fail("no damage of this kind was found")

    assert typeface.program([0, 1, 2, 3, 4, 5, 6, 7, 8]) == _outlines(bytes(content))


def _can_be_cut(typeface: Typeface) -> bool:
    try:
        typeface.cut(range(9))
    except RuntimeError:
        return False
    return True


def _outlines(font: bytes) -> bytes:
    return bytes(hb.Face(hb.Blob(font)).reference_table("CFF ").data)


def test_a_variable_typeface_is_drawn_in_its_regular_weight(tmp_path: Path):
    axis = b"wght" + b"".join((n << 16).to_bytes(4, "big") for n in (100, 100, 900)) + bytes(4)
    head = b"\x00\x01\x00\x00\x00\x10\x00\x02\x00\x01\x00\x14\x00\x00\x00\x08"
    content = _with_table((TYPEFACES / "NotoSans-hebrew.ttf").read_bytes(), b"fvar", head + axis)
    (tmp_path / "a.ttf").write_bytes(content)

    typeface = opened(FontFile(tmp_path / "a.ttf"))
    drawn = pdf_bytes(paper(Paragraph(NAMES["hebrew"])), [tmp_path])

    assert typeface is not None
    assert typeface.font.get_var_coords_design() == [400.0]
    assert NAMES["hebrew"] in text_of(drawn)


def _with_table(font: bytes, tag: bytes, content: bytes) -> bytes:
    """A typeface with one more table."""
    count = int.from_bytes(font[4:6], "big")
    entries = [font[12 + 16 * n : 28 + 16 * n] for n in range(count)]
    moved = [e[:8] + (int.from_bytes(e[8:12], "big") + 16).to_bytes(4, "big") + e[12:] for e in entries]
    rest = font[12 + 16 * count :]
    start = (12 + 16 * (count + 1) + len(rest)).to_bytes(4, "big")
    moved.append(tag + bytes(4) + start + len(content).to_bytes(4, "big"))
    return font[:4] + (count + 1).to_bytes(2, "big") + font[6:12] + b"".join(sorted(moved)) + rest + content


def test_a_typeface_that_may_not_be_embedded_is_not_used(tmp_path: Path):
    content = bytearray((TYPEFACES / "NotoSans-hebrew.ttf").read_bytes())
    tables = {bytes(content[12 + 16 * n : 16 + 16 * n]): 12 + 16 * n for n in range(content[5])}
    start = int.from_bytes(content[tables[b"OS/2"] + 8 : tables[b"OS/2"] + 12], "big")
    content[start + 8 : start + 10] = b"\x00\x02"
    (tmp_path / "a.ttf").write_bytes(content)

    assert opened(FontFile(tmp_path / "a.ttf")) is None


def test_a_collection_gives_the_face_of_the_region_first(tmp_path: Path):
    fonts = [(TYPEFACES / f"NotoSans-{name}.otf").read_bytes() for name in ("japanese", "korean", "chinese")]
    (tmp_path / "NotoSansCJK.ttc").write_bytes(_collection(fonts))

    found = {
        region: faces_in(tmp_path / "NotoSansCJK.ttc", region)[0].index for region in (" JP", " KR", " SC")
    }
    content, report = render(paper(*(Paragraph(NAMES[n]) for n in ("japanese", "korean"))), [tmp_path])

    assert found == {" JP": 0, " KR": 1, " SC": 2}
    assert report.undrawn == ()
    assert squeezed(NAMES["korean"]) in squeezed(text_of(content))


def _collection(fonts: list[bytes]) -> bytes:
    """Several typefaces in one file, each with its tables moved to where it stands."""
    at = 12 + 4 * len(fonts)
    starts, parts = [], []
    for font in fonts:
        moved = bytearray(font)
        for n in range(int.from_bytes(font[4:6], "big")):
            place = 12 + 16 * n + 8
            offset = int.from_bytes(moved[place : place + 4], "big") + at
            moved[place : place + 4] = offset.to_bytes(4, "big")
        starts.append(at.to_bytes(4, "big"))
        parts.append(bytes(moved))
        at += len(moved)
    head = b"ttcf" + (0x00010000).to_bytes(4, "big") + len(fonts).to_bytes(4, "big")
    return head + b"".join(starts) + b"".join(parts)


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_every_system_has_its_folders_of_typefaces(system: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "platform", system)

    assert all("ont" in str(folder) for folder in font_folders())
    assert len(font_folders()) >= 2


def test_a_folder_without_end_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("planner.memorandum.pdf.system_fonts._MOST_FILES", 3)
    for n in range(9):
        (tmp_path / f"{n}.ttf").write_bytes(b"")

    assert Typefaces([tmp_path]).for_character("א", "hebrew") is None


def test_a_table_of_outlines_without_letters_goes_by_places():
    # Header, an index of names, one dictionary with a predefined set, nothing else.
    table = b"\x01\x00\x04\x01" + b"\x00\x00" + b"\x00\x01\x01\x01\x05" + b"\x1e\x0f\x8b\x0f"

    assert glyph_numbers(table, 3) == [0, 1, 2]


def test_the_numbers_of_glyphs_are_those_the_library_gives():
    face = hb.Face(hb.Blob.from_file_path(str(TYPEFACES / "NotoSans-japanese.otf")))
    table = bytes(face.reference_table("CFF ").data)

    numbers = glyph_numbers(table, face.glyph_count)

    assert len(numbers) == face.glyph_count
    assert numbers[0] == 0
    assert numbers == sorted(numbers)
    assert numbers[-1] > face.glyph_count

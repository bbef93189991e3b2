from __future__ import annotations

import json
import os
import stat
import time
import tracemalloc
import types
import typing
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from uuid import UUID, uuid4

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from planner.errors import BadFile, Refused, StoreFailure
from planner.exchange import file as exchange
from planner.exchange.file import from_json, read_file, to_json, write_file
from planner.exchange.schema import json_schema
from planner.model import (
    NOUNS,
    Answer,
    Contribution,
    Draft,
    Entity,
    Organisation,
    Partnership,
    PrivateNote,
    references,
)
from planner.terms import Seat, Side

LONGEST_SECONDS = 5.0
MOST_BYTES = 256_000_000

texts = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=30)
by_type: dict[object, st.SearchStrategy] = {
    str: texts,
    int: st.integers(0, 100),
    bool: st.booleans(),
    bytes: st.binary(max_size=20),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    Decimal: st.decimals(0, 10**9, places=2),
    UUID: st.uuids(version=4),
}


def values_of(annotation: object) -> st.SearchStrategy:
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*(st.none() if kind is type(None) else values_of(kind) for kind in inner))
    if origin is tuple and inner[-1] is Ellipsis:
        return st.lists(values_of(inner[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values_of, inner))
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return st.sampled_from(annotation)
    return by_type[annotation]


@st.composite
def partnerships(draw: st.DrawFn) -> tuple[Entity, ...]:
    found: list[Entity] = []
    for noun in NOUNS:
        for _ in range(1 if noun is Partnership else draw(st.integers(0, 2))):
            fields = {n: draw(values_of(f.annotation)) for n, f in noun.model_fields.items() if n != "id"}
            for name, (target, owns) in references(noun).items():
                choices = [e.id for e in found if type(e) is target]
                if owns and not choices:
                    break
                fields[name] = draw(st.sampled_from(choices)) if choices else None
            else:
                try:
                    found.append(noun.model_validate({"id": uuid4(), **fields}))
                except ValidationError:  # a rule between fields: this one is left at its usual values
                    needed = {n: v for n, v in fields.items() if noun.model_fields[n].is_required()}
                    kept = {"title": "A title", "side": Side.ACADEMIC, "value": 3, "number": 1} | {
                        n: v for n, v in needed.items() if isinstance(v, UUID | date | str) and str(v).strip()
                    }
                    kept = {n: v for n, v in kept.items() if n in noun.model_fields}
                    try:
                        found.append(noun.model_validate(kept))
                    except ValidationError:
                        assert noun is not Partnership
    # Two drafts of one number are refused: their order tells them apart here.
    drafts = [each for each in found if isinstance(each, Draft)]
    for number, draft in enumerate(drafts, start=1):
        found[found.index(draft)] = draft.model_copy(update={"number": number})
    return tuple(found)


def partnership(**fields: object) -> Partnership:
    return Partnership(**{"title": "Mindful Campus", **fields})


def small() -> tuple[Entity, ...]:
    whole = partnership()
    return (
        whole,
        Organisation(partnership_id=whole.id, name="Northfield University"),
        PrivateNote(partnership_id=whole.id, seat=Seat.ACADEMIC, place="scope/why/academic", text="Only us"),
    )


def tree_of(*entities: Entity) -> dict[str, typing.Any]:
    return json.loads(to_json(entities, "abcd1234", private=True))


def reading(tree: object) -> str:
    with pytest.raises(BadFile) as caught:
        from_json(json.dumps(tree))
    return str(caught.value)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(partnerships())
def test_a_file_with_private_notes_loses_nothing(entities: tuple[Entity, ...]) -> None:
    text = to_json(entities, "abcd1234", private=True)
    back = from_json(text)

    assert back.entities == entities
    assert back.content == "abcd1234"
    assert back.schema == exchange.SCHEMA
    assert to_json(back.entities, back.content, private=True) == text
    jsonschema.validate(json.loads(text), json_schema())


def test_without_private_everything_but_the_private_notes_is_there() -> None:
    entities = small()

    text = to_json(entities, "abcd1234", private=False)

    assert from_json(text.encode()).entities == entities[:2]
    assert "Only us" not in text


def test_a_file_reads_like_a_list_of_what_was_entered() -> None:
    whole = partnership(id=UUID(int=1), created_at=datetime(2026, 12, 9, tzinfo=UTC))
    answer = Answer(id=UUID(int=2), partnership_id=whole.id, question="budget", amount=Decimal("1.50"))

    tree = tree_of(whole, answer)

    assert tree == {
        "format": "partnership-planner",
        "schema": 1,
        "content": "abcd1234",
        "partnership": {
            "id": "00000000-0000-0000-0000-000000000001",
            "title": "Mindful Campus",
            "created_at": "2026-12-09T00:00:00+00:00",
        },
        "answer": [{"id": "00000000-0000-0000-0000-000000000002", "question": "budget", "amount": "1.50"}],
    }


def test_the_schema_is_a_valid_schema_and_refuses_what_reading_refuses() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    tree = tree_of(*small())
    tree["organisation"][0]["colour"] = "blue"

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tree, schema)
    assert "“colour”" in reading(tree)


def test_a_file_holds_exactly_one_partnership() -> None:
    with pytest.raises(Refused):
        to_json((partnership(), partnership()), "", private=True)

    tree = tree_of(*small())
    assert "exactly one" in reading({**tree, "partnership": [tree["partnership"], tree["partnership"]]})
    assert "exactly one" in reading({**tree, "partnership": []})
    del tree["partnership"]
    assert "exactly one" in reading(tree)


def test_parts_of_a_second_partnership_are_refused() -> None:
    tree = tree_of(*small())
    tree["organisation"][0]["partnership_id"] = str(uuid4())

    assert reading(tree) == "This file holds parts of two partnerships."


def test_a_newer_file_is_refused_with_both_versions_named() -> None:
    message = reading({**tree_of(*small()), "schema": exchange.SCHEMA + 1})

    assert f"version {exchange.SCHEMA + 1} " in message
    assert f"up to version {exchange.SCHEMA}." in message


@pytest.mark.parametrize("schema", [0, -1, True, "1", None, [1]])
def test_a_file_without_a_usable_version_is_refused(schema: object) -> None:
    assert "which version of the format" in reading({**tree_of(*small()), "schema": schema})


@pytest.mark.parametrize("content", [7, None, "x" * 65])
def test_a_content_version_is_a_short_text(content: object) -> None:
    assert "version of the content" in reading({**tree_of(*small()), "content": content})


def test_an_older_file_is_brought_up_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    def names_became_titles(tree: exchange.Tree) -> exchange.Tree:
        old = dict(tree["partnership"])
        return {**tree, "partnership": {**old, "title": old.pop("name"), "created_at": old["created_at"]}}

    def without_name(tree: exchange.Tree) -> exchange.Tree:
        return {**tree, "partnership": {k: v for k, v in tree["partnership"].items() if k != "name"}}

    monkeypatch.setattr(exchange, "UPGRADES", (names_became_titles, without_name))
    monkeypatch.setattr(exchange, "SCHEMA", 3)
    tree = tree_of(partnership())
    tree["schema"] = 1
    tree["partnership"]["name"] = tree["partnership"].pop("title")

    back = from_json(json.dumps(tree))

    assert typing.cast("Partnership", back.entities[0]).title == "Mindful Campus"
    assert back.schema == 1


def outcome(content: bytes) -> str:
    """What the user is told; any other failure than our own goes through."""
    try:
        from_json(content)
    except BadFile as fault:
        return str(fault)
    return "read"


BROKEN: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "cannot be read as JSON"),
    "not JSON": ("hello", "cannot be read as JSON"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00", "not text in UTF-8"),
    "UTF-16": ("{}".encode("utf-16"), "not text in UTF-8"),
    "a list": ("[]", "not a partnership file"),
    "another format": ('{"format": "calendar"}', "not a partnership file"),
    "a raw NUL": ('{"format": "\x00"}', "cannot be read as JSON"),
    "an escaped NUL": ('{"format": "\\u0000"}', "cannot be stored"),
    "a NUL in a name": ('{"\\u0000": 1}', "cannot be stored"),
    "a lone surrogate": ('{"format": "\\ud800"}', "cannot be stored"),
    "the same name twice": ('{"format": 1, "a": 2, "format": 3}', "“format” stands twice"),
    "not a number": ('{"a": NaN}', "“NaN”"),
    "infinity": ('{"a": -Infinity}', "“-Infinity”"),
    "a fraction": ('{"a": 1.5}', "“1.5”"),
    "a huge exponent": ('{"a": 1e999999}', "“1e999999”"),
    "a large number": ('{"a": 99999999999}', "too large"),
    "a huge number": ('{"a": ' + "9" * 100_000 + "}", "too large"),
    "a deep list": ("[" * 100_000 + "]" * 100_000, "nested more deeply"),
    "a deep object": ('{"a":' * 50_000 + "1" + "}" * 50_000, "nested more deeply"),
    "a rather deep list": ("[" * 20 + "]" * 20, "nested more deeply"),
    "too many values": ("[" + "[]," * 600_000 + "[]]", "more values"),
    "a long list": ('{"a": [' + "1," * 60_000 + "1]}", "more values"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_in_one_sentence(name: str) -> None:
    text, said = BROKEN[name]

    with pytest.raises(BadFile) as caught:
        from_json(text)

    assert said in str(caught.value)
    assert len(str(caught.value)) < 200
    assert str(caught.value).isprintable()


ROWS: dict[str, tuple[dict[str, typing.Any], str]] = {
    "an unknown noun": ({"budget": []}, "“budget”"),
    "a terminal code": ({"\x1b[31m" + "x" * 500: []}, "“?[31m"),
    "no list": ({"answer": {}}, "missing its brackets"),
    "no object": ({"answer": ["x"]}, "answer 1 is not an object"),
    "no key": ({"answer": [{"question": "why"}]}, "answer 1 lacks its id"),
    "nothing asked": ({"answer": [{"id": str(uuid4())}]}, "answer 1 lacks its question"),
    "a wrong key": ({"answer": [{"id": "\x07", "question": "why"}]}, "answer 1, id"),
    "text for a truth": (
        {"answer": [{"id": str(uuid4()), "question": "why", "not_sure": "yes"}]},
        "answer 1, not_sure",
    ),
    "a number for text": ({"answer": [{"id": str(uuid4()), "question": 7}]}, "answer 1, question"),
    "a truth for a number": ({"answer": [{"id": str(uuid4()), "question": "q", "rank": True}]}, "rank"),
    "a number for an amount": ({"answer": [{"id": str(uuid4()), "question": "q", "amount": 5}]}, "amount"),
    "text for a number": ({"answer": [{"id": str(uuid4()), "question": "q", "rank": "5"}]}, "rank"),
    "text for a list": ({"answer": [{"id": str(uuid4()), "question": "q", "chosen": "a"}]}, "chosen"),
    "a number for a date": ({"answer": [{"id": str(uuid4()), "question": "q", "on_date": 7}]}, "on_date"),
    "an impossible date": (
        {"answer": [{"id": str(uuid4()), "question": "q", "on_date": "2027-02-29"}]},
        "on_date",
    ),
    "an amount without end": (
        {"answer": [{"id": str(uuid4()), "question": "q", "amount": "1E+999999999"}]},
        "more than 18 digits",
    ),
    "an unknown side": ({"answer": [{"id": str(uuid4()), "question": "q", "side": "third"}]}, "side"),
    "a text that is too long": (
        {"answer": [{"id": str(uuid4()), "question": "q", "text": "x" * 20_001}]},
        "longer than 20000 characters",
    ),
    "a day that ends before it starts": (
        {
            "role_activity": [
                {"id": str(uuid4()), "title": "t", "starts_on": "2026-12-09", "ends_on": "2026-12-08"}
            ]
        },
        "role activity 1: The end is before the start.",
    ),
    "a document that is not base64": (
        {"draft": [{"id": str(uuid4()), "number": 1, "issued_on": "2026-12-09", "pdf": "é"}]},
        "a document of draft 1",
    ),
    "a document that is a number": (
        {"draft": [{"id": str(uuid4()), "number": 1, "issued_on": "2026-12-09", "pdf": 7}]},
        "a document of draft 1",
    ),
    "a person of no organisation": (
        {
            "contribution": [{"id": str(uuid4()), "organisation_id": str(uuid4())}],
        },
        "names one organisation that is not there",
    ),
    "two drafts with one number": (
        {"draft": [{"id": str(uuid4()), "number": 3, "issued_on": "2026-12-09"} for _ in range(2)]},
        "two drafts with the number 3",
    ),
    "nine organisations": (
        {"organisation": [{"id": str(uuid4()), "shared_id": str(uuid4()), "name": "n"} for _ in range(9)]},
        "at most 8 organisations",
    ),
    "a key used twice": (
        {"answer": [{"id": str(UUID(int=5)), "question": "q"}, {"id": str(UUID(int=5)), "question": "p"}]},
        "two values have the key",
    ),
    "many wrong words": (
        {"answer": [{"id": str(uuid4()), "question": "q", "chosen": [7] * 20_000}]},
        "answer 1, chosen",
    ),
    "too many rows": ({"answer": [{}] * 30_000, "position": [{}] * 30_000}, "more values"),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_wrong_value_is_refused_with_its_place(name: str) -> None:
    added, said = ROWS[name]

    message = reading({**tree_of(partnership()), **added})

    assert said in message
    assert len(message) < 250
    assert message.isprintable()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"a": "' + "x" * 31_900_000 + '"}', id="one long text"),
        pytest.param('{"a": "😀' + "x" * 31_900_000 + '"}', id="one long text with an emoji"),
        pytest.param("[" + "{}," * 249_000 + "{}]", id="empty objects"),
        pytest.param("[" + '{"a":9999999},' * 160_000 + "1]", id="small objects"),
        pytest.param(json.dumps({"a": {f"k{n}": f"v{n}" for n in range(450_000)}}), id="many names"),
        pytest.param("x" * 32_000_001, id="too long"),
    ],
)
def test_no_file_takes_long_or_much_memory(text: str) -> None:
    start = time.process_time()
    with pytest.raises(BadFile):
        from_json(text)
    seconds = time.process_time() - start
    tracemalloc.start()
    with pytest.raises(BadFile):
        from_json(text)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert seconds < LONGEST_SECONDS
    assert most < MOST_BYTES


def test_the_largest_partnership_is_read_within_the_limits() -> None:
    whole = tree_of(partnership())
    whole["answer"] = [{"id": str(UUID(int=n + 1)), "question": f"q{n}"} for n in range(40_000)]
    text = json.dumps(whole)

    start = time.process_time()
    back = from_json(text)
    seconds = time.process_time() - start

    assert len(back.entities) == 40_001
    assert seconds < LONGEST_SECONDS


@settings(max_examples=1_000, deadline=None)
@given(st.data())
def test_a_file_changed_anywhere_is_read_or_refused_but_never_fails(data: st.DataObject) -> None:
    content = bytearray(to_json(small(), "abcd1234", private=True), "utf-8")
    for _ in range(data.draw(st.integers(1, 19))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    assert outcome(bytes(content)).isprintable()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=1_000, deadline=None)
@given(st.sampled_from(sorted(exchange.NOUN_OF)), st.data())
def test_any_value_in_any_field_is_read_or_refused(name: str, data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(sorted(exchange.NOUN_OF[name].model_fields)))
    tree = tree_of(partnership())
    value = data.draw(json_values)
    if name == "partnership":
        tree["partnership"][field] = value
    else:
        tree[name] = [{"id": str(uuid4()), field: value}]

    assert outcome(json.dumps(tree).encode()).isprintable()


def test_a_written_file_is_for_its_owner_only_and_reads_back(tmp_path: Path) -> None:
    target = tmp_path / "mindful.partnership.json"
    text = to_json(small(), "abcd1234", private=True)
    target.write_text("older")

    write_file(target, text)

    assert read_file(target) == from_json(text)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [found.name for found in tmp_path.iterdir()] == [target.name]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    target = tmp_path / "windows.partnership.json"
    target.write_text(to_json(small(), "abcd1234", private=True), encoding="utf-8-sig")

    assert read_file(target).entities == small_like(read_file(target).entities)


def small_like(entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    return from_json(to_json(entities, "", private=True)).entities


def test_a_link_to_the_target_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "a.json"
    target.write_text("older")
    (tmp_path / "link.json").symlink_to(target)

    write_file(tmp_path / "link.json", "newer")

    assert target.read_text() == "newer"
    assert (tmp_path / "link.json").is_symlink()


def test_a_folder_is_no_target(tmp_path: Path) -> None:
    with pytest.raises(StoreFailure, match="not an ordinary file"):
        write_file(tmp_path, "text")


def test_a_missing_folder_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(StoreFailure, match="could not be written: No such file"):
        write_file(tmp_path / "gone" / "a.json", "text")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a system with limits on files")
def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    target = tmp_path / "a.json"
    target.write_text("older")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, usual[1]))
    try:
        with pytest.raises(StoreFailure, match="could not be written: File too large"):
            write_file(target, "x" * 5_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
        signal.signal(signal.SIGXFSZ, ignored)

    assert target.read_text() == "older"
    assert [found.name for found in tmp_path.iterdir()] == ["a.json"]


def test_a_file_whose_writing_is_stopped_leaves_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.json"
    target.write_text("old")

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)

    with pytest.raises(KeyboardInterrupt):
        write_file(target, "new")

    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    assert target.read_text() == "old"


def test_a_partnership_too_large_for_a_file_is_not_written(tmp_path: Path) -> None:
    whole = partnership()
    draft = Draft(partnership_id=whole.id, number=1, issued_on=date(2026, 12, 9), pdf=b"x" * 25_000_000)

    with pytest.raises(StoreFailure, match="larger than the 32 MB"):
        write_file(tmp_path / "a.json", to_json((whole, draft), "", private=True))
    assert not list(tmp_path.iterdir())


def test_what_is_not_an_ordinary_file_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(200_000_001)

    for path, said in {
        tmp_path: "not an ordinary file",
        tmp_path / "pipe": "not an ordinary file",
        tmp_path / "loop": "could not be read",
        tmp_path / "huge": "larger than 32 MB",
        tmp_path / "gone": "There is no file",
        tmp_path / "x\x00y": "could not be read",
        tmp_path / ("x" * 300): "could not be read",
    }.items():
        with pytest.raises(BadFile, match=said):
            read_file(path)


def test_the_worked_example_follows_the_schema_and_is_written_as_it_was_read() -> None:
    text = (files("resources") / "examples" / "mindful-campus.partnership.json").read_text("utf-8")

    example = from_json(text)

    jsonschema.validate(json.loads(text), json_schema())
    assert from_json(to_json(example.entities, example.content, private=True)) == example


def test_amounts_come_back_as_they_were_typed() -> None:
    whole = partnership()
    organisation = Organisation(partnership_id=whole.id, name="Northfield University")
    given = Contribution(
        partnership_id=whole.id, organisation_id=organisation.id, amount=Decimal("12500.10"), currency="GBP"
    )

    back = from_json(to_json((whole, organisation, given), "", private=True)).entities[-1]

    assert str(typing.cast("Contribution", back).amount) == "12500.10"

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.document import Document, snapshot_of
from planner.errors import Refused, StoreFailure
from planner.library import library_with
from planner.model import Activity
from planner.timeline.own_templates import remove_template, save_template, template_from
from planner.timeline.schedule import schedule
from planner.timeline.templates import insert_template
from tests.timeline.plans import BRIGHTPATH, LIBRARY, NORTHFIELD, PARTNERSHIP, activity, link, milestone

ETHICS = activity("Ethics approval", date(2027, 1, 4), 10, kind="ethics_approval", notes="Ask Ann")
STUDY = activity("Study", date(2027, 1, 4), 30, late=45, basis=("eth-07",))
REPORT = milestone("Report", date(2027, 6, 1))
PARTS = [PARTNERSHIP, NORTHFIELD, BRIGHTPATH, ETHICS, STUDY, REPORT, link(ETHICS, STUDY, lag=3)]


def test_a_plan_kept_as_a_template_comes_back_with_its_dates_shifted(tmp_path: Path) -> None:
    template = template_from(snapshot_of(PARTS), LIBRARY, "Our study", "As we do it")
    save_template(tmp_path, template)
    library = library_with(tmp_path)
    document = Document([PARTNERSHIP, NORTHFIELD, BRIGHTPATH])

    insert_template(document, library, template.key, date(2028, 1, 4))

    times = schedule(document.snapshot(), library)
    found = {item.activity.name: (item.start, item.end) for item in times.values()}
    assert found == {
        "Ethics approval": (date(2028, 1, 4), date(2028, 1, 13)),
        "Study": (date(2028, 1, 17), date(2028, 2, 15)),
        "Report": (date(2028, 5, 31), date(2028, 5, 31)),
    }
    assert library.templates["ktp"] == LIBRARY.templates["ktp"]


def test_notes_stay_behind_and_evidence_travels() -> None:
    template = template_from(snapshot_of(PARTS), LIBRARY, "Our study", "")

    assert "Ann" not in template.model_dump_json()
    assert template.activities[1].evidence == ("eth-07",)
    assert [item.numbers for item in template.activities] == ["judgement", "partly", "judgement"]


def test_only_what_was_chosen_is_kept() -> None:
    template = template_from(snapshot_of(PARTS), LIBRARY, "Our study", "", [STUDY.id])

    assert [(item.name, item.after, item.offset_days) for item in template.activities] == [("Study", (), 0)]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(min_size=1).filter(str.strip), title=st.text(min_size=1, max_size=80))
def test_any_name_a_person_can_type_can_be_read_back(tmp_path: Path, name: str, title: str) -> None:
    hostile = activity("x", date(2027, 1, 4)).model_copy(update={"name": title.replace("\x00", "")})
    name = name.replace("\x00", "").strip() or "x"
    template = template_from(snapshot_of([PARTNERSHIP, hostile]), LIBRARY, name, name)

    if any("\ud800" <= c <= "\udfff" for c in name + title):
        return
    save_template(tmp_path, template)

    library = library_with(tmp_path)
    assert library.templates[template.key] == template
    assert library.faults == []


def test_a_name_is_needed_and_something_with_a_date() -> None:
    with pytest.raises(Refused, match="name"):
        template_from(snapshot_of(PARTS), LIBRARY, "  ", "")
    with pytest.raises(Refused, match="date"):
        template_from(snapshot_of([PARTNERSHIP]), LIBRARY, "Mine", "")


def test_what_cannot_be_read_in_ones_own_folder_is_left_out_and_named(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "broken.toml").write_text("[[template]]\nkey = ")
    save_template(tmp_path, template_from(snapshot_of(PARTS), LIBRARY, "Our study", ""))
    library = library_with(tmp_path)

    names = [template.name for template in library.templates.values()]

    assert "Our study" in names
    assert len(library.faults) == 1
    assert library.faults[0].startswith("broken.toml")


def test_only_ones_own_templates_can_be_removed(tmp_path: Path) -> None:
    template = template_from(snapshot_of(PARTS), LIBRARY, "Our study", "")
    save_template(tmp_path, template)

    remove_template(tmp_path, template)

    assert template.key not in library_with(tmp_path).templates
    with pytest.raises(Refused, match="belongs to the program"):
        remove_template(tmp_path, LIBRARY.templates["ktp"])


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "templates").write_text("in the way")

    with pytest.raises(StoreFailure, match="could not be kept"):
        save_template(tmp_path, template_from(snapshot_of(PARTS), LIBRARY, "Our study", ""))


def test_a_template_that_would_end_behind_the_calendar_is_refused(tmp_path: Path) -> None:
    template = template_from(snapshot_of(PARTS), LIBRARY, "Our study", "")
    save_template(tmp_path, template)
    document = Document([PARTNERSHIP])

    with pytest.raises(Refused, match="9999"):
        insert_template(document, library_with(tmp_path), template.key, date(9999, 12, 1))
    assert document.snapshot().all(Activity) == ()


HEAD = """[[template]]
key = "own.mine"
basis = "planner"
name = "Mine"
jurisdiction = "own"
summary = ""
"""


def by_hand(key: str = "a1", **changed: str) -> str:
    """An activity as somebody may have written it into a file of a template."""
    lines = {
        "key": f'"{key}"',
        "lane": '"academic"',
        "name": f'"Step {key}"',
        "kind": '"work"',
        "min_days": "1",
        "likely_days": "2",
        "late_days": "3",
        "numbers": '"judgement"',
        "confidence": '"low"',
    } | changed
    return "[[template.activities]]\n" + "".join(f"{name} = {value}\n" for name, value in lines.items())


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}activities = []\n",
        HEAD + by_hand(min_days="5"),
        HEAD + by_hand(min_days="-5"),
        HEAD + by_hand(late_days="36501"),
        HEAD + by_hand(name=f'"{"n" * 401}"'),
        HEAD + by_hand(kind='"a\\u0000b"'),
        HEAD + by_hand() + by_hand(),
        HEAD + by_hand(after='[{ key = "a9" }]'),
        HEAD + by_hand(after='[{ key = "a1" }]'),
        HEAD + by_hand(after='[{ key = "a2" }]') + by_hand("a2", after='[{ key = "a1", lag_days = 3 }]'),
        HEAD + by_hand() + by_hand("a2", after='[{ key = "a1", lag_days = 40000 }]'),
        f"{HEAD}x = {'[' * 5_000}{']' * 5_000}",
        f"{HEAD}x = {'9' * 5_000}",
        "template = [1, 2]",
        "template = [{ key = [1] }]",
    ],
)
def test_a_template_changed_by_hand_into_what_cannot_be_inserted_is_left_out_and_named(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "mine.toml").write_text(text)
    library = library_with(tmp_path)

    assert library.templates == LIBRARY.templates
    assert [fault.partition(":")[0] for fault in library.faults] == ["mine.toml"]


def test_a_loop_written_by_hand_is_named_by_its_activities(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    loop = by_hand(after='[{ key = "a2" }]') + by_hand("a2", after='[{ key = "a1" }]')
    (tmp_path / "templates" / "mine.toml").write_text(HEAD + loop)
    library = library_with(tmp_path)

    assert library.templates == LIBRARY.templates
    assert "“Step a1”" in library.faults[0]


def test_a_plan_with_a_loop_is_no_template() -> None:
    loop = [ETHICS, STUDY, link(ETHICS, STUDY), link(STUDY, ETHICS)]

    with pytest.raises(Refused, match="“Study”"):
        template_from(snapshot_of([PARTNERSHIP, *loop]), LIBRARY, "Mine", "")


def test_what_no_file_can_carry_is_left_out_of_the_name_and_a_long_one_is_refused() -> None:
    template = template_from(snapshot_of(PARTS), LIBRARY, "My\x00 \ud800study", "\ud800")

    assert (template.name, template.summary) == ("My study", "")
    with pytest.raises(Refused, match="400"):
        template_from(snapshot_of(PARTS), LIBRARY, "n" * 20_000, "")


def test_a_template_whose_file_is_gone_or_cannot_be_removed_is_told(tmp_path: Path) -> None:
    template = template_from(snapshot_of(PARTS), LIBRARY, "Our study", "")
    file = save_template(tmp_path, template)
    file.unlink()

    with pytest.raises(Refused, match="in the meantime"):
        remove_template(tmp_path, template)
    file.mkdir()
    with pytest.raises(StoreFailure, match="could not be removed"):
        remove_template(tmp_path, template)

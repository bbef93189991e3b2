from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from planner.library import library_with
from planner.model import Activity
from planner.timeline.own_templates import save_template
from tests.ui.timelines import screen_of, shown
from ui.screens.timeline.screen import TimelineScreen
from ui.screens.timeline.template_dialogs import KeepTemplate, TemplateDialog
from ui.window import MainWindow


@pytest.fixture
def screen(example: MainWindow, tmp_path: Path) -> TimelineScreen:
    example.session.pack = tmp_path / "content"
    return screen_of(shown(example))


def insertion(screen: TimelineScreen, key: str = "voucher-consultancy") -> TemplateDialog:
    dialog = TemplateDialog(screen, screen.desk, date(2027, 1, 4))
    dialog.choice.setCurrentIndex(dialog.choice.findData(key))
    dialog.show()
    return dialog


def names(screen: TimelineScreen) -> set[str]:
    return {activity.name for activity in screen.desk.session.snapshot.all(Activity)}


def place_by(dialog: TemplateDialog, way: str, day: str) -> None:
    dialog.way.set_key(way)
    dialog.day.edit.setText(day)
    dialog._preview()


def test_the_template_is_drawn_among_what_is_planned_before_it_is_inserted(screen: TimelineScreen) -> None:
    before = names(screen)

    dialog = insertion(screen)

    plan = dialog.picture.plan
    assert plan is not None
    drawn = {shape.name for shape in (*plan.bars, *plan.diamonds)}
    assert "Ethics review" in drawn
    assert dialog.list.topLevelItem(0).text(0) in drawn
    assert dialog.list.topLevelItemCount() == 11
    assert "It would bring" in dialog.told.text()
    assert names(screen) == before


def test_planned_back_from_a_deadline_it_ends_by_then(screen: TimelineScreen) -> None:
    dialog = insertion(screen)

    place_by(dialog, "late", "30 Sep 2027")
    dialog._try()

    times = screen.desk.session.snapshot
    added = [a for a in times.all(Activity) if a.template_item.startswith("voucher-consultancy.")]
    screen.refresh()
    assert max(screen.times[a.id].late_end for a in added) <= date(2027, 9, 30)
    assert screen.desk.session.doc.undo_label.startswith("template")


def test_a_day_that_is_none_is_said_at_the_place(screen: TimelineScreen) -> None:
    dialog = insertion(screen)

    place_by(dialog, "from", "31 Feb 2027")

    assert dialog.complaint.isVisibleTo(dialog)
    assert dialog.list.topLevelItemCount() == 0


def test_it_comes_in_one_step_and_leaves_in_one(screen: TimelineScreen) -> None:
    before = names(screen)
    dialog = insertion(screen)

    dialog._try()

    assert len(names(screen)) == len(before) + 11
    screen.desk.session.undo()
    assert names(screen) == before


def test_a_plan_kept_as_a_template_is_offered_first_and_can_be_removed(screen: TimelineScreen) -> None:
    keeping = KeepTemplate(screen)
    keeping.name.setText("Our way")
    keeping._try()

    dialog = insertion(screen)
    dialog.choice.setCurrentIndex(0)
    QApplication.processEvents()

    assert dialog.choice.itemText(0) == "Our way · your own"
    assert dialog.remove.isVisibleTo(dialog)
    dialog.remove.click()
    assert not dialog.choice.itemText(0).startswith("Our way")


def test_a_template_without_a_name_is_refused_at_the_place(screen: TimelineScreen) -> None:
    keeping = KeepTemplate(screen)
    keeping.name.setText("  ")

    keeping._try()

    assert keeping.complaint.text() == "Give the template a name."


def test_a_file_of_ones_own_that_cannot_be_read_is_named(screen: TimelineScreen) -> None:
    pack = screen.desk.session.pack
    assert pack is not None
    (pack / "templates").mkdir(parents=True)
    (pack / "templates" / "mine.toml").write_text("[[template]]\nkey = ")
    library_with.cache_clear()

    dialog = TemplateDialog(screen, screen.desk, date(2027, 1, 4))

    assert dialog.faults.text().startswith("Left out of your own templates: mine.toml")
    assert not dialog.faults.isHidden()


def test_names_are_no_markup_in_the_tip_of_what_it_would_bring(screen: TimelineScreen) -> None:
    session = screen.desk.session
    pack, ktp = session.pack, session.library.templates["ktp"]
    assert pack is not None
    items = tuple(item.model_copy(update={"name": f"<img src=x>{item.name}"}) for item in ktp.activities)
    save_template(pack, ktp.model_copy(update={"key": "own.ktp", "activities": items}))
    dialog = insertion(screen, "own.ktp")
    place_by(dialog, "from", "4 Aug 2027")

    assert "&lt;img" in dialog.told.toolTip()
    assert "<img" not in dialog.told.toolTip()


def test_a_start_in_the_past_is_said_and_can_still_be_inserted(screen: TimelineScreen) -> None:
    dialog = insertion(screen, "ktp")
    place_by(dialog, "likely", "30 Sep 2027")

    assert dialog.past.isVisibleTo(dialog)
    assert "months before today. Begun today, it would be done by " in dialog.past.text()
    dialog._try()
    first = min(
        (a for a in screen.desk.session.snapshot.all(Activity) if a.template_item.startswith("ktp.")),
        key=lambda a: screen.times[a.id].start,
    )
    assert screen.canvas.chosen == first.id
    ground, start = screen.canvas.ground, screen.times[first.id].start.toordinal()
    assert ground.left_day <= start <= ground.last_day


def test_a_day_may_be_for_a_milestone(screen: TimelineScreen) -> None:
    dialog = insertion(screen, "ktp")
    assert not dialog.goal.isVisibleTo(dialog)
    place_by(dialog, "likely", "30 Sep 2027")
    assert dialog.goal.currentText() == "All of it"
    dialog.goal.setCurrentIndex(dialog.goal.findText("Round deadline"))

    assert dialog.goal.isVisibleTo(dialog)
    assert "“Round deadline” by 30 Sep 2027" in dialog.told.text()
    assert not dialog.past.isVisibleTo(dialog)


def test_the_dialog_fits_a_small_window(screen: TimelineScreen) -> None:
    dialog = insertion(screen, "ktp")
    place_by(dialog, "likely", "30 Sep 2027")
    QApplication.processEvents()

    assert dialog.height() <= 700
    assert dialog.width() <= 1024

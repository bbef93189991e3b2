"""What each action of `ui.actions` does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from ui import settings

if TYPE_CHECKING:
    from ui.window import MainWindow


def run(window: MainWindow, name: str) -> None:
    """Run the action with this name."""
    if name.startswith("go_"):
        window.go(name.removeprefix("go_"))
    elif name.startswith("theme_"):
        settings.set_theme_choice(name.removeprefix("theme_"))  # type: ignore[arg-type]
        window.dress()
    else:
        _COMMANDS[name](window)


def open_file(window: MainWindow, path: str) -> None:
    """Open a partnership file."""
    from ui import files

    files.open_file(window, path)


def _new(window: MainWindow) -> None:
    from ui.dialogs.new_partnership import ask_new

    entities = ask_new(window, window.session.today())
    if entities:
        from ui import shelf

        window.open_partnership(shelf.keep(window, entities), "scope")


def _open_file(window: MainWindow) -> None:
    from ui import files

    files.ask_and_open(window)


def _open_example(window: MainWindow) -> None:
    from ui import files, shelf

    known = next((row for row in window.rows() if row.is_example and not row.binned_on), None)
    if known is not None:
        window.open_partnership(UUID(known.id))
    else:
        files.open_file(window, str(shelf.example_path()))


def _export_memorandum(window: MainWindow) -> None:
    from ui import exports

    window.session.leave_field()
    exports.export_memorandum(window)


def _export_word(window: MainWindow) -> None:
    from ui import exports

    window.session.leave_field()
    exports.export_word(window)


def _email_draft(window: MainWindow) -> None:
    from ui import exports

    window.session.leave_field()
    exports.email_draft(window)


def _copy_text(window: MainWindow) -> None:
    from ui import exports

    window.session.leave_field()
    exports.copy_text(window)


def _copy_markdown(window: MainWindow) -> None:
    from ui import exports

    window.session.leave_field()
    exports.copy_markdown(window)


def _export_timeline(window: MainWindow) -> None:
    from ui.dialogs.timeline_export import export_timeline

    window.session.leave_field()
    export_timeline(window)


def _import_project(window: MainWindow) -> None:
    from ui.dialogs.timeline_import import import_project

    window.session.leave_field()
    import_project(window)


def _export_file(window: MainWindow) -> None:
    from ui import exports

    window.session.leave_field()
    exports.export_file(window, window.session.snapshot.entities())


def _issue_draft(window: MainWindow) -> None:
    from ui.dialogs.drafts import ask_issue

    ask_issue(window)


def _what_changed(window: MainWindow) -> None:
    from ui.dialogs.changes import show_newest_changes

    window.session.leave_field()
    show_newest_changes(window)


def _print_questions(window: MainWindow) -> None:
    from ui import exports

    exports.print_questions(window)


def _back_up(window: MainWindow) -> None:
    from ui.dialogs.backups import back_up_now

    window.session.flush()
    back_up_now(window)


def _restore(window: MainWindow) -> None:
    from ui.dialogs.backups import ask_restore

    ask_restore(window)


def _save(window: MainWindow) -> None:
    window.session.leave_field()
    window.session.save_now()
    if window.session.save_error is None and window.session.unsaved_since is None:
        window.say("Everything is saved. There is nothing you need to do.")


def _undo(window: MainWindow) -> None:
    # A note that offers to undo speaks of the step that is taken back here.
    window.toast.hide()
    window.session.undo()


def _redo(window: MainWindow) -> None:
    window.session.redo()


def _undo_delete(window: MainWindow) -> None:
    from ui import shelf

    shelf.undo_delete(window)


def _search(window: MainWindow) -> None:
    from ui.dialogs.palette import ask_where

    ask_where(window)


def _details(window: MainWindow) -> None:
    from ui.dialogs.details import show_details

    show_details(window)


def _contributions(window: MainWindow) -> None:
    from ui.dialogs.lists import Contributions

    Contributions(window).exec()


def _model_family(window: MainWindow) -> None:
    from ui.dialogs.model_family import show_model_family

    show_model_family(window)


def _price(window: MainWindow) -> None:
    from ui.dialogs.price import PriceDialog

    PriceDialog(window).exec()


def _agenda(window: MainWindow) -> None:
    from ui.dialogs.lists import Agenda

    Agenda(window).exec()


def _settings(window: MainWindow) -> None:
    from ui.dialogs.settings import show_settings

    show_settings(window)


def _help(window: MainWindow) -> None:
    from ui.dialogs.help import show_help

    show_help(window, window.place.partition("/")[0])


def _about(window: MainWindow) -> None:
    from ui.dialogs.help import show_about

    show_about(window)


_COMMANDS: dict[str, Callable[[MainWindow], object]] = {
    "new": _new,
    "open_file": _open_file,
    "open_example": _open_example,
    "export_memorandum": _export_memorandum,
    "export_word": _export_word,
    "copy_text": _copy_text,
    "copy_markdown": _copy_markdown,
    "email_draft": _email_draft,
    "export_timeline": _export_timeline,
    "import_project": _import_project,
    "export_file": _export_file,
    "issue_draft": _issue_draft,
    "what_changed": _what_changed,
    "print_questions": _print_questions,
    "back_up": _back_up,
    "restore": _restore,
    "save": _save,
    "quit": lambda window: window.close(),
    "undo": _undo,
    "redo": _redo,
    "undo_delete": _undo_delete,
    "search": _search,
    "details": _details,
    "contributions": _contributions,
    "model_family": _model_family,
    "price": _price,
    "agenda": _agenda,
    "settings": _settings,
    "help": _help,
    "about": _about,
}

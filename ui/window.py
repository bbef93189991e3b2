"""The window: frame, screens, actions. It shows; the rooms behind it decide."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.errors import PlannerError
from ui import settings
from ui.actions import ACTIONS
from ui.checker import Checker
from ui.keeping import Backups
from ui.menus import make_actions
from ui.navigation import OF_PARTNERSHIP, Navigation
from ui.theme import apply_theme, chosen_theme, text_scale
from ui.topbar import TopBar
from ui.widgets.banner import Banner, Toast
from ui.widgets.page import Page

if TYPE_CHECKING:
    from planner.portfolio import PortfolioRow
    from ui.opening import Opening
    from ui.session import Session

# Screen name -> module and class; a screen is imported and made when it is first shown.
SCREENS = {
    "portfolio": ("ui.screens.portfolio", "PortfolioScreen"),
    "organisations": ("ui.screens.organisations", "OrganisationsScreen"),
    "bin": ("ui.screens.bin", "BinScreen"),
    "overview": ("ui.screens.overview", "OverviewScreen"),
    "scope": ("ui.screens.scope", "ScopeScreen"),
    "agreement": ("ui.screens.agreement", "AgreementScreen"),
    "roles": ("ui.screens.roles", "RolesScreen"),
    "timeline": ("ui.screens.timeline", "TimelineScreen"),
    "readiness": ("ui.screens.readiness", "ReadinessScreen"),
    "memorandum": ("ui.screens.memorandum", "MemorandumScreen"),
}
# In letters, so that large text folds the list of screens as a small window does.
_LETTERS_FOR_LIST = 60
_OF_PARTNERSHIP = {name for name, _ in OF_PARTNERSHIP}
# Beyond so many activities loading takes longer than a frame may.
LARGE = 1_000
_ONLY_READ = "This file can only be read. You can look and export; nothing can be changed."
_TITLES = {"portfolio": "All partnerships", "organisations": "Organisations", "bin": "Bin"}


class MainWindow(QMainWindow):
    """The one window. Implements `ui.desk.Desk` for its screens."""

    def __init__(
        self,
        session: Session,
        rows: tuple[PortfolioRow, ...],
        backups: Backups | None = None,
        *,
        rows_are_all: bool = True,
        opening: Opening | None = None,
    ) -> None:
        """Shows the portfolio, or with `opening` what was seen of a partnership last."""
        super().__init__()
        self.setWindowTitle("Partnership Planner")
        self.setMinimumSize(900, 600)
        self._fit_screen()
        self.setAcceptDrops(True)
        self.session = session
        self.checker = Checker(session)
        self.backups = backups or Backups()
        self._rows = rows
        self.rows_are_all = rows_are_all
        self._screens: dict[str, Page] = {}
        self._place = ""
        self.opening: Opening | None = None
        self.last_binned: tuple[UUID, ...] = ()
        self.actions_by_name = make_actions(self)
        self.navigation = Navigation(self.go)
        self.top_bar = TopBar(self.perform, self.actions_by_name, self.navigation.fill)
        self.banner = Banner()
        self.stack = QStackedWidget()
        self.toast = Toast(self)
        self._lay_out()
        session.changed.connect(self._show_state)
        session.saving_changed.connect(self._show_state)
        session.opened.connect(self._on_opened)
        session.closed.connect(self._show_state)
        self.checker.checked.connect(self._show_badges)
        self._badges_soon = QTimer(self, singleShot=True, interval=150)
        self._badges_soon.timeout.connect(self._show_badges)
        # Methods, which are held weakly: a lambda would keep the window as long as what tells it.
        session.changed.connect(self._show_badges_soon)
        QApplication.styleHints().colorSchemeChanged.connect(self.dress)
        self._show_state()
        if opening is None:
            self.go("portfolio")
        else:
            self.await_opening(opening)

    def _fit_screen(self) -> None:
        """As large as the screens were drawn for, or as the display has room for beside its own frames."""
        room = self.screen().availableSize()
        self.resize(min(1440, room.width() - 20), min(900, room.height() - 60))

    # Making

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.banner)
        right.addWidget(self.stack, 1)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.navigation)
        below.addLayout(right, 1)
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.top_bar)
        whole.addLayout(below, 1)
        central = QWidget()
        central.setLayout(whole)
        self.setCentralWidget(central)

    def dress(self) -> None:
        """Wear the chosen theme and size of text, from now on."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        before = text_scale()
        apply_theme(app, chosen_theme(settings.theme_choice()), settings.text_percent())
        if text_scale() != before:
            self._make_anew()

    def _make_anew(self) -> None:
        """Fit everything to another size of text; screens are made again, which measure it once."""
        self.session.leave_field()
        self.navigation.fit()
        self.top_bar.fit()
        self._fit_frame()
        self._drop_screens(set(self._screens))
        screen = self._place.partition("/")[0]
        # Other places may be forms: nobody wants to be met by one.
        self.go(self._place if screen in ("scope", "agreement", "roles") else screen)

    def _drop_screens(self, names: set[str]) -> None:
        for name in names & set(self._screens):
            screen = self._screens.pop(name)
            self.stack.removeWidget(screen)
            screen.deleteLater()

    def _fit_frame(self) -> None:
        """Show the list of screens where there is room for it beside and below, else a menu of them."""
        letter = self.fontMetrics().averageCharWidth()
        beside = self.width() - self.navigation.maximumWidth()
        below = self.height() - self.menuBar().sizeHint().height() - self.top_bar.maximumHeight()
        has_list = (
            beside >= _LETTERS_FOR_LIST * letter and below >= self.navigation.minimumSizeHint().height()
        )
        self.navigation.setVisible(has_list)
        self.top_bar.make_room(self.width(), has_list=has_list)

    # The desk

    def rows(self) -> tuple[PortfolioRow, ...]:
        """The portfolio's rows as stored."""
        return self._rows

    def reload_rows(self) -> None:
        """Read the portfolio's rows again, and show them."""
        self.take_rows(self.session.store.submit(self.session.store.partnerships).result())

    def take_rows(self, rows: tuple[PortfolioRow, ...]) -> None:
        """Show these rows, which are all there are."""
        self._rows, self.rows_are_all = rows, True
        for name in ("portfolio", "bin", "organisations"):
            if name in self._screens:
                self._screens[name].refresh()

    def go(self, place: str) -> None:
        """Show a place: the screen before the first slash, then what the screen makes of the rest."""
        name, _, rest = place.partition("/")
        if name not in SCREENS:
            return
        if name in _OF_PARTNERSHIP and self.session.document is None:
            if self.opening is not None:
                # Not open yet: that is where to go then.
                self.opening.place = place
            return
        self.session.leave_field()
        if name not in _OF_PARTNERSHIP and self._place.partition("/")[0] in _OF_PARTNERSHIP:
            self.session.flush()
            self.session.update_glance()
            self.reload_rows()
        screen = self.screen_named(name)
        self._place = place
        self.stack.setCurrentWidget(screen)
        self.end_opening()
        self.navigation.show_current(name)
        self.top_bar.show_primary_export(name == "memorandum")
        self._show_state()
        # Last, because a place may be a form, which stays open until it is filled in.
        if rest:
            screen.go(rest)

    def await_opening(self, opening: Opening) -> None:
        """A partnership is about to be open: show what was seen of it, or let stand what is shown."""
        self.end_opening()
        self.opening = opening
        if opening.page is not None:
            self._place = ""
            self.stack.addWidget(opening.page)
            self.stack.setCurrentWidget(opening.page)
            self.navigation.show_current(opening.place.partition("/")[0])
        self._show_state()

    def end_opening(self) -> None:
        """Nothing is about to be open any more."""
        opening, self.opening = self.opening, None
        if opening is not None and opening.page is not None:
            self.stack.removeWidget(opening.page)
            opening.page.deleteLater()

    def screen_named(self, name: str) -> Page:
        """A screen, made when it is asked for first."""
        if name not in self._screens:
            module, made = SCREENS[name]
            screen: Page = getattr(import_module(module), made)(self)
            self._screens[name] = screen
            self.stack.addWidget(screen)
        return self._screens[name]

    @property
    def place(self) -> str:
        """The place that is shown."""
        return self._place

    def open_partnership(self, partnership_id: UUID, place: str = "overview") -> None:
        """Open a stored partnership and show a place of it; a large one as soon as it is loaded."""
        document = self.session.document
        if document is None or document.partnership.id != partnership_id:
            if self.opening is not None and self.opening.partnership_id == partnership_id:
                self.opening.place = place
                return
            count, seen = self.session.plan_seen(partnership_id)
            if count >= LARGE:
                from ui import opening

                opening.open_beside(self, partnership_id, place, seen)
                return
            if not self.session.close():
                self._show_state()
                return
            self.session.open(partnership_id)
        self.go(place)

    def perform(self, name: str) -> None:
        """Run an action by its name; a failure of the world is shown, and nothing is lost."""
        from ui import commands
        from ui.faults import show_failure

        action = self.actions_by_name.get(name)
        if action is not None and not action.isEnabled():
            return
        try:
            commands.run(self, name)
        except PlannerError as error:
            show_failure(self, error)

    def say(self, sentence: str, *, action: str = "", name: str = "") -> None:
        """Show a passing note, with a button that performs an action."""
        self.toast.say(sentence, action, (lambda: self.perform(name)) if name else None)

    # Keeping the frame true

    def _on_opened(self) -> None:
        self._drop_screens(_OF_PARTNERSHIP)
        self._show_state()
        self._badges_soon.start()

    def _show_state(self, *_: object) -> None:
        document, session = self.session.document, self.session
        shown = document.partnership if document is not None else self.opening
        title = shown.title if shown is not None else ""
        self.navigation.show_partnership(title)
        name = self._place.partition("/")[0]
        self.top_bar.show_here(_TITLES.get(name, title))
        self.top_bar.show_saved(
            session.saved_at, session.unsaved_since, failed=session.save_error is not None
        )
        undo, redo = (document.undo_label, document.redo_label) if document is not None else ("", "")
        self.top_bar.show_undo(undo, redo)
        # A single & would underline the next letter.
        self.actions_by_name["undo"].setText(f"Undo {undo}".strip().replace("&", "&&"))
        self.actions_by_name["redo"].setText(f"Redo {redo}".strip().replace("&", "&&"))
        for spec in ACTIONS:
            allowed = spec.needs != "writing" or not session.store.is_read_only
            if spec.needs == "partnership":
                allowed = document is not None
            self.actions_by_name[spec.name].setEnabled(allowed)
        self.actions_by_name["undo"].setEnabled(bool(undo))
        self.actions_by_name["redo"].setEnabled(bool(redo))
        error = session.save_error
        only_read = _ONLY_READ if session.store.is_read_only else ""
        self.banner.say(f"{error} {error.advice}".strip() if error is not None else only_read)

    def _show_badges_soon(self) -> None:
        self._badges_soon.start()

    def _show_badges(self) -> None:
        if self.session.document is None:
            self.navigation.show_badges({})
            return
        from ui.badges import badges

        self.navigation.show_badges(
            badges(self.session.snapshot, self.session.library, self.checker.findings, self.session.today())
        )

    def restore(self, backup: Path) -> None:
        """Bring a backup back in place of the store in use, which is kept beside it."""
        if not self.session.close():
            self._show_state()
            return
        self.backups.restore(backup)
        self.reload_rows()
        self.go("portfolio")
        self.say("Restored. The file used before is kept beside it.")

    def show_foot(self, text: str) -> None:
        """Where everything is stored, and when it was last backed up."""
        self.navigation.show_foot(text)

    # Qt's own events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_frame()
        self.toast.place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.session.leave_field()

    def closeEvent(self, event: QCloseEvent) -> None:
        document = self.session.document
        opened = document.partnership.id.hex if document is not None else ""
        place = self._place
        if self.opening is not None:
            opened, place = self.opening.partnership_id.hex, self.opening.place
        if not self.session.close():
            from ui.faults import leaves_unsaved

            if not leaves_unsaved(self, self.session.save_error):
                event.ignore()
                return
        settings.set_window_geometry(self.saveGeometry())
        screen = place.partition("/")[0]
        # The places of these two may be forms: nobody wants to be met by one.
        settings.set_last_place(opened, screen if screen in ("overview", "timeline") else place)
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()) and not self.session.store.is_read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        from ui import commands

        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        # Out of the drop first: the other program waits while we ask questions.
        for path in paths:
            QTimer.singleShot(0, partial(commands.open_file, self, path))

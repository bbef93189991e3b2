"""Settings: the look, and where backups go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from ui import settings
from ui.dialogs.frame import Dialog
from ui.widgets.choices import Choices
from ui.widgets.shapes import button, row
from ui.widgets.text import Elided, label, wrapped

if TYPE_CHECKING:
    from ui.window import MainWindow


class Settings(Dialog):
    """Each change takes effect at once."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "Settings", width=600)
        self._window = window
        self.body.addWidget(label("Theme", "strong"))
        theme = Choices([("system", "As the system"), ("light", "Light"), ("dark", "Dark")], name="Theme")
        theme.set_chosen([settings.theme_choice()])
        theme.chosen.connect(lambda keys: window.perform(f"theme_{(keys or ('system',))[0]}"))
        self.body.addWidget(theme)
        self.body.addWidget(label("Text size", "strong"))
        options = [(percent, f"{percent} %") for percent in settings.TEXT_PERCENTS]
        self.text_size = Choices(options, name="Text size")
        self.text_size.set_chosen([str(settings.text_percent())])
        self.text_size.chosen.connect(self._resize_text)
        self.body.addWidget(self.text_size)
        self.body.addWidget(label("Where everything is stored", "strong"))
        self.body.addWidget(wrapped(window.session.store.location, "muted"))
        self.body.addWidget(label("Second folder for backups", "strong"))
        self.folder = Elided(settings.second_backup_folder() or "None", "muted")
        self.body.addLayout(
            row(self.folder, button("Choose…", self._choose), button("None", lambda: self._set("")))
        )
        self.body.addWidget(
            wrapped(
                "A copy of every backup goes there too, for example to an external disk. "
                "Nothing is ever sent over a network by this program.",
                "caption",
            )
        )
        self.add_button("Close", self.accept, primary=True)

    def _resize_text(self, keys: tuple[str, ...]) -> None:
        percent = (keys or ("100",))[0]
        self.text_size.set_chosen([percent])
        settings.set_text_percent(int(percent))
        self._window.dress()
        self.fit()

    def _choose(self) -> None:
        if path := QFileDialog.getExistingDirectory(
            self, "Second folder for backups", settings.folder("backup")
        ):
            self._set(path)

    def _set(self, path: str) -> None:
        settings.set_second_backup_folder(path)
        self.folder.set_text(path or "None")


def show_settings(window: MainWindow) -> None:
    """Show and change the settings."""
    Settings(window).exec()

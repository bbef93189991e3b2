"""One table of actions: menus, buttons, the search box and the help page are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Needs = Literal["nothing", "partnership", "writing"]


@dataclass(frozen=True)
class Action:
    """An action: its permanent name, its text, its keys, its menu, and what must be there for it."""

    name: str
    text: str
    menu: str
    shortcut: str = ""
    needs: Needs = "nothing"
    words: str = ""


ACTIONS: tuple[Action, ...] = (
    Action("new", "New partnership", "File", "Ctrl+N", "writing", "start create"),
    Action("open_file", "Open file…", "File", "Ctrl+O", "writing", "import receive partnership file"),
    Action("open_example", "Open the worked example", "File", "", "writing", "demo mindful campus"),
    Action("export_memorandum", "Export memorandum…", "File", "Ctrl+E", "partnership", "pdf print"),
    Action(
        "export_word", "Word copy…", "File", "", "partnership", "docx redline contracts office libreoffice"
    ),
    Action("copy_text", "Copy memorandum as text", "File", "", "partnership", "clipboard plain"),
    Action("copy_markdown", "Copy memorandum as Markdown", "File", "", "partnership", "clipboard md notes"),
    Action("email_draft", "E-mail draft…", "File", "", "partnership", "mail send eml attach pdf"),
    Action(
        "export_timeline",
        "Export the timeline…",
        "File",
        "",
        "partnership",
        "pdf png svg ics csv xlsx excel ms project calendar gantt print poster proposal",
    ),
    Action(
        "import_project",
        "Import from MS Project XML…",
        "File",
        "",
        "partnership",
        "mspdi gantt plan timeline",
    ),
    Action("export_file", "Save a file for the partner…", "File", "Ctrl+Shift+E", "partnership", "send json"),
    Action("issue_draft", "Issue this draft…", "File", "", "partnership", "send number date memorandum"),
    Action("what_changed", "What changed since the last draft…", "File", "", "partnership", "compare draft"),
    Action("print_questions", "Print the questions…", "File", "", "partnership", "blank sheet pdf"),
    Action("back_up", "Back up now…", "File", "", "nothing", "backup copy safe"),
    Action("restore", "Restore a backup…", "File", "", "writing", "backup bring back"),
    Action("save", "Save now", "File", "Ctrl+S", "nothing", "store"),
    Action("quit", "Quit", "File", "Ctrl+Q"),
    Action("undo", "Undo", "Edit", "Ctrl+Z", "partnership"),
    Action("redo", "Redo", "Edit", "Ctrl+Shift+Z", "partnership"),
    Action("search", "Search or run a command…", "Edit", "Ctrl+K", "nothing", "find palette"),
    Action("details", "Partnership details…", "Edit", "", "partnership", "title rename seat side summary"),
    Action("contributions", "Contributions…", "Edit", "", "partnership", "cash in kind money brings"),
    Action("price", "Price explained…", "Edit", "", "partnership", "full cost overhead who pays lowers"),
    Action(
        "model_family", "Closest model family…", "Edit", "", "partnership", "lambert ownership consortium"
    ),
    Action("agenda", "Open points…", "Edit", "", "partnership", "agenda not sure owner date"),
    Action("go_portfolio", "Portfolio", "Go", "Ctrl+0"),
    Action("go_organisations", "Organisations", "Go", "", "nothing", "people address book"),
    Action("go_bin", "Bin", "Go", "", "nothing", "deleted"),
    Action("go_overview", "Overview", "Go", "Ctrl+1", "partnership"),
    Action("go_scope", "Scope", "Go", "Ctrl+2", "partnership", "wizard questions"),
    Action("go_agreement", "Agreement", "Go", "Ctrl+3", "partnership", "clauses"),
    Action("go_roles", "Roles", "Go", "Ctrl+4", "partnership", "raci matrix"),
    Action("go_timeline", "Timeline", "Go", "Ctrl+5", "partnership", "clocks plan"),
    Action("go_readiness", "Readiness", "Go", "Ctrl+6", "partnership", "ratings gate"),
    Action("go_memorandum", "Memorandum", "Go", "Ctrl+7", "partnership", "draft pdf"),
    Action("theme_system", "Theme: as the system", "View"),
    Action("theme_light", "Theme: light", "View"),
    Action("theme_dark", "Theme: dark", "View"),
    Action("settings", "Settings…", "View", "Ctrl+,"),
    Action("help", "Help for this screen", "Help", "F1"),
    Action("about", "About Partnership Planner", "Help"),
)
MENUS = ("File", "Edit", "Go", "View", "Help")

"""What the timeline can do beside moving things: one line each, for its menu and for Ctrl+K."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Doing:
    """Something to do: its key, its text, who carries it out, and what else finds it.

    `function` belongs to a module of `ui.screens.timeline` and takes the screen; without a module it
    is the screen's own, called with `about`. Only what is `in_menu` stands under "More".
    """

    key: str
    text: str
    module: str
    function: str
    writes: bool = False
    about: tuple[str, ...] = ()
    words: str = ""
    in_menu: bool = True


DOINGS = (
    Doing(
        "rules",
        "What the rules need to know…",
        "questions",
        "ask_questions",
        writes=True,
        words="not assessed answers clashes checks",
    ),
    Doing(
        "handshake",
        "From handshake to first day…",
        "handshake",
        "ask",
        words="simulate simulation how long when can work start lead time",
    ),
    Doing(
        "best-start", "Best start…", "starting", "show_best_start", words="month begin slide project start"
    ),
    Doing("keep", "Keep as a template…", "template_dialogs", "keep_as_template", words="save own template"),
    Doing(
        "baselines", "Baselines…", "baselines", "ask_baselines", words="what moved compare ghost earlier plan"
    ),
    Doing(
        "export",
        "Export the timeline…",
        "exchange",
        "export",
        words="pdf png svg ics calendar csv xlsx gantt",
    ),
    Doing(
        "import-project",
        "Import from MS Project XML…",
        "exchange",
        "import_project",
        writes=True,
        words="mspdi read plan",
    ),
    Doing(
        "template",
        "Insert a template…",
        "",
        "ask_template",
        writes=True,
        words="phase ktp studentship voucher back from a deadline",
        in_menu=False,
    ),
    Doing(
        "calendars",
        "Calendars…",
        "",
        "show_calendars",
        words="clock terms exams holidays closure sprint freeze shutdown runway money lasts ics import",
        in_menu=False,
    ),
    Doing(
        "start",
        "Start of the project…",
        "",
        "ask_start",
        writes=True,
        words="months M1 first day",
        in_menu=False,
    ),
    Doing(
        "lanes", "Timeline as lanes", "", "show_as", about=("lanes",), words="chart bars gantt", in_menu=False
    ),
    Doing(
        "columns",
        "Timeline as columns",
        "",
        "show_as",
        about=("columns",),
        words="side by side time down portrait",
        in_menu=False,
    ),
    Doing(
        "table", "Timeline as a table", "", "show_as", about=("table",), words="rows sort edit", in_menu=False
    ),
)

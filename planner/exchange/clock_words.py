"""What kind of period an event of a calendar is, guessed from the words of its title."""

from __future__ import annotations

import re

# The first kind whose word begins a word of the title, in any of these languages, is the guess.
_WORDS: tuple[tuple[str, str], ...] = (
    ("resit", "resit|re-sit|supplementary exam|referral|nachprüfung|herkansing"),
    ("marking", "marking|grading|grades due|marks due|korrektur"),
    ("study", "study week|revision|swot|exam study|reading days"),
    ("exam", "exam|assessment|finals|prüfung|klausur|tentamen|examen"),
    ("ethics_pause", "no ethics|ethics pause"),
    ("ethics_meeting", "ethics|irb|research governance|ethik"),
    ("grant_round", "grant|funding call|call closes|call opens|round closes|proposal deadline|förder"),
    ("panel_meeting", "panel|selection committee|review committee"),
    ("board_meeting", "board|senate|council|trustee|steering|aufsichtsrat|vorstand"),
    ("holiday", "bank holiday|public holiday|holiday|feiertag|jour férié|feestdag|christmas day|good friday"),
    ("winter_closure", "christmas clos|winter clos|year-end clos|new year clos|kerstsluiting"),
    ("shutdown", "shutdown|shut-down|plant clos|betriebsferien|werksferien"),
    ("closure", "closed|closure|university clos|office clos|geschlossen|gesloten|fermé|fermeture"),
    ("freeze", "freeze|code freeze|release freeze|change freeze|blackout"),
    ("sprint", "sprint|iteration|program increment|pi planning"),
    ("finance_year", "financial year|fiscal year|finance year|year end|year-end|geschäftsjahr"),
    ("quarter", "quarter|q1|q2|q3|q4|quartal"),
    ("reading", "reading week|consolidation week"),
    ("welcome", "welcome|orientation|induction|freshers|arrival"),
    ("vacation", "vacation|recess|break|ferien|vakantie|vacances"),
    ("summer_leave", "summer leave|annual leave"),
    ("intersession", "intersession|winter term|winter session|summer session"),
    ("commencement", "commencement|graduation|degree ceremon"),
    ("semester", "semester"),
    (
        "teaching",
        "teaching|term|lectures|classes|michaelmas|hilary|lent|trinity|vorlesung|college|cours|instruction",
    ),
)
_PATTERNS = tuple((kind, re.compile(rf"(?<!\w)(?:{words})", re.IGNORECASE)) for kind, words in _WORDS)
OTHER = "event"


def guessed_kind(title: str) -> tuple[str, str]:
    """The kind a title speaks of and the word that says so; "event" and nothing when none does."""
    for kind, pattern in _PATTERNS:
        found = pattern.search(title)
        if found is not None:
            return kind, found[0].lower()
    return OTHER, ""

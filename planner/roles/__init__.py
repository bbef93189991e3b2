"""Role division: the matrix of letters, suggested activities, workload by month, and the rules."""

from planner.roles.cells import Cell, Group, Matrix, matrix, set_letter
from planner.roles.load import MonthLoad, PersonLoad, load_by_month, peak, row_dates
from planner.roles.promises import Promise, orphans, promises, unread_clauses
from planner.roles.rules import RULES, findings
from planner.roles.suggested import accept, adopt, suggestions

__all__ = [
    "RULES",
    "Cell",
    "Group",
    "Matrix",
    "MonthLoad",
    "PersonLoad",
    "Promise",
    "accept",
    "adopt",
    "findings",
    "load_by_month",
    "matrix",
    "orphans",
    "peak",
    "promises",
    "row_dates",
    "set_letter",
    "suggestions",
    "unread_clauses",
]

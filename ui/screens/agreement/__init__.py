"""The agreement: a table of clauses, the one that is worked on, and what follows from them."""

from ui.screens.agreement.screen import AgreementScreen

__all__ = ["AgreementScreen"]

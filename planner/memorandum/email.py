"""The paper as an e-mail that is not sent yet: a draft file that a mail program opens."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP

from planner.file_names import safe_name
from planner.memorandum import blocks
from planner.memorandum.legible import legible, one_line

_LONGEST_SUBJECT = 200


def subject_of(memorandum: blocks.Memorandum) -> str:
    """What the e-mail is called: "Draft 3: Mindful Campus, memorandum of understanding"."""
    title = one_line(memorandum.title)
    paper = title[:1].lower() + title[1:]
    return f"Draft {memorandum.draft_number}: {one_line(memorandum.subtitle)}, {paper}"


def eml_bytes(memorandum: blocks.Memorandum, pdf: bytes, to: str = "", subject: str = "") -> bytes:
    """A draft e-mail with the PDF attached: same paper, same bytes. It has no sender, date or identity yet.

    What was typed cannot become a header of its own: every header is one line.
    """
    message = EmailMessage(policy=SMTP)
    # Programs that know it open the file for writing and not as a message received.
    message["X-Unsent"] = "1"
    if addresses := _addresses(to):
        message["To"] = addresses
    # An encoded word would be decoded, and could hold the end of the line and a header of its own.
    asked = one_line(subject or subject_of(memorandum)).replace("=?", "= ?")
    message["Subject"] = asked[:_LONGEST_SUBJECT]
    message.set_content(_body(memorandum), cte="quoted-printable")
    message.add_attachment(
        pdf, maintype="application", subtype="pdf", filename=f"{paper_name(memorandum)}.pdf"
    )
    # A boundary of its own choice would differ each time; this one occurs in neither encoding used.
    message.set_boundary(f"=_{blocks.fingerprint(memorandum)}_=")
    return message.as_bytes()


def paper_name(memorandum: blocks.Memorandum) -> str:
    """The paper's name as a file, without an ending: "Mindful Campus - memorandum draft 3"."""
    return f"{safe_name(memorandum.subtitle)} - memorandum draft {memorandum.draft_number}"


def _addresses(to: str) -> str:
    """The whole addresses on the first line, separated by commas; the rest is left for the sender to type."""
    parts = (part.strip("<>") for part in re.split(r"[,;\s]+", legible(to).partition("\n")[0]))
    return ", ".join(
        part for part in parts if re.fullmatch(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+\w", part, re.A)
    )


def _body(memorandum: blocks.Memorandum) -> str:
    title = one_line(memorandum.title)
    return (
        "Hello,\n\n"
        f"Attached is draft {memorandum.draft_number} of our {title[:1].lower() + title[1:]} "
        f"for {one_line(memorandum.subtitle)}.\n"
        f"Where it stands: {one_line(memorandum.state)}.\n\n"
        "Please read it and tell me what you would change. It is for discussion and not legal advice; "
        "a contracts office should look at it before anybody signs.\n\n"
        f"The mark {blocks.fingerprint(memorandum)} at the foot of each page changes whenever the wording "
        "does, so that we can be sure to speak of the same draft.\n\n"
        "Kind regards\n"
    )

"""Organisations and people: filled in once, reused in other partnerships, changed here or everywhere."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from planner.errors import Refused
from planner.model import Organisation, Person
from planner.sides import KIND_TITLES, SIDE_TITLES
from planner.terms import SIDES, OrganisationKind, Side
from planner.wording import counted
from ui import shelf
from ui.desk import Desk
from ui.dialogs.form import Form
from ui.dialogs.message import Icon, Role, chosen, message


def edit_organisation(desk: Desk, organisation: Organisation | None, side: Side = Side.ACADEMIC) -> None:
    """Change an organisation of the open partnership, or add one to it."""
    new = organisation is None
    shown = organisation or Organisation(
        partnership_id=desk.session.doc.partnership.id, name="x", side=side, kind=_likely_kind(side)
    )

    def save(values: dict[str, Any]) -> None:
        _need_name(values, "An organisation needs a name.")
        if new:
            made = Organisation(partnership_id=desk.session.doc.partnership.id, **values)
            desk.session.doc.add(made, label=f"new organisation {made.name}")
        else:
            _change(desk, shown, values)

    title = "New organisation" if new else "Organisation"
    form = Form(_window(desk), title, lambda values: _refusing(save, values))
    form.line("name", "Name", "" if new else shown.name)
    form.line("legal_name", "Legal name", shown.legal_name, hint="As it stands in the register")
    with form.beside():
        form.choice("kind", "Kind", KIND_TITLES, shown.kind)
        form.choice("side", "Side", {each: SIDE_TITLES[each] for each in SIDES}, shown.side)
    with form.beside():
        form.line("registration", "Registration number", shown.registration)
        form.line("department", "Department or laboratory", shown.department)
    form.text("address", "Registered address", shown.address)
    form.line("country", "Country", shown.country, hint="Two letters, such as GB or DE")
    form.exec()


def edit_person(desk: Desk, person: Person | None, organisation_id: UUID | None = None) -> None:
    """Change a person or post of the open partnership, or add one."""
    snapshot = desk.session.snapshot
    organisations = {o.id: o.name for o in snapshot.all(Organisation)}
    if not organisations:
        desk.say("Add an organisation first: everyone belongs to one.")
        return
    new = person is None
    shown = person or Person(
        partnership_id=snapshot.partnership.id,
        organisation_id=organisation_id or next(iter(organisations)),
        name="x",
    )
    others = {None: "Nobody"} | {p.id: p.name for p in snapshot.all(Person) if p.id != shown.id}

    def save(values: dict[str, Any]) -> None:
        _need_name(values, "A person or post needs a name, such as “Academic lead”.")
        if new:
            made = Person.model_validate({"partnership_id": snapshot.partnership.id, **values})
            desk.session.doc.add(made, label=f"new person {made.name}")
        else:
            _change(desk, shown, values)

    form = Form(
        _window(desk),
        "New person or post" if new else "Person or post",
        lambda values: _refusing(save, values),
    )
    with form.beside():
        form.line("name", "Name or post", "" if new else shown.name)
        form.line("post", "Post, beside a name", shown.post)
    form.choice("organisation_id", "Organisation", organisations, shown.organisation_id)
    with form.beside():
        form.number("time_percent", "Time for this, in % of full time", shown.time_percent)
        form.check("to_be_hired", "Still to be hired", shown.to_be_hired)
    with form.beside():
        form.date("from_on", "From", shown.from_on)
        form.date("until_on", "Until", shown.until_on)
    form.choice("deputy_id", "Deputy", others, shown.deputy_id)
    form.check("may_sign", "Authorised to sign for the organisation", shown.may_sign)
    form.line("contact", "Contact details", shown.contact)
    form.check("prints_contact", "Print the contact details in the memorandum", shown.prints_contact)
    form.exec()


def remove_person(desk: Desk, person: Person) -> None:
    """Take a person out of the partnership, after saying what they leave behind."""
    from planner.model import Assignment

    held = desk.session.snapshot.where(Assignment, person_id=person.id)
    accountable = sum(a.letter.value.startswith("A") for a in held)
    if held:
        said = (
            f"{person.name} has {counted(len(held), 'role')}, {accountable} of them accountable. "
            "Undo brings everything back."
        )
        if not _may_remove(desk, person.name, said):
            return
    desk.session.doc.remove(person, label=f"removal of {person.name}")


def remove_organisation(desk: Desk, organisation: Organisation) -> None:
    """Take an organisation out of the partnership with its people, clocks and contributions."""
    people = len(desk.session.snapshot.where(Person, organisation_id=organisation.id))
    said = (
        f"Its {counted(people, 'person', 'people')}, clocks and contributions go with it. "
        "Undo brings everything back."
    )
    if _may_remove(desk, organisation.name, said):
        desk.session.doc.remove(organisation, label=f"removal of {organisation.name}")


def _may_remove(desk: Desk, name: str, said: str) -> bool:
    box = message(_window(desk), "Remove", f"Remove {name}?", said, icon=Icon.Question)
    return bool(chosen(box, "Remove", role=Role.DestructiveRole))


def add_known_organisation(desk: Desk, known: Organisation, side: Side) -> None:
    """Add an organisation that another partnership already knows."""
    fields = known.model_dump(include={"shared_id", "name", "legal_name", "kind", "registration", "address"})
    fields |= {"department": known.department, "country": known.country, "side": side}
    made = Organisation.model_validate({"partnership_id": desk.session.doc.partnership.id, **fields})
    desk.session.doc.add(made, label=f"new organisation {made.name}")


# What belongs to one partnership and is never carried into another one.
_LOCAL = {"organisation_id", "deputy_id", "side", "time_percent", "from_on", "until_on", "to_be_hired"}


def _change(desk: Desk, shown: Organisation | Person, values: dict[str, Any]) -> None:
    changed = {name: value for name, value in values.items() if getattr(shown, name) != value}
    if not changed:
        return
    desk.session.doc.update(shown, changed, label=f"change of {shown.name}")
    shared = {name: value for name, value in changed.items() if name not in _LOCAL}
    if shared and _elsewhere(desk, shown) and _asks_everywhere(desk, shown):
        store = desk.session.store
        key = desk.session.doc.partnership.id
        count = store.submit(store.update_everywhere, shown.shared_id, shared, key).result()
        shelf.renew_rows(desk, shown.name)
        desk.say(f"Changed here and in {counted(count, 'other partnership')}.")


def _elsewhere(desk: Desk, shown: Organisation | Person) -> bool:
    """Whether another partnership of the portfolio names this one; asked of the rows, which are at hand."""
    here = desk.session.doc.partnership.id.hex
    name = shown.name.casefold()
    return any(row.id != here and name in row.words for row in desk.rows())


def _asks_everywhere(desk: Desk, shown: Organisation | Person) -> bool:
    asked = "Should the change hold in this partnership only, or in all of them?"
    title, text = "Here or everywhere?", f"{shown.name} also takes part elsewhere."
    box = message(_window(desk), title, text, asked, icon=Icon.Question)
    here = box.addButton("Here only", Role.RejectRole)
    everywhere = box.addButton("Everywhere", Role.AcceptRole)
    box.setDefaultButton(here)
    box.exec()
    return box.clickedButton() is everywhere


def _need_name(values: dict[str, Any], sentence: str) -> None:
    values["name"] = values["name"].strip()
    if not values["name"]:
        raise Refused(sentence, "name")


def _refusing(save: Any, values: dict[str, Any]) -> None:
    """`save`, with what the model does not accept said as a refusal."""
    from pydantic import ValidationError

    from planner.refusals import refused

    try:
        save(values)
    except ValidationError as fault:
        raise refused(fault) from None


def _likely_kind(side: Side) -> OrganisationKind:
    return OrganisationKind.UNIVERSITY if side is Side.ACADEMIC else OrganisationKind.COMPANY


def _window(desk: Desk) -> QWidget | None:
    return desk if isinstance(desk, QWidget) else None

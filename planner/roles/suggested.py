"""Activities suggested from the scope and from the paper's promises, and accepting them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from planner.document import Document, Snapshot
from planner.errors import Refused
from planner.library import Library
from planner.library.entries import Condition, SuggestedActivity
from planner.model import Activity, Answer, Assignment, Organisation, Person, RoleActivity
from planner.roles.promises import Promise, promised_rows, row_title, suggestion_of
from planner.scope import answer_to, applies, sides_asked
from planner.terms import Letter, Side


def suggestions(snapshot: Snapshot, library: Library) -> tuple[SuggestedActivity, ...]:
    """Activities that fit the scope's answers and are not in the matrix yet, in the content's order.

    Behind them come the promises of the paper that neither a row nor one of these sees to.
    """
    fitting = snapshot.derive(_suggestions, library)
    return (*fitting, *snapshot.derive(promised_rows, library, tuple(each.key for each in fitting)))


def _suggestions(snapshot: Snapshot, library: Library) -> tuple[SuggestedActivity, ...]:
    added = _added(snapshot)
    return tuple(
        suggestion
        for suggestion in library.suggested_activities.values()
        if not suggestion.retired
        and added.isdisjoint((suggestion.key, *suggestion.aliases))
        and all(_holds(snapshot, library, condition) for condition in suggestion.when)
    )


def _added(snapshot: Snapshot) -> set[str]:
    return {row.suggestion for row in snapshot.all(RoleActivity)}


def _holds(snapshot: Snapshot, library: Library, condition: Condition) -> bool:
    """Whether a question that is being asked has one of these answers, from any side."""
    question = library.questions.get(condition.question)
    if question is None or not applies(question, snapshot, library):
        return False
    answers = (answer_to(snapshot, question.key, side, library) for side in sides_asked(question))
    return any(_says(answer) & set(condition.any_of) for answer in answers if answer is not None)


def _says(answer: Answer) -> set[str]:
    return {"not_sure"} if answer.not_sure else set(answer.chosen)


def accept(document: Document, library: Library, suggestion_keys: Iterable[str]) -> tuple[RoleActivity, ...]:
    """Add suggested activities in one step, and return them.

    Each is linked to the timeline's activity of the same name, whose dates it then follows, and its
    letters go to the people whose post has the suggested title. What is there already stays as it is.
    """
    snapshot = document.snapshot()
    wanted, added = set(suggestion_keys), _added(snapshot)
    promised = {each.key: each for each in promised_rows(snapshot, library, ())}
    chosen = [
        suggestion
        for key, suggestion in {**library.suggested_activities, **promised}.items()
        if key in wanted and added.isdisjoint((key, *suggestion.aliases))
    ]
    with document.step("suggested activities" if len(chosen) > 1 else "suggested activity"):
        return tuple(_add(document, library, snapshot, suggestion) for suggestion in chosen)


def adopt(document: Document, library: Library, promise: Promise) -> RoleActivity:
    """Add a row for a promise that nothing sees to, in one step, and return it.

    It follows the activity that the promise is about; letters go as for a suggestion.
    """
    if promise.row is not None:
        raise Refused("An activity sees to this already.")
    snapshot = document.snapshot()
    with document.step(f"activity for “{promise.what}”"):
        if promise.duty is not None:
            row = _add(document, library, snapshot, suggestion_of(promise, promise.duty))
            document.set(row, "activity_id", promise.activity_id)
            return document.get(RoleActivity, row.id)
        covering = library.milestone_duties.get(_kind(snapshot, promise))
        rows = covering.rows if covering else ()
        return document.add(
            RoleActivity(
                partnership_id=document.partnership.id,
                title=row_title(promise.what),
                phase=library.suggested_activities[rows[0]].phase if rows else "",
                activity_id=promise.activity_id,
                ends_on=None if promise.activity_id else promise.due_on,
            )
        )


def _kind(snapshot: Snapshot, promise: Promise) -> str:
    activity = snapshot.find(Activity, promise.activity_id)
    return activity.kind if activity else ""


def _add(
    document: Document, library: Library, snapshot: Snapshot, suggestion: SuggestedActivity
) -> RoleActivity:
    row = document.add(
        RoleActivity(
            partnership_id=document.partnership.id,
            title=suggestion.title,
            phase=suggestion.phase,
            suggestion=suggestion.key,
            activity_id=_on_timeline(snapshot, suggestion),
            done_when=suggestion.done_when,
            # Nobody has said what keeping a promise takes, and nothing is not the same as no time.
            effort_percent=suggestion.effort_percent or None,
        )
    )
    for person_id, letter in _letters(snapshot, library, suggestion).items():
        document.add(
            Assignment(
                partnership_id=document.partnership.id,
                role_activity_id=row.id,
                person_id=person_id,
                letter=letter,
            )
        )
    return row


def _on_timeline(snapshot: Snapshot, suggestion: SuggestedActivity) -> UUID | None:
    names = {suggestion.title.casefold(), suggestion.key}
    return next(
        (
            activity.id
            for activity in snapshot.all(Activity)
            if activity.name.strip().casefold() in names or activity.template_item in names
        ),
        None,
    )


def _letters(snapshot: Snapshot, library: Library, suggestion: SuggestedActivity) -> dict[UUID, Letter]:
    """The first person in each suggested post, and the letter; nobody is given two."""
    sides = {o.id: o.side for o in snapshot.all(Organisation)}
    letters: dict[UUID, Letter] = {}
    for key, letter in suggestion.letters.items():
        post = library.posts[key]
        for person in snapshot.all(Person):
            titles = (person.post.strip().casefold(), person.name.strip().casefold())
            on_its_side = post.side in (Side.JOINT, sides.get(person.organisation_id))
            if on_its_side and post.title.casefold() in titles and person.id not in letters:
                letters[person.id] = letter
                break
    return letters

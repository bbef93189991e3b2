from __future__ import annotations

from planner.document import Document
from planner.library import standard_library
from planner.model import Activity, Partnership
from planner.timeline.plan_questions import said, say

LIBRARY = standard_library()
KEY = "plan.unmodified_template"


def test_what_is_said_of_an_activity_is_heard_and_can_be_taken_back() -> None:
    partnership = Partnership(title="Plan")
    talks = Activity(partnership_id=partnership.id, name="Talks", kind="contract_negotiation")
    document = Document([partnership, talks])
    question = LIBRARY.plan_questions[KEY]

    say(document, question, "yes", talks)
    heard = said(document.snapshot(), LIBRARY, KEY, document.get(Activity, talks.id))
    say(document, question, "", document.get(Activity, talks.id))

    assert heard == "yes"
    assert said(document.snapshot(), LIBRARY, KEY, document.get(Activity, talks.id)) is None

"""Words that may bind by accident: sentences that do, sentences that only look like it, and rewrites."""

import string
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import checks
from planner.agreement.binding_words import clause_text, findings, found_words, rewritten, words_in
from planner.agreement.clauses import clause_set, clause_state
from planner.document import Document, snapshot_of
from planner.entity import LONG_TEXT
from planner.library import standard_library
from planner.model import ClauseChoice, Organisation, Partnership, Person
from planner.terms import Paper, Severity, Side

LIBRARY = standard_library()
NAMES = (
    "Northfield University", "Northfield", "Brightpath Digital Ltd", "Brightpath", "Marshall Must Ltd",
    "Mindful Campus", "The Shall Foundation",
)  # fmt: skip

# What binds, and how it reads once the softer words are taken.
BINDS = {
    "Northfield University shall submit each manuscript first.":
        "Northfield University intends to submit each manuscript first.",
    "The parties shall meet every month.": "The parties intend to meet every month.",
    "Northfield University and Brightpath Digital Ltd shall share the cost.":
        "Northfield University and Brightpath Digital Ltd intend to share the cost.",
    "The report shall be delivered in May.": "The report is expected to be delivered in May.",
    "The reports shall not be published.": "The reports are not expected to be published.",
    "Brightpath Digital Ltd shall not disclose the data.":
        "Brightpath Digital Ltd intends not to disclose the data.",
    "The data shall stay at the university.": "The data is expected to stay at the university.",
    "Each party shall have access to the data.": "Each party is expected to have access to the data.",
    "There shall be a steering group.": "There is expected to be a steering group.",
    "Work shall stop.": "Work is expected to stop.",
    "We shan't wait.": "We intend not to wait.",
    "Shall submit each manuscript.": "Intends to submit each manuscript.",
    "Marshall Must Ltd must provide two engineers.": "Marshall Must Ltd intends to provide two engineers.",
    "Students must be told beforehand.": "Students are expected to be told beforehand.",
    "They mustn’t share it.": "They intend not to share it.",
    "The company is obliged to pay the fees.": "The company intends to pay the fees.",
    "Both sides are required to keep records.": "Both sides intend to keep records.",
    "Brightpath Digital Ltd has to provide the app.": "Brightpath Digital Ltd intends to provide the app.",
    "The leads have to meet.": "The leads intend to meet.",
    "The students are prohibited from sharing the app.":
        "The students are asked to refrain from sharing the app.",
    "Brightpath Digital Ltd undertakes to deliver the app.":
        "Brightpath Digital Ltd intends to deliver the app.",
    "The parties undertake not to publish.": "The parties intend not to publish.",
    "The parties agree to meet every month.": "The parties intend to meet every month.",
    "Northfield University agrees that the results belong to both.":
        "Northfield University expects that the results belong to both.",
    "Northfield University agrees to the plan.": "Northfield University is content with the plan.",
    "The parties have agreed to share the data.": "The parties intend to share the data.",
    "Brightpath Digital Ltd represents and warrants that the app is safe.":
        "Brightpath Digital Ltd believes that the app is safe.",
    "Brightpath Digital Ltd warrants the accuracy of the data.":
        "Brightpath Digital Ltd aims for the accuracy of the data.",
    "Northfield University guarantees access to the students.":
        "Northfield University aims for access to the students.",
    "Delivery is guaranteed.": "Delivery is hoped for.",
    "Brightpath Digital Ltd shall indemnify Northfield University.":
        "Brightpath Digital Ltd expects to discuss cover for Northfield University.",
    "The parties indemnify and hold each other harmless.":
        "The parties expect to discuss cover for each other.",
    "Brightpath Digital Ltd will pay the fees.": "Brightpath Digital Ltd intends to pay the fees.",
    "The fees will be paid in two parts.": "The fees are expected to be paid in two parts.",
    "The company promises to help.": "The company intends to help.",
    "The parties commit to sharing the data.": "The parties plan on sharing the data.",
    "Northfield University commits itself to the plan.": "Northfield University supports the plan.",
    "The university is committed to openness.": "The university cares about openness.",
    "Brightpath Digital Ltd ensures that the app works.":
        "Brightpath Digital Ltd aims to see that the app works.",
    "The company uses its best endeavours to keep the dates.": "The company aims to keep the dates.",
    "Northfield University hereby assigns all results.":
        "Northfield University intends to assign all results.",
    "Northfield University grants the company a licence.":
        "Northfield University intends to grant the company a licence.",
    "The parties hereby grant each other access.": "The parties intend to grant each other access.",
    "The company is entitled to a refund.": "The company hopes for a refund.",
    "The university is entitled to use the results.": "The university hopes to use the results.",
    "Brightpath Digital Ltd is liable for all damage.":
        "Brightpath Digital Ltd expects to discuss liability for all damage.",
    "The parties shall be jointly and severally liable to the funder.":
        "The parties expect to discuss liability towards the funder.",
    "Late delivery carries a penalty of GBP 500 per day.":
        "Late delivery carries a possible charge of GBP 500 per day.",
    "Time is of the essence.": "Timing matters.",
    "In consideration of the fee, the university does the work.":
        "In view of the fee, the university does the work.",
    "This plan is legally binding on both sides.": "This plan is meant in good faith by both sides.",
    "This plan binds both parties.": "This plan guides both parties.",
    "The company receives an irrevocable licence.": "The company receives a planned licence.",
    "Brightpath Digital Ltd pays GBP 50,000 on 1 March 2027.":
        "Brightpath Digital Ltd pays about GBP 50,000 on a date to be agreed.",
    "The contribution is £12,500 by the end of June.":
        "The contribution is about £12,500 on a date to be agreed.",
    "By 31 March 2027 the company sends 20,000 euros.":
        "On a date to be agreed the company sends about 20,000 euros.",
    "The fee of EUR 5,000 falls due within 30 days.":
        "The fee of about EUR 5,000 falls due at a time to be agreed.",
    "Northfield University collects the data and shall clean it.":
        "Northfield University collects the data and intends to clean it.",
    "The university, as the sponsor, shall apply.": "The university, as the sponsor, intends to apply.",
    "Nothing is free, but Brightpath Digital Ltd shall pay.":
        "Nothing is free, but Brightpath Digital Ltd intends to pay.",
    "It is not intended to be a contract; still the company must pay.":
        "It is not intended to be a contract; still the company intends to pay.",
    "No later than May Brightpath shall be bound by it.": "No later than May Brightpath follows it.",
    "Members of the board shall wear badges.": "Members of the board intend to wear badges.",
    "The costs which Brightpath shall bear are listed.":
        "The costs which Brightpath intends to bear are listed.",
    "Each of the sides shall report.": "Each of the sides intends to report.",
    "The costs which shall be met are listed.": "The costs which are expected to be met are listed.",
    "Two of them shall report.": "Two of them intend to report.",
    "This MoU shall begin at once.": "This MoU is expected to begin at once.",
    "All property shall stay.": "All property is expected to stay.",
    "It is agreed that the data stays.": "The expectation is that the data stays.",
    "They collect data and must clean it.": "They collect data and intend to clean it.",
    "The company has until the parties shall object.": "The company has until the parties intend to object.",
    "Data is collected and must be kept.": "Data is collected and is expected to be kept.",
}  # fmt: skip

INNOCENT = (
    "“The company shall pay” is what the first draft said.",
    'The first draft said "must pay GBP 5 by 1 May 2027", and nobody wanted it.',
    "Nothing here is to be read as a promise that either side shall pay.",
    "Nothing in this document shall oblige either party to sign a contract.",
    "Nothing in this paper creates an obligation to pay.",
    "This paper is not intended to say that anybody must pay.",
    "No party shall be bound by this document.",
    "Nothing in this paper shall be deemed to constitute a partnership.",
    "Neither party shall have authority to bind the other.",
    "No party is obliged to enter into a contract.",
    "Neither side is liable for the other.",
    "Nobody has to give reasons.",
    "Neither side promises to pay anything.",
    "Neither side warrants nor guarantees anything.",
    "The parties are not bound by this plan.",
    "The parties do not undertake to keep the dates.",
    "Northfield University does not guarantee that the study works.",
    "The university has not agreed to the plan.",
    "Each may leave without penalty.",
    "Northfield University gives no warranty of fitness.",
    "“Results” means everything that must be kept under the plan.",
    '"Background" is defined as what a side shall bring.',
    "Marshall Must Ltd intends to help.",
    "The Shall Foundation plans to join.",
    "Harriet Will Trust plans to watch.",
    "The interviews are planned for May 2027, and may run on.",
    "The app is a must-have for students.",
    "A quiet room is a must for the interviews.",
    "The reports must have been lost on the way.",
    "Both sides plan to work of their own free will.",
    "The estate left a will and testament.",
    "The work ends at will.",
    "Things Each Side Must Bring\n\nThe parties plan to bring time.",
    "# What each side must bring\nThe parties plan to bring time.",
    "The price is to be agreed before the contract.",
    "The parties plan to agree that later.",
    "Unless both agree to an extension, the plan ends.",
    "They ask whether the data must be moved.",
    "They may agree to meet more often.",
    "The result warrants further study.",
    "Northfield University is a company limited by guarantee.",
    "The bank guarantee is a matter for the contract.",
    "The research grants are listed in an annex.",
    "The university undertakes the analysis.",
    "The university represents the academic side.",
    "Holidays are taken into consideration.",
    "The dates are liable to change.",
    "Others agree to disagree.",
    "The estimate so far is GBP 30,000.",
    "The sum they have in mind: about GBP 30,000 by 1 March 2027.",
    "The next meeting is planned for 1 March 2027.",
    "It is not legally binding, except for clause 9 (Funding and costs).",
    "Students are to be told beforehand.",
    "The company expects to pay the full cost.",
    "",
)

WEAKENS = {
    "The parties intend to keep it secret.": "The parties will keep it secret.",
    "Each party hopes not to disclose it.": "Each party will not disclose it.",
    "Each party does not intend to disclose it.": "Each party will not disclose it.",
    "The company may wish to end it.": "The company may end it.",
    "The company is expected to pay the fee.": "The company will pay the fee.",
    "The fees are not expected to be paid.": "The fees will not be paid.",
    "The company should pay the fee.": "The company will pay the fee.",
    "Each party would like to be told.": "Each party will be told.",
}


def read(text: str, *, binds: bool = False):
    return words_in(text, LIBRARY, binds=binds, names=NAMES)


@pytest.mark.parametrize("sentence", BINDS)
def test_words_that_may_bind_are_found_and_read_softly_after_the_rewrite(sentence):
    hits = read(sentence)

    assert hits
    assert rewritten(sentence, hits) == BINDS[sentence]
    assert read(BINDS[sentence]) == ()


@pytest.mark.parametrize("sentence", INNOCENT)
def test_words_that_bind_nobody_are_passed_over(sentence):
    assert read(sentence) == ()


@pytest.mark.parametrize("sentence", WEAKENS)
def test_words_that_weaken_a_binding_clause_are_made_firmer(sentence):
    hits = read(sentence, binds=True)

    assert rewritten(sentence, hits) == WEAKENS[sentence]
    assert read(WEAKENS[sentence], binds=True) == ()
    assert read(sentence) == ()


@pytest.mark.parametrize(
    "sentence",
    ["If a party intends to leave, it says so.", "The plan to publish is attached.", "Each party will pay."],
)
def test_conditions_and_plain_promises_are_firm_enough_for_a_binding_clause(sentence):
    assert read(sentence, binds=True) == ()


def test_a_hit_says_what_stands_there_and_what_could(library):
    (hit,) = words_in("Costs are shared. Northfield shall submit it.", library, clause="publication")

    assert (hit.clause, hit.rule.key) == ("publication", "shall")
    assert (hit.words, hit.suggestion) == ("shall submit", "is expected to submit")
    assert hit.sentence == "Northfield shall submit it."


# Properties

SUBJECTS = (
    "Northfield University", "The parties", "Each side", "The report", "They",
    "Brightpath Digital Ltd and Northfield University",
    "The data", "Members of the board",
)  # fmt: skip
DOES = (
    "shall submit", "shall be kept", "must not share", "must provide", "is obliged to send", "has to keep",
    "undertakes to deliver", "agrees that it is", "warrants the truth of", "guarantees", "shall indemnify",
    "will promptly pay", "promises to keep", "commits to sharing", "hereby assigns", "is entitled to use",
    "is liable for", "ensures that it is", "pays GBP 500 on 1 May 2027 for", "is legally binding on",
)  # fmt: skip
OBJECTS = ("the app", "each manuscript in May", "all results", "it, and nothing else", "the other’s costs")
SENTENCES = st.builds("{} {} {}.".format, *map(st.sampled_from, (SUBJECTS, DOES, OBJECTS)))
SOUP = st.lists(
    st.one_of(
        st.sampled_from([w for words in LIBRARY.binding_words.values() for w in words.triggers]),
        st.sampled_from(
            ["not", "be", "to", "the", "and", "no", "party", "GBP", "5", "by", "1 May 2027", "“", "”", '"']
        ),
        st.text(string.printable, max_size=6),
    ),
    max_size=30,
).map(" ".join)


@given(st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join))
def test_a_rewrite_removes_its_hit_and_introduces_none(text):
    hits = read(text)

    assert hits
    assert read(rewritten(text, hits)) == ()
    for hit in hits:
        left = read(rewritten(text, [hit]))
        assert [other.words for other in left] == [other.words for other in hits if other != hit]


@given(st.one_of(SOUP, st.text(max_size=300)), st.booleans())
def test_hits_lie_inside_the_text_and_apart_whatever_it_is(text, binds):
    hits = read(text, binds=binds)

    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))
    assert all(hit.rewrite and "{" not in hit.rewrite for hit in hits)
    rewritten(text, hits)


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from(
        ["shall ", "nothing ", "“", '"', "GBP 5 ", "no party ", " ", "if ", "and ", "A ", "holds ", "\n"]
    )
)
def test_a_text_made_to_be_slow_is_read_all_the_same(part):
    text = ("shall GBP harmless " + part * 20_000)[:LONG_TEXT]
    start = time.perf_counter()

    read(text)

    assert time.perf_counter() - start < 5


# A partnership


def test_only_the_wording_in_the_paper_is_read(build, library):
    build.paper(Paper.MEMORANDUM).parties()
    build.choose("purpose", own_text="The parties shall meet.")
    build.choose("publication", own_text="The parties shall publish.", included=False)

    assert list(found_words(build(), library)) == ["purpose"]


def test_a_clause_that_binds_may_use_the_words_but_not_weaken_them(build, library):
    build.paper(Paper.HEADS_OF_TERMS).parties()
    build.choose(
        "confidentiality", own_text="Each party shall keep it secret and hopes to mark it.", binds=True
    )
    (hit,) = found_words(build(), library)["confidentiality"]
    (finding,) = findings(build(), library, None)

    assert hit.words == "hopes to mark"
    assert finding.message == "Confidentiality binds, but “hopes to mark” may weaken it."


def test_the_own_text_of_a_clause_that_the_program_writes_is_read_too(build, library):
    build.parties().choose("roles", own_text="Every post must be filled.")

    assert [hit.words for hit in found_words(build(), library)["roles"]] == ["must be filled"]


def test_names_of_parties_people_and_the_partnership_are_innocent(build, library):
    build.partnership = build.partnership.model_copy(update={"title": "You must see this"})
    company = build.add(
        Organisation, name="Warrants That Ltd", side=Side.INDUSTRY, legal_name="must pay & partners"
    )
    build.add(Person, organisation_id=company.id, name="shall not be", post="penalty desk")
    own = "Warrants That Ltd, must pay & partners, shall not be and the penalty desk like You must see this."
    build.choose("purpose", own_text=own)

    assert found_words(build(), library) == {}


def test_what_fills_a_slot_is_read_like_the_words_around_it(build, library):
    build.parties().answer("success.joint_objectives", text="Brightpath shall deliver the app in May")
    found = found_words(build(), library)

    assert [hit.words for hit in found.get("purpose", ())] == ["shall deliver"]


def test_a_name_that_is_a_word_of_duty_does_not_hide_the_duty(build, library):
    build.parties("must")
    build.choose("purpose", own_text="They must meet.")

    assert found_words(build(), library)


def test_a_finding_names_the_words_and_mends_them_in_one_step_that_undo_takes_back(build, library):
    own = "Northfield University shall meet Brightpath. They must talk, must listen and must decide."
    build.parties().choose("purpose", own_text=own)
    document = Document(build().entities())
    (finding,) = findings(document.snapshot(), library, None)
    (remedy,) = finding.remedies

    remedy.apply(document)

    text = document.snapshot().first(ClauseChoice, clause="purpose").own_text
    assert text == (
        "Northfield University intends to meet Brightpath. "
        "They intend to talk, intend to listen and intend to decide."
    )
    assert (finding.severity, finding.tag, finding.place) == (Severity.WARNING, "words", "agreement/purpose")
    assert "“shall meet”, “must talk”, “must listen” and 1 place more" in finding.message
    assert found_words(document.snapshot(), library) == {}
    assert document.undo_label == "softer words in Purpose and objectives"
    document.undo()
    assert document.snapshot().first(ClauseChoice, clause="purpose").own_text == own


def test_a_rewrite_that_would_not_fit_is_not_offered(build, library):
    own = ("They shall meet. " * 2_000)[: LONG_TEXT - 5]
    build.parties().choose("purpose", own_text=own)
    (finding,) = findings(build(), library, None)

    assert finding.remedies == ()


def test_the_checks_of_the_whole_partnership_know_of_it(build, library, today):
    build.parties().choose("purpose", own_text="They shall meet.")

    assert [f.id for f in checks.findings(build(), library, today) if f.tag == "words"] == ["words/purpose"]


def test_every_included_clause_is_read_as_it_prints(build, library):
    state = clause_state(build.parties()(), library, "publication")

    assert "shall" not in clause_text(state)
    assert clause_text(state).startswith("Northfield University intends to publish")


def test_an_own_text_without_anything_to_read_leaves_the_standard_one(build, library):
    build.parties().choose("purpose", own_text="\u200b \u3164\n")
    state = clause_state(build(), library, "purpose")

    assert not state.text_is_own
    assert clause_text(state).startswith("The parties intend")


def test_28_clauses_are_read_in_5_milliseconds(library):
    home = Partnership(title="Mindful Campus", paper=Paper.HEADS_OF_TERMS)
    clauses = [
        ClauseChoice(partnership_id=home.id, clause=key, included=True, own_text=_page(n))
        for n, key in enumerate(library.clauses)
    ]
    fastest = min(_seconds(snapshot_of([home, *clauses]), library) for _ in range(5))

    assert fastest < 0.005 * SLACK


# A machine that does other things at the same time.
SLACK = 6


def _page(number: int) -> str:
    # As long as the standard wordings are, with something to find in every fourth.
    quiet = "The parties intend to look at it together and to decide afterwards what is to be done next. " * 4
    return f"{quiet} They shall meet." if number % 4 == 0 else quiet


def _seconds(snapshot, library) -> float:
    clause_set(snapshot, library)
    start = time.perf_counter()
    found_words(snapshot, library)
    return time.perf_counter() - start

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import roles
from planner.terms import Basis, Letter, Screen, Severity

SPRING = {"starts_on": date(2027, 3, 1), "ends_on": date(2027, 5, 31)}


@pytest.fixture
def six(team):
    """The six people of the worked example, with deputies and signatories in place."""
    people = {
        name: team.person(name, home, time_percent=100, may_sign=signs)
        for name, home, signs in (
            ("Academic lead", team.northfield, True),
            ("Research fellow", team.northfield, False),
            ("Contracts office", team.northfield, False),
            ("Company lead", team.brightpath, True),
            ("Product manager", team.brightpath, False),
            ("Data engineer", team.brightpath, False),
        )
    }
    for lead, deputy in (("Academic lead", "Research fellow"), ("Company lead", "Product manager")):
        team.document.set(people[lead], "deputy_id", people[deputy].id)
        team.document.set(people[deputy], "deputy_id", people[lead].id)
    return people


def test_an_empty_matrix_gives_one_finding_and_no_alarm(team):
    (finding,) = team.findings()

    assert (finding.id, finding.severity, finding.place) == ("no-activities", Severity.INFO, "roles")


def test_a_sound_matrix_gives_no_finding(team, six):
    team.row(
        "Ethics application",
        [(six["Academic lead"], "A"), (six["Research fellow"], "R"), (six["Data engineer"], "C")],
        effort_percent=10,
        **SPRING,
    )

    assert team.findings() == []


def test_nobody_accountable_is_an_error_with_its_place_and_remedy(team, six):
    fellow, engineer = six["Research fellow"], six["Data engineer"]
    row = team.row("Data cleaning", [(fellow, "R"), (engineer, "R")], effort_percent=5, **SPRING)

    (finding,) = team.findings()

    assert finding.message == "Data cleaning: nobody accountable, two responsible."
    assert (finding.id, finding.severity) == (f"one-accountable/{row.id}", Severity.ERROR)
    assert (finding.screen, finding.place, finding.tag) == (Screen.ROLES, f"roles/{row.id}", "gap")
    assert finding.basis is Basis.NEIGHBOUR
    assert "Bastoni et al. 2024" in finding.sources
    assert [remedy.label for remedy in finding.remedies] == [
        "make Research fellow accountable as well",
        "make Data engineer accountable as well",
    ]
    finding.remedies[0].apply(team.document)
    assert team.findings() == []
    team.document.undo()
    assert [f.id for f in team.findings()] == [finding.id]


def test_an_activity_that_nobody_does_is_an_error_that_its_owner_can_mend(team, six):
    team.row("Train key users", [(six["Company lead"], "A"), (six["Research fellow"], "I")], **SPRING)

    (finding,) = team.findings()

    assert finding.message == "Train key users: nobody responsible."
    assert finding.severity is Severity.ERROR
    finding.remedies[0].apply(team.document)
    assert [f.severity for f in team.findings()] == [Severity.NOT_ASSESSED]


def test_an_activity_without_any_letter_misses_both(team, six):
    team.row("Train key users")

    assert team.messages() == ["Train key users: nobody accountable.", "Train key users: nobody responsible."]


def test_a_cell_with_several_letters_is_named(team, six):
    fellow = six["Research fellow"]
    row = team.row("Data cleaning", [(fellow, "AR"), (fellow, "C"), (six["Data engineer"], "C")])

    (finding,) = team.findings("one-letter")

    assert finding.message == "Data cleaning: Research fellow holds A, C and R, and one letter is enough."
    assert finding.id == f"one-letter/{row.id}/{fellow.id}"
    assert finding.about == (row.id, fellow.id)
    assert finding.place == f"roles/{row.id}"


def test_more_than_five_consulted_is_too_many(team, six):
    everybody = list(six.values())
    row = team.row("Steer the project", [(person, "C") for person in everybody[1:]])
    team.letter(row, everybody[0], "AR")
    assert team.findings("too-many-consulted") == []
    sixth = team.person("Public involvement lead")
    team.letter(row, sixth, "C")

    assert team.messages("too-many-consulted") == [
        "Steer the project: six people are consulted, which can slow decisions."
    ]


def test_accountable_here_and_done_only_there_is_remote(team, six):
    team.row(
        "Train key users",
        [(six["Company lead"], "A"), (six["Research fellow"], "R"), (six["Product manager"], "C")],
        effort_percent=10,
        **SPRING,
    )

    (finding,) = team.findings()

    assert finding.message == (
        "Train key users: accountable at Brightpath Digital Ltd, "
        "but only Northfield University does the work."
    )
    assert (finding.severity, finding.tag, finding.basis) == (Severity.WARNING, "remote", Basis.PLANNER)


def test_remote_names_every_organisation_that_does_the_work(team, six):
    charity = team.add(type(team.northfield), name="Open Door", side="academic")
    helper = team.person("Helper", charity)
    team.row("Train", [(six["Company lead"], "A"), (six["Research fellow"], "R"), (helper, "R")])

    (message,) = team.messages("remote-accountability")

    assert message.endswith("but only Northfield University and Open Door do the work.")


def test_what_one_side_does_not_see_is_named_once(team, six):
    team.row("Ethics application", [(six["Academic lead"], "A"), (six["Research fellow"], "R")])

    assert team.messages("unseen-by-a-side") == [
        "Ethics application: nobody at Brightpath Digital Ltd has a part in it or hears of it."
    ]


def test_a_side_without_people_is_one_finding_and_not_one_for_each_activity(team):
    lead = team.person("Academic lead", may_sign=True)
    for title in ("Ethics application", "Data cleaning"):
        team.row(title, [(lead, "AR")])

    assert team.findings("unseen-by-a-side") == []
    assert [(f.id, f.message) for f in team.findings("nobody-on-a-side")] == [
        ("nobody-on-a-side/industry", "Nobody is named on the industry side.")
    ]
    assert team.messages("signatory-missing") == ["Brightpath Digital Ltd: it is not said who may sign."]


def test_a_promise_above_the_time_there_is_names_the_months(team, six):
    manager = six["Product manager"]
    team.document.set(manager, "time_percent", 20)
    seen = [(six["Academic lead"], "I")]
    year = {"starts_on": date(2027, 1, 1), "ends_on": date(2027, 12, 31)}
    team.row("Build", [(manager, "AR"), *seen], effort_percent=10, **year)
    team.row("Train", [(manager, "AR"), *seen], effort_percent=16, **SPRING)

    (finding,) = team.findings()

    assert finding.message == (
        "Product manager is promised for 26 % of full time and has 20 % (March to May 2027)."
    )
    assert (finding.place, finding.tag) == (f"roles/person/{manager.id}", "load")


def test_overrun_months_are_said_as_runs(team, six):
    manager = six["Product manager"]
    team.document.set(manager, "time_percent", 5)
    for start, end in (((2026, 11, 1), (2027, 2, 28)), ((2027, 5, 1), (2027, 5, 31))):
        dates = {"starts_on": date(*start), "ends_on": date(*end)}
        team.row("Build", [(manager, "AR")], effort_percent=10, **dates)

    (message,) = team.messages("overload")

    assert message.endswith("(November 2026 to February 2027, May 2027).")


def test_an_overrun_in_a_plan_without_dates_names_no_month(team, six):
    team.document.set(six["Product manager"], "time_percent", 0)
    team.row("Build", [(six["Product manager"], "AR")], effort_percent=3)

    assert team.messages("overload") == ["Product manager is promised for 3 % of full time and has 0 %."]


def test_a_small_overrun_is_not_rounded_away(team, six):
    manager = six["Product manager"]
    team.document.set(manager, "time_percent", 20)
    team.row("Build", [(manager, "R")], effort_percent=20, **SPRING)
    day = {"starts_on": date(2027, 3, 1), "ends_on": date(2027, 3, 1)}
    team.row("Fair", [(manager, "R")], effort_percent=4, **day)

    (message,) = team.messages("overload")

    assert message.startswith("Product manager is promised for 20.17 % of full time and has 20 %")


def test_load_is_not_assessed_while_a_figure_is_missing(team, six):
    office, fellow = six["Contracts office"], six["Research fellow"]
    team.document.set(office, "time_percent", None)
    team.row("Contract", [(office, "R")], effort_percent=5, **SPRING)
    team.row("Study", [(fellow, "R")], **SPRING)

    found = team.findings("overload")

    assert [f.severity for f in found] == [Severity.NOT_ASSESSED] * 2
    assert [f.message for f in found] == [
        "Research fellow: load not assessed in full, because 1 activity on the list of work has no effort.",
        "Contracts office: load not assessed, because it is not said how much time there is.",
    ]


def test_somebody_without_work_needs_no_figure(team, six):
    team.document.set(six["Contracts office"], "time_percent", None)
    team.row("Contract", [(six["Contracts office"], "I")], effort_percent=5, **SPRING)

    assert team.findings("overload") == []


@pytest.mark.parametrize(
    ("mine", "total", "flagged"), [(5, 12, True), (5, 13, False), (4, 4, False), (6, 15, False)]
)
def test_a_bottleneck_answers_for_five_activities_and_over_two_fifths_of_all(team, six, mine, total, flagged):
    for number in range(total):
        team.row(f"Row {number}", [(six["Academic lead"], "A")] if number < mine else [])

    expected = [f"Academic lead is accountable for {mine} of {total} activities."] if flagged else []
    assert team.messages("bottleneck") == expected


@pytest.mark.parametrize(
    ("accountable", "responsible", "flagged"), [(5, 5, True), (4, 9, False), (9, 4, False)]
)
def test_burn_out_needs_five_of_each(team, six, accountable, responsible, flagged):
    lead = six["Academic lead"]
    for number in range(accountable):
        team.row(f"Decide {number}", [(lead, "A")])
    for number in range(responsible):
        team.row(f"Do {number}", [(lead, "R")])

    expected = ["Academic lead is accountable for 5 activities and works on 5."] if flagged else []
    assert team.messages("burn-out") == expected


def hire(team, **fields):
    fellow = team.person("Research fellow", to_be_hired=True, **fields)
    team.row("Ethics application", [(fellow, "R")], **SPRING)
    team.row("Later", [(fellow, "R")], starts_on=date(2027, 9, 1))
    team.row("Heard of", [(fellow, "I")], starts_on=date(2027, 1, 1))
    team.row("Some day", [(fellow, "A")])


@pytest.mark.parametrize(
    ("from_on", "today", "message"),
    [
        (None, date(2026, 12, 9), "no date to start, and Ethics application begins on 1 Mar 2027."),
        (
            date(2027, 4, 1),
            date(2026, 12, 9),
            "starts on 1 Apr 2027, but Ethics application begins on 1 Mar 2027.",
        ),
        (
            date(2027, 2, 1),
            date(2027, 3, 2),
            "still to be hired, but Ethics application began on 1 Mar 2027.",
        ),
    ],
)
def test_a_post_filled_after_its_first_task_is_late(team, from_on, today, message):
    hire(team, from_on=from_on)

    assert team.messages("to-be-hired-late", today) == [f"Research fellow: {message}"]


def test_a_post_filled_in_time_is_not_late(team):
    hire(team, from_on=date(2027, 3, 1))

    assert team.findings("to-be-hired-late") == []


def test_somebody_already_there_is_never_hired_late(team, six):
    team.row("Ethics application", [(six["Research fellow"], "R")], **SPRING)

    assert team.findings("to-be-hired-late") == []


def test_somebody_accountable_without_a_deputy_is_worth_knowing(team, six):
    lead, company = six["Academic lead"], six["Company lead"]
    team.document.set(lead, "deputy_id", None)
    team.document.set(company, "deputy_id", company.id)
    for number in range(3):
        team.row(f"Row {number}", [(lead, "A")])
    team.row("Train key users", [(company, "AR")])

    assert team.messages("deputy-missing") == [
        "Academic lead is accountable for 3 activities and has no deputy.",
        "Company lead is accountable for Train key users and has no deputy.",
    ]
    assert {f.severity for f in team.findings("deputy-missing")} == {Severity.INFO}


def test_every_rule_of_the_content_has_a_function_and_every_function_a_rule(team):
    assert set(roles.RULES) == set(team.library.role_rules)


def test_findings_have_ids_of_their_own(team, six):
    for number in range(6):
        team.row(f"Row {number}", [(person, "A") for person in six.values()])

    ids = [finding.id for finding in team.findings()]

    assert len(ids) == len(set(ids))


LETTERS = st.sampled_from(["", "R", "A", "C", "I", "AR"])


@given(rows=st.lists(st.lists(LETTERS, min_size=4, max_size=4), min_size=1, max_size=5))
def test_each_fault_of_a_row_is_flagged_exactly_once(new_team, rows):
    team = new_team()
    people = [team.person(f"N{n}") for n in range(2)]
    people += [team.person(f"B{n}", team.brightpath) for n in range(2)]
    expected: dict[str, list[str]] = {key: [] for key in ROW_RULES}
    for number, letters in enumerate(rows):
        given_letters = [(p, letter) for p, letter in zip(people, letters, strict=True) if letter]
        row = team.row(f"Row {number}", given_letters)
        for rule, is_at_fault in ROW_RULES.items():
            if is_at_fault(letters):
                expected[rule].append(f"{rule}/{row.id}")

    for rule, ids in expected.items():
        assert [finding.id for finding in team.findings(rule)] == ids


def holders(letters, letter):
    return [place for place, held in enumerate(letters) if letter in held]


def is_remote(letters):
    accountable, responsible = holders(letters, "A"), holders(letters, "R")
    homes = {place // 2 for place in responsible}
    return len(accountable) == 1 and bool(homes) and accountable[0] // 2 not in homes


def is_unseen(letters):
    return any(letters) and not (any(letters[:2]) and any(letters[2:]))


ROW_RULES = {
    "one-accountable": lambda letters: len(holders(letters, "A")) != 1,
    "somebody-responsible": lambda letters: not holders(letters, "R"),
    "remote-accountability": is_remote,
    "unseen-by-a-side": is_unseen,
    "one-letter": lambda _letters: False,
}


@given(
    efforts=st.lists(st.integers(0, 40), min_size=1, max_size=5),
    available=st.one_of(st.none(), st.integers(0, 100)),
)
def test_overload_is_flagged_exactly_when_the_promises_exceed_the_time(new_team, efforts, available):
    team = new_team()
    person = team.person("Data engineer", team.brightpath, time_percent=available)
    for effort in efforts:
        team.row("Work", [(person, "R")], effort_percent=effort, **SPRING)

    found = [(f.id, f.severity) for f in team.findings("overload")]

    expected = []
    if available is None and sum(efforts):
        expected = [(f"overload/{person.id}", Severity.NOT_ASSESSED)]
    elif available is not None and sum(efforts) > available:
        expected = [(f"overload/{person.id}", Severity.WARNING)]
    assert found == expected


@given(extra=st.sets(st.sampled_from([Letter.CONSULTED, Letter.INFORMED])))
def test_accountable_and_responsible_is_the_one_allowed_pair(new_team, extra):
    team = new_team()
    lead = team.person("Academic lead")
    letters = [Letter.ACCOUNTABLE, Letter.RESPONSIBLE, *extra]
    row = team.row("Steer the project", [(lead, letter) for letter in letters])

    expected = [f"one-letter/{row.id}/{lead.id}"] if extra else []
    assert [finding.id for finding in team.findings("one-letter")] == expected


def test_a_post_to_be_filled_without_dated_work_is_not_late(team):
    fellow = team.person("Research fellow", to_be_hired=True)
    team.row("Some day", [(fellow, "AR")])

    assert team.findings("to-be-hired-late") == []


def test_three_faults_in_one_matrix_give_three_findings_and_no_more(team, six):
    lead, fellow, company = six["Academic lead"], six["Research fellow"], six["Company lead"]
    manager, engineer = six["Product manager"], six["Data engineer"]
    team.document.set(manager, "time_percent", 20)
    year = {"starts_on": date(2027, 1, 4), "ends_on": date(2027, 12, 31), "effort_percent": 9}
    spring = {**SPRING, "effort_percent": 26}
    team.row("Steer the project", [(lead, "AR"), (company, "R")], **year)
    team.row("Build the joint team", [(lead, "C"), (company, "A"), (manager, "R")], **spring)
    team.row("Train key users", [(fellow, "R"), (company, "A"), (manager, "C")], **spring)
    team.row("Data cleaning", [(fellow, "R"), (engineer, "R")], **spring)
    team.row("Ethics application", [(lead, "A"), (fellow, "R"), (engineer, "C")], **spring)

    assert [(finding.severity, finding.tag) for finding in team.findings()] == [
        (Severity.ERROR, "gap"),
        (Severity.WARNING, "load"),
        (Severity.WARNING, "remote"),
    ]

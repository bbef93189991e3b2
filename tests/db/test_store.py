from __future__ import annotations

import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path
from traceback import format_exception
from uuid import uuid4

import pytest
from sqlalchemy.dialects import registry
from sqlalchemy.exc import OperationalError

from db.failures import meaning, told_plainly
from db.store import Store
from planner.document import Change, Document, Edit
from planner.errors import BadFile, Refused, StaleEdit, StoreFailure
from planner.model import Activity, Answer, Entity, Organisation, Partnership, Person
from planner.portfolio import PortfolioRow
from tests.db.conftest import added, one_of_everything, opened

Entities = tuple[Entity, ...]


def changed(entity: Entity, **fields: object) -> Edit:
    return Edit(entity, entity.model_copy(update={**fields, "version": entity.version + 1}))


def altered(path: Path, statement: str) -> None:
    """Change a closed database as another program might."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def test_everything_written_is_read_back_equal(path: Path, everything: Entities) -> None:
    with opened(path) as store:
        loaded = store.load(everything[0].id)

    assert loaded == everything


def test_a_document_and_its_undo_end_up_in_the_store(store: Store, everything: Entities) -> None:
    def keep(change: Change) -> None:
        store.write(change.edits)

    document = Document(everything, keep)
    university = document.snapshot().all(Organisation)[0]

    document.set(document.partnership, "title", "A new title")
    document.remove(university)
    without = store.load(document.partnership.id)
    document.undo()
    restored = store.load(document.partnership.id)

    assert university.id not in {entity.id for entity in without}
    assert {entity.id for entity in restored} == {entity.id for entity in everything}
    assert restored[0].title == "A new title"


def test_writing_twice_is_harmless(store: Store, everything: Entities) -> None:
    whole, university, *_ = everything
    edits = [
        changed(whole, title="Again"),
        Edit(university, None),
        *added(Activity(partnership_id=whole.id, name="New")),
    ]

    store.write(edits)
    once = store.load(whole.id)
    store.write(edits)

    assert store.load(whole.id) == once


def test_an_earlier_write_that_was_stored_unnoticed_does_not_stop_the_next(
    store: Store, everything: Entities
) -> None:
    whole = everything[0]
    first = changed(whole, title="One")
    second = changed(first.after, title="Two")
    passing = Activity(partnership_id=whole.id, name="Here and gone")

    store.write([first, *added(passing)])
    store.write([first, *added(passing), second, Edit(passing, None)])

    assert store.load(whole.id)[0] == second.after
    assert passing.id not in {entity.id for entity in store.load(whole.id)}


def test_a_value_added_and_removed_before_it_was_written_leaves_no_trace(
    store: Store, everything: Entities
) -> None:
    passing = Activity(partnership_id=everything[0].id, name="Here and gone")

    store.write([*added(passing), Edit(passing, None)])

    assert store.load(everything[0].id) == everything


def test_parts_may_come_before_their_owner_and_a_moved_person_survives_the_old_owner(
    store: Store, everything: Entities
) -> None:
    whole, university, _, lead, *_ = everything
    new = Organisation(partnership_id=whole.id, name="Eastmoor Trust")
    document = Document(everything)

    store.write([changed(lead, organisation_id=new.id), *added(new)])
    document.remove(university)
    store.write([Edit(university, None)])

    people = [entity.id for entity in store.load(whole.id) if isinstance(entity, Person)]
    assert lead.id in people


@pytest.mark.parametrize("gone", [False, True])
def test_an_edit_of_a_row_changed_elsewhere_is_refused_and_nothing_is_written(
    store: Store, everything: Entities, gone: bool
) -> None:
    whole, university, *_ = everything
    store.write([Edit(university, None) if gone else changed(university, name="Theirs")])

    with pytest.raises(StaleEdit, match="organisation was changed elsewhere") as failure:
        store.write([changed(whole, title="Mine"), changed(university, name="Mine")])

    assert failure.value.advice
    assert store.load(whole.id)[0] == whole


def test_a_part_of_something_removed_elsewhere_is_refused(store: Store, everything: Entities) -> None:
    whole = everything[0]
    store.delete(whole.id)

    with pytest.raises(StaleEdit, match="removed elsewhere"):
        store.write(added(Answer(partnership_id=whole.id, question="late")))
    with pytest.raises(StoreFailure, match="not stored here"):
        store.load(whole.id)


def test_deleting_a_partnership_leaves_the_others_whole(store: Store, everything: Entities) -> None:
    other = one_of_everything()
    store.write(added(*other))

    store.delete(everything[0].id)

    assert store.ids() == (other[0].id,)
    assert store.load(other[0].id) == other
    with closing(sqlite3.connect(store.location)) as connection:
        assert connection.execute("SELECT count(*) FROM person").fetchone() == (2,)


def test_the_portfolio_lists_a_partnership_with_and_without_its_glance(
    store: Store, everything: Entities
) -> None:
    whole = everything[0]
    row = PortfolioRow(
        id=whole.id.hex,
        title="Mindful Campus",
        organisations=(("Northfield “N”\tUniversity", "academic", "university"),),
        people="Principal investigator",
        progress=0.25,
        attention="3 clashes",
        attention_level="warning",
        updated_at="2026-12-09T14:02:00+00:00",
        words="mindful campus",
    )

    before = store.partnerships()
    store.write_glance(row)
    store.write_glance(row)

    assert [(each.title, each.words, each.organisations) for each in before] == [
        ("Mindful Campus", "mindful campus", ())
    ]
    assert store.partnerships() == (row,)


def test_a_glance_of_a_partnership_removed_meanwhile_is_refused(store: Store) -> None:
    with pytest.raises(StaleEdit):
        store.write_glance(PortfolioRow(id=uuid4().hex, title="Gone"))


def test_the_address_book_holds_each_organisation_and_person_once_as_last_changed(
    store: Store, everything: Entities
) -> None:
    _, university, company, lead, manager, *_ = everything
    other = Partnership(title="Second")
    twin = Organisation(partnership_id=other.id, shared_id=university.shared_id, name="Northfield", version=9)
    store.write(added(other, twin))

    assert store.shared_organisations() == (company, twin)
    assert store.shared_people() == (lead, manager)


def test_a_change_everywhere_reaches_every_partnership_but_the_one_named(
    store: Store, everything: Entities
) -> None:
    whole, university, *_ = everything
    other = Partnership(title="Second")
    twin = Organisation(partnership_id=other.id, shared_id=university.shared_id, name="Northfield")
    store.write(added(other, twin))

    count = store.update_everywhere(university.shared_id, {"name": "Northfield"}, other.id)
    with pytest.raises(Refused):
        store.update_everywhere(university.shared_id, {"name": "x" * 500})

    assert count == 1
    assert store.load(whole.id)[1] == changed(university, name="Northfield").after
    assert store.load(other.id)[1] == twin
    assert store.update_everywhere(university.shared_id, {"country": "IE"}) == 2


def test_submitted_work_runs_in_order_on_one_thread(store: Store, everything: Entities) -> None:
    whole = everything[0]
    first = changed(whole, title="One")

    writing = store.submit(store.write, [first])
    reading = store.submit(store.load, whole.id)
    threads = {store.submit(threading.get_ident).result() for _ in range(5)}

    assert writing.result() is None
    assert reading.result()[0] == first.after
    assert len(threads) == 1
    assert threads != {threading.get_ident()}


def test_threads_that_write_at_once_wait_for_each_other(store: Store, everything: Entities) -> None:
    notes = [Answer(partnership_id=everything[0].id, question=f"q{n}") for n in range(40)]
    writers = [threading.Thread(target=store.write, args=(added(note),)) for note in notes]

    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    stored = {entity.id for entity in store.load(everything[0].id)}
    assert {note.id for note in notes} <= stored


def test_database_journal_and_new_folders_are_private(store: Store, everything: Entities) -> None:
    path = Path(store.location)
    store.write([changed(everything[0], title="Written")])

    files = [path, *path.parent.glob("planner.sqlite-*")]

    assert len(files) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_store_can_be_named_by_url_and_by_a_path_that_is_hard_to_quote(tmp_path: Path) -> None:
    hard = tmp_path / "a b?#%41 é.sqlite"
    with opened(hard) as store:
        store.write(added(Partnership(title="Here")))
        assert store.location == str(hard)

    with opened(f"sqlite:///{tmp_path}/plain.sqlite") as store:
        assert store.partnerships() == ()
    with opened(hard) as store:
        assert [row.title for row in store.partnerships()] == ["Here"]


def test_the_settings_that_keep_data_safe_are_on(store: Store) -> None:
    with store._reads() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("foreign_keys", "journal_mode", "synchronous", "busy_timeout", "trusted_schema")
        }

    assert settings == {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": 5000,
        "trusted_schema": 0,
    }


@pytest.fixture
def server(tmp_path: Path) -> str:
    """The URL of a database that counts as a server: reached by URL only, without a file of ours."""
    registry.register("stand_in", "sqlalchemy.dialects.sqlite.pysqlite", "dialect")
    return f"stand_in:///{tmp_path}/server.db"


def test_a_server_is_laid_out_at_the_first_start_and_used_like_a_file(
    server: str, everything: Entities
) -> None:
    with opened(server) as store:
        store.write(added(*everything))
        first = store.partnerships()

    with opened(server) as store:
        assert store.load(everything[0].id) == everything
        assert store.partnerships() == first
        assert store.location == server


def test_a_servers_older_layout_is_upgraded_and_a_newer_one_refused(server: str, tmp_path: Path) -> None:
    older_or_newer = tmp_path / "server.db"
    altered(older_or_newer, "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    with opened(server) as store:
        assert store.partnerships() == ()

    altered(older_or_newer, "UPDATE alembic_version SET version_num = '0099'")

    with pytest.raises(BadFile, match="layout 99"):
        Store.open(server)


def test_a_server_that_holds_other_tables_is_refused(server: str, tmp_path: Path) -> None:
    altered(tmp_path / "server.db", "CREATE TABLE theirs (id INTEGER)")

    with pytest.raises(BadFile, match="other tables"):
        Store.open(server)


def test_an_address_that_cannot_be_read_is_refused_in_one_line() -> None:
    with pytest.raises(StoreFailure, match="cannot be read"):
        Store.open("://nowhere")


@pytest.mark.parametrize("url", ["nonsense://host/name", "postgresql+nodriver://host/name"])
def test_a_url_without_a_driver_is_refused_in_one_line(url: str) -> None:
    with pytest.raises(StoreFailure, match="no driver"):
        Store.open(url)


def test_a_row_spoilt_by_another_program_is_told_plainly(path: Path, everything: Entities) -> None:
    altered(path, "UPDATE answer SET side = 'neither'")

    with opened(path) as store, pytest.raises(BadFile, match="stored answer cannot be read"):
        store.load(everything[0].id)


@pytest.mark.parametrize("spoilt", ["id = 'zz'", "stage = 'nowhere'"])
def test_a_spoilt_portfolio_is_told_plainly(path: Path, spoilt: str) -> None:
    altered(path, f"UPDATE partnership SET {spoilt}")

    with opened(path) as store, pytest.raises(BadFile):
        store.ids() and store.partnerships()


def test_text_that_is_no_text_is_told_plainly(path: Path, everything: Entities) -> None:
    altered(path, "UPDATE answer SET text = CAST(x'ff' AS TEXT)")

    with opened(path) as store, pytest.raises(BadFile, match="damaged"):
        store.load(everything[0].id)


def test_a_database_held_by_another_program_is_told_plainly(path: Path, everything: Entities) -> None:
    with opened(path) as store:
        with store._reads() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 1")
        with closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreFailure, match="in use"):
                store.write([changed(everything[0], title="Mine")])
            other.execute("ROLLBACK")
        store.write([changed(everything[0], title="Mine")])

        assert store.load(everything[0].id)[0].title == "Mine"


def test_faults_of_our_own_are_not_taken_for_failures_of_the_disk(store: Store) -> None:
    with pytest.raises(OperationalError), store._reads() as connection:
        connection.exec_driver_sql("SELECT nothing FROM nowhere")

    assert meaning(ValueError("ours")) is None


def test_no_fault_quotes_what_a_person_wrote(path: Path, everything: Entities) -> None:
    canary = "canary in the coal mine"
    whole = everything[0]
    dangling = Answer(partnership_id=uuid4(), question="why", text=canary)
    told = []
    with opened(path) as store:
        with pytest.raises(StaleEdit) as stale:
            store.write(added(dangling))
        altered(path, "DROP TABLE baseline")
        with pytest.raises(OperationalError) as ours, store._writes() as connection:
            connection.exec_driver_sql("INSERT INTO baseline VALUES (?)", (canary,))
        altered(path, f"UPDATE partnership SET stage = '{canary}'")
        with pytest.raises(BadFile) as bad:
            store.load(whole.id)
        told += [stale, ours, bad]

    for failure in told:
        assert canary not in "".join(format_exception(failure.value))


def test_what_a_server_or_a_disk_refuses_is_a_failure_the_user_can_act_on() -> None:
    with pytest.raises(StoreFailure, match="server"), told_plainly():
        raise OperationalError("SELECT 1", {}, ConnectionError("refused"))
    with pytest.raises(StoreFailure, match="No space left"), told_plainly():
        raise OSError(28, "No space left on device")
    with pytest.raises(BadFile, match="damaged"), told_plainly():
        b"\xc0".decode()

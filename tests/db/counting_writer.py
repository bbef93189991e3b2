"""Appends words to one stored text, starting again whenever another program was there first."""

from __future__ import annotations

import sys
from pathlib import Path
from uuid import UUID

from db.store import Store
from planner.document import Edit
from planner.errors import StaleEdit


def main() -> None:
    path, partnership_id, own_name, times = (
        Path(sys.argv[1]),
        UUID(sys.argv[2]),
        sys.argv[3],
        int(sys.argv[4]),
    )
    store = Store.open(path)
    done = 0
    while done < times:
        now = store.load(partnership_id)[1]
        text = f"{now.text}{own_name}{done} "
        try:
            store.write([Edit(now, now.model_copy(update={"text": text, "version": now.version + 1}))])
        except StaleEdit:
            continue
        done += 1
    store.close()


main()

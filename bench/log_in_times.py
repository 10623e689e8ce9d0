"""Whether a wrong log-in takes as long for a name that exists as for one that does not, as distributions side by side.

Run it with `python -m bench.log_in_times`. It times the check alone, the kinds in turn.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from liverguide.desk.database import Database
from liverguide.desk.people import accounts

TIMES = 40


def main() -> None:
    """Print quartiles for each kind."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'desk.db'}")
        with database.session() as session:
            accounts.add(session, "ana", "Ana", "desk", "seven purple kettles sing")
            accounts.add(session, "gone", "Gone", "desk", "seven purple kettles sing")
            accounts.disable(session, "gone")
        taken: dict[str, list[float]] = {"ana": [], "gone": [], "nobody": [], "no name!": []}
        for _ in range(TIMES):
            for name, times in taken.items():
                with database.session() as session:
                    before = time.process_time()
                    accounts.checked(session, name, "a wrong password")
                    times.append((time.process_time() - before) * 1000)
    for name, times in taken.items():
        low, middle, high = statistics.quantiles(times, n=4)
        print(f"{name:10} {low:7.1f} {middle:7.1f} {high:7.1f} ms of the processor (quartiles of {len(times)})")


if __name__ == "__main__":
    main()

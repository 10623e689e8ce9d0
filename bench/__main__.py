"""`make bench`: three systems side by side on this machine, as a table. Some 25 minutes; `--quick` takes a third."""

from __future__ import annotations

import argparse
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench import training_sample
from bench.processes import run
from bench.report import Report, Row
from bench.systems import Bare, Floor, Ours, Stock, System
from bench.talking import around, fresh_conversations, long_conversations, messages_a_second
from liverguide import settings
from liverguide.paths import state_folder
from liverguide.serving.deferred_imports import defer_imports
from liverguide.training import train

LENGTH = 205
PEOPLE = (1, 8, 32)
SECONDS_OF_LOAD = 6.0
SECTIONS = ("talks", "starts", "trainings", "parts", "scaling", "desk")


@contextmanager
def running(systems: Sequence[System]) -> Iterator[None]:
    """All of them, ready to answer, and stopped in any case."""
    try:
        for system in systems:  # one after the other: they would hold each other up
            system.start()
            system.wait()
        yield
    finally:
        for system in systems:
            system.processes.stop()


def talks(report: Report, systems: Sequence[System], rounds: int) -> None:
    """What needs all systems up at the same time."""
    with running(systems):
        fresh_conversations(systems, 2)  # whatever is loaded with the first messages
        seconds = fresh_conversations(systems, 8 * rounds)
        report.add(Row("a question, p50", seconds, "0.5 x floor, 0.25 x stock"))
        report.add(Row("a question, p95", seconds, "0.5 x floor, 0.25 x stock", percentile_95=True))
        messages = long_conversations(systems, LENGTH, rounds)
        for number in (5, 50, 100, 200):
            report.add(Row(f"message {number}", {name: around(each, number) for name, each in messages.items()}))
        report.add(
            Row(
                "message 200 to message 5",
                {name: [_median(around(each, 200)) / _median(around(each, 5))] for name, each in messages.items()},
                "at most 1.2 for ours",
                unit="x",
            )
        )
        for people in PEOPLE:
            rates: dict[str, list[float]] = {system.name: [] for system in systems}
            for _ in range(rounds):
                for system in systems:
                    rates[system.name].append(messages_a_second(system, people, SECONDS_OF_LOAD))
            target = "2 x floor, 4 x stock" if people == PEOPLE[-1] else ""
            report.add(Row(f"{people} people at once", rates, target, unit="answers/s", more_is_better=True))
        memory = {system.name: [float(system.processes.memory())] for system in systems}
        report.add(Row("memory of both processes", memory, "1.3 x floor", unit="MB"))


def starts(report: Report, systems: Sequence[System], rounds: int) -> None:
    """From nothing to the first answer, each system alone."""
    seconds: dict[str, list[float]] = {system.name: [] for system in systems}
    for _ in range(rounds):
        for system in systems:
            began = time.perf_counter()
            with running([system]):
                seconds[system.name].append(time.perf_counter() - began)
    report.add(Row("start to first answer", seconds, "1 x floor, aim at half", unit="s"))


def trainings(report: Report, systems: Sequence[System], folder: Path) -> None:
    """All on the same part of the examples: from nothing, and after one example was added."""
    whole, changed = folder / "sample", folder / "changed"
    examples = training_sample.sample()
    training_sample.write(whole, examples)
    intent = next(iter(examples))
    training_sample.write(changed, {**examples, intent: [*examples[intent], "an example that was not there before"]})
    first, again = {}, {}
    for system in systems:
        cache = folder / f"cache-{system.name}"
        shutil.rmtree(cache, ignore_errors=True)
        if isinstance(system, Ours):
            shutil.rmtree(system.training_folder / "vectors", ignore_errors=True)
        first[system.name] = [system.train(whole, cache, folder / f"trained-{system.name}.tar.gz")]
        again[system.name] = [system.train(changed, cache, folder / f"again-{system.name}.tar.gz")]
    count = sum(map(len, examples.values()))
    report.add(Row(f"training on {count:,} examples from nothing", first, "2 x floor", unit="s"))
    report.add(Row("the same after one example was added", again, "2 x floor", unit="s"))


def words_only(report: Report, ours: Ours, folder: Path) -> None:
    """The command that trains if it must, where it need not: content is no training data."""
    seconds = [run(["-m", "liverguide", "train"], ours.environment, folder / "words.log") for _ in range(3)]
    report.add(Row("retraining after an answer's words changed", {"ours": seconds}, "under 5 s", unit="s"))


def single_parts(report: Report) -> None:
    """What happens inside of ours."""
    from bench import parts

    work: list[tuple[str, Callable[[], None], str]] = [
        ("reading a lab report of 60 lines", parts.read_report, "10 ms"),
        ("a topic among 10,000", parts.topic_among_many(), "20 ms"),
        ("a picture", parts.draw_picture, "50 ms"),
    ]
    for title, do, target in work:
        report.add(Row(title, {"ours": parts.times_of(do, 30)}, target))


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def main() -> None:
    """Measure and write the report."""
    arguments = argparse.ArgumentParser(prog="make bench", description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="fewer rounds")
    arguments.add_argument("--without-stock", action="store_true", help="leave out the stock pipeline")
    arguments.add_argument("--only", choices=SECTIONS, action="append")
    chosen = arguments.parse_args()
    rounds = 1 if chosen.quick else 3
    wanted = chosen.only or SECTIONS
    defer_imports()
    settings.complete(os.environ)
    os.environ["LIVERGUIDE_STATE"] = str(state_folder())
    train()
    folder = state_folder() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    models = {name: folder / f"trained-{name}.tar.gz" for name in ("floor", "stock")}
    ours = Ours(folder)
    others: list[Bare] = [Floor(folder, models["floor"])]
    if not chosen.without_stock:
        others.append(Stock(folder, models["stock"]))
    systems: list[System] = [ours, *others]
    report = Report([f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start, {rounds} rounds."])
    compared = {"talks", "starts"} & set(wanted) and not all(system.model.exists() for system in others)
    if "trainings" in wanted or compared:
        trainings(report, systems, folder)
        words_only(report, ours, folder)
    if "talks" in wanted:
        talks(report, systems, rounds)
    if "starts" in wanted:
        starts(report, systems, rounds)
    if "parts" in wanted:
        single_parts(report)
    if "scaling" in wanted:
        from bench import scaling

        scaling.by_topics(report, ours, folder)
    if "desk" in wanted:
        from bench import desk

        report.remark(desk.measured(folder / "desk", rounds))
    target = folder / "report.md"
    target.write_text(report.markdown(), encoding="utf-8")
    print(f"Report: {target}")


if __name__ == "__main__":
    main()

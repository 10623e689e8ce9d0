"""The direct runner gives what Rasa's own runner gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage

from liverguide.serving.graph_runner import DirectGraphRunner


class Add(GraphComponent):
    ran: list[str] = []  # noqa: RUF012 - shared by all on purpose

    def __init__(self, name: str) -> None:
        self._name = name

    @classmethod
    def create(cls, config: Any, model_storage: Any, resource: Any, execution_context: ExecutionContext) -> Add:
        return cls(execution_context.node_name or "")

    def add(self, one: int, two: int) -> int:
        self.ran.append(self._name)
        return one + two


def node(one: str, two: str, target: bool = False) -> SchemaNode:
    return SchemaNode({"one": one, "two": two}, Add, "create", "add", {}, eager=True, is_target=target)


SCHEMA = GraphSchema(
    {
        "sum": node("double", "given", target=True),
        "double": node("given", "given"),
        "other": node("sum", "more", target=True),
        "unused": node("given", "given"),
    }
)


@pytest.fixture(params=[DirectGraphRunner, DaskGraphRunner])
def runner(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    Add.ran.clear()
    return request.param.create(SCHEMA, LocalModelStorage(tmp_path), ExecutionContext(SCHEMA))


def test_a_target_gets_what_it_needs_and_nothing_else_runs(runner: Any) -> None:
    assert runner.run({"given": 2}, ["sum"]) == {"sum": 6}
    assert Add.ran == ["double", "sum"]


def test_several_targets_share_what_they_need(runner: Any) -> None:
    assert runner.run({"given": 2, "more": 1}, ["sum", "other"]) == {"sum": 6, "other": 7}
    assert Add.ran == ["double", "sum", "other"]


def test_runs_do_not_remember_each_other(runner: Any) -> None:
    runner.run({"given": 2}, ["sum"])
    assert runner.run({"given": 5}, ["sum"]) == {"sum": 15}

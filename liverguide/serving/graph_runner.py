"""Runs a model's components one after the other.

Rasa's runner builds a task graph for dask on every message, which costs more than most components. The order of the
components never changes once a model is loaded, so here it is worked out once.
"""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphNode, GraphNodeHook, GraphSchema
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage


class DirectGraphRunner(GraphRunner):
    """Rasa's interface of a runner; the components and what goes from one to the other are Rasa's own, too."""

    def __init__(self, schema: GraphSchema, nodes: dict[str, GraphNode]) -> None:
        self._schema = schema
        self._nodes = nodes
        self._orders: dict[str, list[str]] = {}

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> DirectGraphRunner:
        """Load the components of a model (called by Rasa)."""
        nodes = {
            name: GraphNode.from_schema_node(name, node, model_storage, execution_context, hooks)
            for name, node in graph_schema.nodes.items()
        }
        return cls(graph_schema, nodes)

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """The outputs of the targets; `inputs` are given in place of components."""
        outputs = dict(inputs or {})
        wanted = targets or self._schema.target_names
        for target in wanted:
            for name in self._order(target):
                if name not in outputs:
                    needed = self._schema.nodes[name].needs.values()
                    outputs[name] = self._nodes[name](*((each, outputs[each]) for each in needed))[1]
        return {target: outputs[target] for target in wanted}

    def _order(self, target: str) -> list[str]:
        """The components that a target needs, each behind those that it needs itself."""
        if target not in self._orders:
            schema = self._schema.minimal_graph_schema([target])
            needs = {name: set(node.needs.values()) for name, node in schema.nodes.items()}
            order = TopologicalSorter(needs).static_order()
            self._orders[target] = [name for name in order if name in schema.nodes]
        return self._orders[target]

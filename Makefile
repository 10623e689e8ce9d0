PYTHON = .venv/bin/python
.DEFAULT_GOAL = help

.PHONY: help
help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: setup
setup: ## Make the Python environment from the locks
	@scripts/environment.sh runtime

.PHONY: widget
widget: ## Build the website's chat window
	@scripts/widget.sh

.PHONY: run
run: setup widget ## Start the assistant with a page to try it, and print where it is
	@$(PYTHON) -m liverguide run

.PHONY: chat
chat: setup ## Talk to the assistant in the terminal
	@$(PYTHON) -m liverguide chat

.PHONY: train
train: setup ## Train if anything that is learned from has changed
	@$(PYTHON) -m liverguide train

.PHONY: evaluate
evaluate: tools ## How well unseen messages are understood, as a report
	@$(PYTHON) -m liverguide train
	@$(PYTHON) -m tests.understanding.evaluation

.PHONY: bench
bench: tools ## How fast it is beside two other systems, as a table (long)
	@$(PYTHON) -m liverguide train
	@$(PYTHON) -m bench

.PHONY: adapt
adapt: tools ## Teach the sentence encoder one more round (long; docs/understanding.md says when)
	@$(PYTHON) -m liverguide adapt

.PHONY: tools
tools:
	@scripts/environment.sh development

.PHONY: lint
lint: tools ## Style, types, import rules, content
	@echo "== lint ==" && .venv/bin/ruff check . && .venv/bin/ruff format --check .
	@echo "== types ==" && .venv/bin/mypy
	@echo "== import rules ==" && .venv/bin/lint-imports
	@echo "== content ==" && $(PYTHON) -m liverguide lint

.PHONY: validate
validate: tools
	@echo "== training data ==" && $(PYTHON) -m liverguide validate

.PHONY: browser
browser: tools
	@scripts/browser.sh >/dev/null

.PHONY: trained
trained: tools
	@echo "== training ==" && $(PYTHON) -m liverguide train

.PHONY: ready
ready: trained browser lint validate widget

# What does not need each other runs side by side. Many tests wait, so three processes of them keep two cores busy.
.PHONY: test
test: ## Everything that must pass before a change lands
	@$(MAKE) --no-print-directory -j2 ready
	@echo "== tests ==" && LIVERGUIDE_BROWSER="$$(scripts/browser.sh)" && export LIVERGUIDE_BROWSER && \
		$(PYTHON) -m pytest -n 3 --dist loadscope --no-loadscope-reorder

.PHONY: clean
clean: ## Remove everything that was made, the environment too
	@rm -rf .venv var widget/dist widget/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

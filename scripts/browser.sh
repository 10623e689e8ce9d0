#!/bin/sh
# Prints the path of a Chromium for the browser tests: one that is there, else the distribution's package where it may
# be installed, else Playwright's own. Fails with a sentence where none can be had.
# The headless shell is Chromium without windows of its own: what Playwright itself uses, for half the work of a machine.
set -eu
cd "$(dirname "$0")/.."
log=var/log/browser.log
mkdir -p var/log

runs() { [ -n "$1" ] && "$1" --version >/dev/null 2>&1; }

installed() {
    for candidate in "${LIVERGUIDE_BROWSER:-}" chromium-headless-shell chromium chromium-browser google-chrome \
        google-chrome-stable "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        runs "$candidate" && { command -v "$candidate"; return; }
    done
    candidate=$(.venv/bin/python -c 'from playwright.sync_api import sync_playwright as s
with s() as p: print(p.chromium.executable_path)' 2>/dev/null) || return 1
    runs "$candidate" && echo "$candidate"
}

get() { DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" fonts-dejavu; }

# A CI gets the headless shell even where there is another browser.
if [ -z "${CI:-}" ] || [ -n "${LIVERGUIDE_BROWSER:-}" ] || command -v chromium-headless-shell >/dev/null 2>&1; then
    installed && exit 0
fi
echo "Getting a browser for the tests (once) ..." >&2
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    { apt-get update && { get chromium-headless-shell || get chromium; }; } >"$log" 2>&1 || true
fi
installed && exit 0
.venv/bin/python -m playwright install chromium >>"$log" 2>&1 && installed && exit 0
echo "No browser for the tests: none is installed, and none could be installed (see $log)." >&2
echo "Install Chromium or Chrome, or name one: LIVERGUIDE_BROWSER=/path/to/chrome make test" >&2
exit 1

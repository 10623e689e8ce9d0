#!/bin/sh
# Builds the chat window for the website into widget/dist from the locked packages, types checked first.
# Does nothing when it is already built from the same sources.
set -eu
cd "$(dirname "$0")/../widget"

stamp=dist/built-from
log=../var/log/widget.log
sources=$(find src build.mjs package-lock.json package.json tsconfig.json -type f | LC_ALL=C sort | xargs cat | cksum)

if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sources" ]; then exit 0; fi

if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
    echo "The chat window is built with Node.js 18 or newer and npm, which were not found. Install them, then run the command again." >&2
    exit 1
fi
if ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 18 ? 1 : 0)'; then
    echo "The chat window is built with Node.js 18 or newer, and this is $(node --version). Install a newer one, then run the command again." >&2
    exit 1
fi

mkdir -p ../var/log
packages=node_modules/installed-from
locked=$(cksum <package-lock.json)
if [ ! -f "$packages" ] || [ "$(cat "$packages")" != "$locked" ]; then
    echo "Installing the locked packages of the chat window ..."
    npm ci --ignore-scripts --no-audit --no-fund >"$log" 2>&1 || {
        echo "The packages could not be installed; see the end of $(basename "$log") in var/log. Check the network, then run the command again." >&2
        exit 1
    }
    echo "$locked" >"$packages"
fi

npm run --silent check
npm run --silent build
echo "$sources" >"$stamp"

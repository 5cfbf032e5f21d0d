#!/usr/bin/env bash
# `make dev`: the server restarts when Python changes; Vite swaps what changes on the screens. Ctrl-C ends both.
set -euo pipefail
cd "$(dirname "$0")/.."

trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT
trap 'exit 130' INT TERM

echo "Open the address that Vite prints (port 5173); it passes /api and /events on to Dabiao."
(cd ui && exec node_modules/.bin/vite) &
.venv/bin/dabiao serve --demo --reload &
wait -n

#!/usr/bin/env bash
# The API's description and the UI's types are generated and committed.
#   scripts/schema.sh write   generate both
#   scripts/schema.sh check   fail when a committed one differs from what the code says
set -euo pipefail
cd "$(dirname "$0")/.."

generate() { # $1: where the description goes, $2: where the types go
  .venv/bin/dabiao openapi >"$1"
  if [ -x ui/node_modules/.bin/openapi-typescript ]; then
    ui/node_modules/.bin/openapi-typescript "$1" --default-non-nullable=false -o "$2" >/dev/null
  fi
}

same() { # $1: committed, $2: fresh; no fresh one is made where the UI's packages are not installed
  [ ! -e "$2" ] || diff -u --label "$1 as committed" --label "$1 as the code says" "$1" "$2" | head -n 40 >&2
}

case "${1:-}" in
  write) generate docs/openapi.json ui/src/api/schema.gen.ts ;;
  check)
    fresh=$(mktemp -d)
    trap 'rm -rf "$fresh"' EXIT
    generate "$fresh/openapi.json" "$fresh/schema.gen.ts"
    same docs/openapi.json "$fresh/openapi.json" && same ui/src/api/schema.gen.ts "$fresh/schema.gen.ts" || {
      echo "Stale: run \`make schema\` and commit both files." >&2
      exit 1
    }
    ;;
  *) sed -n '3,4s/^# //p' "$0"; exit 2 ;;
esac

#!/usr/bin/env bash
# Runs one named step of `make check` or `make test`; when it fails, says which one and how to run it alone.
#   scripts/step.sh NAME COMMAND...
set -uo pipefail
name=$1
shift
printf '\n── %s\n' "$name"
started=$SECONDS
"$@"
code=$?
if [ $code != 0 ]; then
  printf '\n✗ "%s" failed after %d s. Run it alone: %s\n' "$name" $((SECONDS - started)) "$*" >&2
fi
exit $code

#!/usr/bin/env bash
# Fills .venv with exactly what a lock file lists, then links the package itself into it.
#   scripts/venv.sh requirements.lock | requirements-dev.lock
# uv is used when it is there because it is quicker; plain pip does the same.
set -euo pipefail
cd "$(dirname "$0")/.."
lock=$1

scripts/need.sh python
[ -x .venv/bin/python ] || python3 -m venv .venv
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore

if uv --version >/dev/null 2>&1; then
  install=(uv pip install --quiet --python .venv/bin/python)
else
  .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip --upgrade
  install=(.venv/bin/python -m pip install --quiet --quiet)
fi

echo "Installing $lock into .venv"
"${install[@]}" --require-hashes -r "$lock"
"${install[@]}" --no-deps --no-build-isolation -e .

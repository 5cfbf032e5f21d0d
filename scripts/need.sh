#!/usr/bin/env bash
# Makes sure that the machine has a tool, installing Debian's package for it when it is missing.
#   scripts/need.sh python | node | browser | postgres | learning
set -euo pipefail

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif sudo -n true 2>/dev/null; then sudo "$@"
  else return 1
  fi
}

install() {
  echo "Installing from Debian: $*"
  if ! command -v apt-get >/dev/null; then
    echo "This machine has no apt-get. Please install yourself: $*" >&2
    exit 1
  fi
  if ! as_root true; then
    echo "Missing, and this user may not install packages. As root: apt-get install $*" >&2
    exit 1
  fi
  local quiet=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
  as_root "${quiet[@]}" update
  as_root "${quiet[@]}" install -y --no-install-recommends "$@" >/dev/null
}

has() { command -v "$1" >/dev/null; }

python() {
  has python3 && python3 -c 'import venv, ensurepip' 2>/dev/null || install python3 python3-venv
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Dabiao needs Python 3.11 or newer; this is $(python3 --version)." >&2
    exit 1
  }
}

node() {
  has node && has npm || install nodejs npm
  command node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' || {
    echo "The screens are built with Node 20.19 or newer; this is $(command node --version)." >&2
    exit 1
  }
}

browser() {
  local missing=()
  has chromium || missing+=(chromium)
  has chromedriver || missing+=(chromium-driver)
  compgen -G '/usr/share/fonts/opentype/noto/NotoSansCJK*' >/dev/null || missing+=(fonts-noto-cjk)
  [ ${#missing[@]} = 0 ] || install "${missing[@]}"
  # the same engine without windows, a third less work for each walk; where there is none, Chromium does it
  has chromium-headless-shell || (install chromium-headless-shell) || echo "Walking with the whole of Chromium"
}

postgres() {
  has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || install postgresql
}

# LightGBM's threads; without it leads are graded by rules alone
learning() {
  compgen -G '/usr/lib/*/libgomp.so.1' >/dev/null || compgen -G '/lib/*/libgomp.so.1' >/dev/null || install libgomp1
}

case "${1:-}" in
  python | node | browser | postgres | learning) "$1" ;;
  *) sed -n '2,3s/^# //p' "$0"; exit 2 ;;
esac

#!/usr/bin/env bash
# A private PostgreSQL for this checkout: its own data directory, its own free port, loopback only.
#   scripts/postgres.sh run COMMAND...   a fresh server around one command, gone afterwards
#   scripts/postgres.sh start            a server that stays, with its data; prints DATABASE_URL
#   scripts/postgres.sh url | stop       its address | stop it and delete its data
# Speed before safety (fsync off): for tests and trials, never for a company's data.
set -euo pipefail
checkout=$(cd "$(dirname "$0")/.." && pwd)

"$checkout/scripts/need.sh" postgres
bin=$(dirname "$(readlink -f "$(command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)")")

# The server refuses to run as root, so it gets Debian's own user.
as_server=()
[ "$(id -u)" != 0 ] || as_server=(setpriv --reuid postgres --regid postgres --init-groups)

# Not under the checkout: the server's user may be unable to enter it (a folder under /root, say).
kept="/var/tmp/dabiao-pg-$(id -u)-$(printf '%s' "$checkout" | sha256sum | cut -c1-12)"

create() {
  local data=$1
  chmod 700 "$data"
  if [ "$(id -u)" = 0 ]; then chown postgres: "$data"; fi
  (cd / && "${as_server[@]}" "$bin/initdb" -D "$data/db" -U dabiao -A trust -E UTF8 --locale=C.UTF-8 --no-sync) \
    >"$data.log" 2>&1 || { cat "$data.log" >&2; exit 1; }
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Starts the server in $1 on a free port and waits for it; sets `server` and `port`. The other words go before it.
launch() {
  local data=$1 try
  shift
  for try in 1 2 3; do
    port=$(free_port)
    (cd / && exec "${as_server[@]}" "$@" "$bin/postgres" -D "$data/db" -p "$port" -k "" -c listen_addresses=127.0.0.1 \
      -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200) \
      >>"$data.log" 2>&1 </dev/null &
    server=$!
    if answering "$server"; then return; fi
  done
  tail -n 20 "$data.log" >&2
  exit 1
}

answering() {
  for _ in $(seq 150); do
    kill -0 "$1" 2>/dev/null || return 1
    "$bin/pg_isready" -q -h 127.0.0.1 -p "$port" && return
    sleep 0.1
  done
  return 1
}

url() { echo "postgres://dabiao@127.0.0.1:$1/dabiao"; }

remove() {
  code=$?
  if [ -n "$server" ]; then kill -QUIT "$server" && wait "$server" || true; fi 2>/dev/null
  rm -rf "$data" "$data.log"
  exit "$code"
}

run() {
  find /var/tmp -maxdepth 1 -name 'dabiao-pg-run-*' -user "$(id -un)" -mtime +1 -exec rm -rf {} + # left by a killed run
  data=$(mktemp -d /var/tmp/dabiao-pg-run-XXXXXX)
  server=
  trap remove EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  create "$data"
  # pdeathsig: the server stops when this script is killed, however hard.
  launch "$data" setpriv --pdeathsig QUIT
  "$bin/createdb" -h 127.0.0.1 -p "$port" -U dabiao dabiao
  DATABASE_URL=$(url "$port") "$@"
}

start() {
  if port=$(cat "$kept.port" 2>/dev/null) && "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"; then
    url "$port"
    return
  fi
  [ -d "$kept/db" ] || { mkdir -p "$kept" && create "$kept"; }
  launch "$kept" setsid
  echo "$port" >"$kept.port"
  "$bin/createdb" -h 127.0.0.1 -p "$port" -U dabiao dabiao 2>/dev/null || true
  url "$port"
}

stop() {
  if server=$(head -n 1 "$kept/db/postmaster.pid" 2>/dev/null); then
    kill -INT "$server" 2>/dev/null || true
    while kill -0 "$server" 2>/dev/null; do sleep 0.1; done
  fi
  rm -rf "$kept" "$kept.log" "$kept.port"
}

case "${1:-}" in
  run) shift; run "$@" ;;
  start) start ;;
  stop) stop ;;
  url) [ -f "$kept.port" ] && url "$(cat "$kept.port")" || { echo "Not started: scripts/postgres.sh start" >&2; exit 1; } ;;
  *) sed -n '2,6s/^# //p' "$0"; exit 2 ;;
esac

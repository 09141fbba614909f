#!/bin/sh
# A PostgreSQL for tests, made from Debian's package: in a temporary folder, on a Unix socket alone, gone afterwards.
#   script/lib/postgres.sh run COMMAND...   runs the command with CAIRN_TEST_POSTGRES set, then stops the server
#   script/lib/postgres.sh start FOLDER     makes and starts one in FOLDER (an empty one); prints CAIRN_TEST_POSTGRES
#   script/lib/postgres.sh stop FOLDER      stops it; FOLDER can then be removed
#
# CAIRN_TEST_POSTGRES is the folder of the socket: postgres:///NAME?host=FOLDER. The roles are cairn_admin (makes
# databases; a superuser), cairn_owner (owns tables) and cairn (what a server signs in as). The server runs as an
# ordinary user: as root's deputy `postgres` where root runs the tests. Nothing is flushed: it is thrown away.
set -eu

for bin in /usr/lib/postgresql/*/bin; do :; done # the newest
if [ ! -x "$bin/initdb" ]; then
    echo "PostgreSQL is missing: script/setup installs it" >&2
    exit 1
fi

as_user() {
    if [ "$(id -u)" = 0 ]; then setpriv --reuid postgres --regid postgres --clear-groups "$@"; else "$@"; fi
}

start() {
    folder=$1
    if [ "$(id -u)" = 0 ]; then
        chown postgres "$folder"
        chmod 755 "$folder"
    fi
    (
        cd "$folder"
        as_user "$bin/initdb" -D "$folder/data" -U cairn_admin -A trust -E UTF8 --locale C.UTF-8 --no-sync >initdb.log 2>&1 ||
            { cat initdb.log >&2 && exit 1; }
        cat >>"$folder/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$folder'
fsync = off
full_page_writes = off
max_connections = 200
shared_buffers = 64MB
deadlock_timeout = 100ms
autovacuum = off
CONF
        as_user "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 60 start >pg_ctl.log 2>&1 ||
            { cat server.log pg_ctl.log >&2 && exit 1; }
        "$bin/psql" -q -v ON_ERROR_STOP=1 -h "$folder" -U cairn_admin -d postgres \
            -c 'CREATE ROLE cairn_owner LOGIN CREATEDB' -c 'CREATE ROLE cairn LOGIN'
    ) >&2
    echo "$folder"
}

stop() {
    if [ -f "$1/data/postmaster.pid" ]; then
        (cd "$1" && as_user "$bin/pg_ctl" -D "$1/data" -m immediate -w stop >/dev/null 2>&1) || true
    fi
}

case ${1-} in
start) start "$2" ;;
stop) stop "$2" ;;
run)
    shift
    work=$(mktemp -d "${TMPDIR:-/tmp}/cairn-postgres-XXXXXX")
    trap 'stop "$work"; rm -rf "$work"' EXIT
    trap 'exit 1' INT TERM HUP
    CAIRN_TEST_POSTGRES=$(start "$work")
    export CAIRN_TEST_POSTGRES
    "$@"
    ;;
*)
    sed -n '2,6p' "$0" >&2
    exit 2
    ;;
esac

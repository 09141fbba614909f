#!/bin/sh
# Holds the translation of migrations to translated.golden: each case is a migration for SQLite and what PostgreSQL
# gets, or why it is refused. With --write, writes what comes out into the file, to be read before it is committed.
# usage: test_translate.sh MIGRATIONS GOLDEN [--write]
set -eu
migrations=$(realpath "$1") golden=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

awk -v work="$work" '
    /^=== / { n++; part = "sql"; file = sprintf("%s/%03d", work, n); print substr($0, 5) > (file ".name"); next }
    /^--- postgres$/ { part = "said"; printf "" > (file ".said"); next }
    { print > (file "." part) }
' "$golden"

count=0 failed=0 new=$work/new
: > "$new"
for name in "$work"/*.name; do
    case=${name%.name}
    count=$((count + 1))
    touch "$case.sql" "$case.said"
    cp "$case.sql" "$work/0001_probe.sql"
    (cd "$work" && "$migrations" --postgres 0001_probe.sql > "$case.now" 2> "$case.why") || cp "$case.why" "$case.now"
    { echo "=== $(cat "$name")"; cat "$case.sql"; echo "--- postgres"; cat "$case.now"; } >> "$new"
    if cmp -s "$case.said" "$case.now"; then
        echo "ok $count - $(cat "$name")"
    else
        failed=$((failed + 1))
        echo "not ok $count - $(cat "$name")"
        diff "$case.said" "$case.now" | sed 's/^/# /' || true
    fi
done
echo "1..$count"
if [ "${3-}" = --write ]; then cp "$new" "$golden"; fi
[ "$failed" -eq 0 ]

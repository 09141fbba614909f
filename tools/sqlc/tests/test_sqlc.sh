#!/bin/sh
# Holds sqlc to bad.golden: each case is a .sql text and what sqlc must say about it. With --write, writes what it
# says into the file instead, to be read before it is committed.
# usage: test_sqlc.sh SQLC SCHEMA GOLDEN [--write]
set -eu
sqlc=$(realpath "$1") schema=$(realpath "$2") golden=$(realpath "$3")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

awk -v work="$work" '
    /^=== / { n++; part = "sql"; file = sprintf("%s/%03d", work, n); print substr($0, 5) > (file ".name"); next }
    /^--- says$/ { part = "said"; printf "" > (file ".said"); next }
    { print > (file "." part) }
' "$golden"

count=0 failed=0 new=$work/new
: > "$new"
for name in "$work"/*.name; do
    case=${name%.name}
    count=$((count + 1))
    touch "$case.sql" "$case.said"
    cp "$case.sql" "$work/probe.sql"
    if (cd "$work" && "$sqlc" --schema "$schema" --header care/probe.sql.h probe.sql out.c out.h 2> "$case.now"); then
        echo "(accepted)" > "$case.now"
    fi
    { echo "=== $(cat "$name")"; cat "$case.sql"; echo "--- says"; cat "$case.now"; } >> "$new"
    if cmp -s "$case.said" "$case.now"; then
        echo "ok $count - refused: $(cat "$name")"
    else
        failed=$((failed + 1))
        echo "not ok $count - refused: $(cat "$name")"
        diff "$case.said" "$case.now" | sed 's/^/# /' || true
    fi
done
echo "1..$count"
if [ "${4-}" = --write ]; then cp "$new" "$golden"; fi
[ "$failed" -eq 0 ]

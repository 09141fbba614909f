#!/bin/sh
# Holds the charts of /design to the pictures that somebody last looked at. usage: design-pictures.sh PROGRAM GOLDEN
set -eu
echo 1..1
now=$(mktemp)
trap 'rm -f "$now"' EXIT
"$1" > "$now"
if cmp -s "$2" "$now"; then
    echo 'ok 1 - the charts look as they did when somebody last looked at them'
else
    echo 'not ok 1 - the charts look as they did when somebody last looked at them'
    diff "$2" "$now" | head -40 | sed 's/^/# /'
fi

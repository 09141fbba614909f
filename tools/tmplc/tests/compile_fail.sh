#!/bin/sh
# Templates whose values have the wrong type must stop the C compiler, at the template's own line (each has its
# mistake in line 4). One good template shows that it is the mistake that stops it.
# usage: compile_fail.sh TMPLC SOURCE_ROOT BUILD_ROOT COMPILER...
tmplc=$1 source=$2 build=$3
shift 3
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
n=0 status=0

report() {
    n=$((n + 1))
    if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; status=1; fi
}

try() {
    name=$1
    shift
    "$tmplc" --header "$name.tmpl.h" "$source/tools/tmplc/tests/bad/$name.html" "$work/$name.tmpl.c" "$work/$name.tmpl.h" ||
        return 2
    "$@" -std=c17 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Wconversion -Werror -fsyntax-only -I"$work" -I"$source/src" \
        -I"$source" -I"$build" "$work/$name.tmpl.c" 2>"$work/messages"
}

echo 1..7
try good "$@"
report $? "a good template compiles"
while read -r name text; do
    try "$name" "$@"
    [ $? = 1 ] && grep -q "bad/$name\.html:4:[0-9]*: error: .*$text" "$work/messages"
    code=$?
    [ $code = 0 ] || sed 's/^/# /' "$work/messages"
    report $code "$name is an error in line 4 of the template"
done <<'END'
text_as_address incompatible type
address_as_text html_refuse\|text_or_whole_number
struct_as_text html_refuse\|text_or_whole_number
no_such_member txet
number_for_text
no_such_template buton
END
exit $status

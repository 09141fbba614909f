# shellcheck shell=sh
# Suites and their counts. Each suite leaves its output in $results/NAME.log and its counts in the totals; one that
# doesn't run, or counts nothing, counts as a failure.
#   suite_command NAME COMMAND...   one case: did it succeed?
#   suite_tap NAME COMMAND...       the cases of the TAP that the command prints
#   tap_run NAME COMMAND...         the same without counting, so that it may run beside others; counted by
#   tap_count NAME                  when it has ended
#   suite_meson NAME FOLDER ARGS... the cases of the tests that meson runs in a build folder
#   suite_unable NAME WHY           counts a suite that cannot run
#   suites_total                    prints the last line; fails if anything did

results=build-test
rm -rf "$results"
mkdir -p "$results"
total_passed=0
total_failed=0

suite_count() {
    name=$1 passed=$2 failed=$3
    if [ "$passed" = 0 ] && [ "$failed" = 0 ]; then failed=1; fi
    total_passed=$((total_passed + passed))
    total_failed=$((total_failed + failed))
    printf '%-28s %5d passed %5d failed  %4d s\n' "$name" "$passed" "$failed" $(($(date +%s) - started))
}

suite_unable() {
    started=$(date +%s)
    say "$1 did not run: $2"
    suite_count "$1" 0 1
}

suite_command() {
    name=$1
    shift
    started=$(date +%s)
    if "$@" >"$results/$name.log" 2>&1; then
        suite_count "$name" 1 0
    else
        tail -n 60 "$results/$name.log" >&2
        suite_count "$name" 0 1
        return 1
    fi
}

# Takes "PASSED FAILED" as counters print it last; what they say before that is about failures.
suite_counted() {
    name=$1 counts=$2
    sed '$d' "$counts" >&2
    # shellcheck disable=SC2046 # two numbers
    suite_count "$name" $(tail -n 1 "$counts")
}

tap_run() {
    tap=$results/$1
    shift
    date +%s >"$tap.started"
    status=0
    "$@" >"$tap.log" 2>&1 || status=$?
    echo "$status" >"$tap.status"
}

tap_count() {
    name=$1
    started=$(cat "$results/$name.started")
    node tests/support/count.mjs tap "$(cat "$results/$name.status")" "$results/$name.log" >"$results/$name.counts" ||
        printf '0 1\n' >>"$results/$name.counts"
    suite_counted "$name" "$results/$name.counts"
}

suite_tap() {
    tap_run "$@"
    tap_count "$1"
}

suite_meson() {
    name=$1 folder=$2
    shift 2
    started=$(date +%s)
    rm -f "$folder/meson-logs/testlog.json"
    meson test -C "$folder" --no-rebuild --num-processes "$JOBS" "$@" >"$results/$name.log" 2>&1 || true
    meson introspect "$folder" --tests >"$results/$name.tests" 2>/dev/null || true
    node tests/support/count.mjs meson "$folder/meson-logs/testlog.json" "$results/$name.tests" "$@" \
        >"$results/$name.counts" || printf '0 1\n' >>"$results/$name.counts"
    suite_counted "$name" "$results/$name.counts"
}

suites_total() {
    printf '%d passed, %d failed\n' "$total_passed" "$total_failed"
    [ "$total_failed" = 0 ] && [ "$total_passed" -gt 0 ]
}

# shellcheck shell=sh
# build_with FOLDER COMPILER MESON-OPTIONS...: sets the folder up once for this compiler and these options, then
# builds it. Says nothing unless it fails. `configure_with` stops before building.

configure_with() {
    folder=$1
    wanted="$2 $3 ${4-} ${5-}"
    [ "$(cat "$folder/.cairn-options" 2>/dev/null)" = "$wanted" ] && return 0
    rm -rf "$folder"
    mkdir -p "$folder"
    cc=$(compiler "$2")
    shift 2
    if ! CC=$cc meson setup "$folder" "$@" >"$folder/setup.log" 2>&1; then
        tail -n 40 "$folder/setup.log" >&2
        return 1
    fi
    printf '%s\n' "$wanted" >"$folder/.cairn-options"
}

build_with() {
    configure_with "$@" || return 1
    if ! ninja -C "$1" -j"$JOBS" >"$1/build.log" 2>&1; then
        grep -v '^\[' "$1/build.log" | tail -n 80 >&2
        return 1
    fi
}

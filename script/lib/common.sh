# shellcheck shell=sh
# What every script shares; sourced first, from the top of the checkout. Sets ROOT and JOBS, finds node and a
# compiler cache, and gives `say` (progress, on standard error) and `die`.

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$ROOT" || exit 1
JOBS=${JOBS:-$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)}
export ROOT JOBS
# What one checkout compiled serves another: file names in debugging information are relative (meson.build).
export CCACHE_NOHASHDIR=1

say() {
    printf '%s\n' "$*" >&2
}

die() {
    printf '%s: %s\n' "$(basename -- "$0")" "$*" >&2
    exit 1
}

have() {
    command -v "$1" >/dev/null 2>&1
}

# Node's own package, put in place by script/setup where the system's node is too old, comes first.
use_own_node() {
    for node_bin in "$ROOT"/tools/node/node_modules/node-linux-*/bin; do
        if [ -x "$node_bin/node" ]; then PATH=$node_bin:$PATH; fi
    done
    export PATH
}
use_own_node

# script/setup, and what it has just put in place is used from here on.
set_up() {
    script/setup "$@"
    use_own_node
}

node_is_recent() {
    have node && [ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 20' 2>/dev/null)" = true ]
}

# The compiler, through ccache where there is one: fast rebuilds, the same result.
compiler() {
    case $1 in
    ccache*) printf '%s\n' "$1" ;;
    *) if have ccache; then printf 'ccache %s\n' "$1"; else printf '%s\n' "$1"; fi ;;
    esac
}

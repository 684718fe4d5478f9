#!/usr/bin/env bash
# Judges objects by the schemas of Flux's custom resource definitions. Usage: run.sh FILE
# FILE is a JSON array of Kubernetes objects.
set -euo pipefail

fail() { echo "flux judge: $*" >&2; exit 2; }

[ $# -eq 1 ] || fail "usage: run.sh FILE"
[ -r "$1" ] || fail "$1 cannot be read"
file="$(realpath "$1")"
cd "$(dirname "${BASH_SOURCE[0]}")"
command -v node >/dev/null || fail "node is not on the PATH: install Node.js 20 or newer"
command -v npm >/dev/null || fail "npm is not on the PATH: install Node.js 20 or newer with npm"
version="$(node --version)"
major="${version#v}"; major="${major%%.*}"
[ "$major" -ge 20 ] || fail "node $version is too old: install Node.js 20 or newer"

# npm writes node_modules/.package-lock.json last, so an install that was cut short is repeated.
installed=node_modules/.package-lock.json
if [ ! -f "$installed" ] || [ package-lock.json -nt "$installed" ] || [ package.json -nt "$installed" ]; then
  npm ci --no-audit --no-fund --ignore-scripts --loglevel=error || fail "npm ci failed: the schemas could not be installed"
fi

exec node judge.mjs "$file"

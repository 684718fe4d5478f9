#!/usr/bin/env bash
# Judges a running Fairlead with Azure's own SDKs. Usage: run.sh [judge|latency]
# Environment: FAIRLEAD_API_URL (http://127.0.0.1:8080), FAIRLEAD_TOKEN_FILE (the file with the bearer token),
# FAIRLEAD_SECRETS_DIR (unset: the system has no secrets; else the folder it was started with as --secrets, which is written to).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

fail() { echo "sdk tests: $*" >&2; exit 2; }

what="${1:-judge}"
case "$what" in
  judge|latency) ;;
  *) fail "unknown test '$what'; there are: judge, latency" ;;
esac
[ -n "${FAIRLEAD_API_URL:-}" ] || fail "FAIRLEAD_API_URL is not set (the API's address, for example http://127.0.0.1:8080)"
[ -n "${FAIRLEAD_TOKEN_FILE:-}" ] || fail "FAIRLEAD_TOKEN_FILE is not set (the file with the bearer token)"
[ -r "$FAIRLEAD_TOKEN_FILE" ] || fail "FAIRLEAD_TOKEN_FILE=$FAIRLEAD_TOKEN_FILE cannot be read"
command -v node >/dev/null || fail "node is not on the PATH: install Node.js 20 or newer"
command -v npm >/dev/null || fail "npm is not on the PATH: install Node.js 20 or newer with npm"
version="$(node --version)"
major="${version#v}"; major="${major%%.*}"
[ "$major" -ge 20 ] || fail "node $version is too old: install Node.js 20 or newer"

# npm writes node_modules/.package-lock.json last, so an install that was cut short is repeated.
installed=node_modules/.package-lock.json
if [ ! -f "$installed" ] || [ package-lock.json -nt "$installed" ] || [ package.json -nt "$installed" ]; then
  npm ci --no-audit --no-fund --ignore-scripts || fail "npm ci failed: the SDK packages could not be installed"
fi

exec node --test --test-reporter=spec "$what.test.mjs"

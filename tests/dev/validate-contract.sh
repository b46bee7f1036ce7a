#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Proves server and client of the contract against its description: the sandbox's own tests, and the command line through
# its connector, speak through Prism as a validating proxy. Every answer must be as described, and so must every request that was
# accepted. A developer's tool: it needs npm, and the network the first time. Usage: validate-contract.sh [BUILD FOLDER]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$(cd "${1:-$here/../../build}" && pwd)

command -v npm > /dev/null || { echo 'npm is not installed (package npm)' >&2; exit 1; }
if [ ! -e "$here/node_modules/.installed" ] || [ "$here/package-lock.json" -nt "$here/node_modules/.installed" ]
then
  (cd "$here" && npm ci --no-audit --no-fund --ignore-scripts)
  touch "$here/node_modules/.installed"
fi

work=$(mktemp -d)
proxy=
# shellcheck disable=SC2317
finish ()
{
  [ -z "$proxy" ] || { kill "$proxy" 2> /dev/null || true; wait "$proxy" 2> /dev/null || true; }
  rm -rf "$work"
}
trap finish EXIT

export REAL_SANDBOX=$build/src/sandbox/constat-sandbox PRISM_LOG=$work/prism.log
export CONSTAT_PHOTO_WORKER=$build/src/photo/worker/constat-photo-worker
export TZ=UTC GIO_USE_PROXY_RESOLVER=dummy GSETTINGS_BACKEND=memory
: > "$PRISM_LOG"
failures=0

# Prism tells first what the server answered, then what was wrong with the request or the answer. A request that the server
# turned away may be as wrong as it likes; the control addresses are no part of the contract.
report ()
{
  sed 's/\x1b\[[0-9;]*m//g' "$PRISM_LOG" | awk -v who="$1" '
    /The upstream call to/ { path = $0; sub (/.*upstream call to /, "", path); sub (/ has returned.*/, "", path); status = $NF; answers++ }
    /Violation: response/ && path !~ /^\/_sandbox/ { print who ": " path " " status ": " $0; bad++ }
    /Violation: request/ && path !~ /^\/_sandbox/ && status < 400 { print who ": " path " " status ": " $0; bad++ }
    END { print who ": " answers + 0 " answers, " bad + 0 " violations"; exit bad > 0 || answers == 0 }'
}

# Prism 5 passes binary answers on as text, takes no body of 10 MB, reads the parts of a multipart body as plain strings,
# and answers itself to what is no JSON: what needs those is left to the tests without a proxy.
beyond=(-s /O4/attachment -s /O7/upload -s /O9/multipart -s /sandbox/strict)

for name in read decide talk state
do
  : > "$PRISM_LOG"
  if ! CONSTAT_SANDBOX=$here/behind-prism "$build/tests/sandbox/test-sandbox-$name" "${beyond[@]}" > "$work/tap" 2>&1
  then
    grep -v '^ok' "$work/tap" || true
    failures=$((failures + 1))
  fi
  report "sandbox-$name" || failures=$((failures + 1))
done

# The connector, through the command line.
: > "$PRISM_LOG"
export XDG_DATA_HOME=$work/data XDG_CONFIG_HOME=$work/config XDG_CACHE_HOME=$work/cache XDG_STATE_HOME=$work/state
mkfifo "$work/input"
"$here/behind-prism" --now 2026-11-23T08:15:00Z < "$work/input" > "$work/announcement" &
proxy=$!
exec 9> "$work/input"
until [ -s "$work/announcement" ]
do
  sleep 0.1
done
member () { sed -E "s/.*\"$1\":\"([^\"]*)\".*/\1/" "$work/announcement"; }
url=$(member url)
member token > "$work/token"
chmod 600 "$work/token"
printf '%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 283 425]>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n' > "$work/label.pdf"
cast () { curl -fsS "$url/_sandbox/cast" | sed 's/},{/\n/g' | sed -nE "s/.*\"label\":\"$1\",\"incident\":\"([^\"]*)\".*/\1/p"; }

step ()
{
  local status=0
  "$build/src/ctl/constatctl" "$@" > "$work/out" 2>&1 || status=$?
  if [ $status -ne 0 ]
  then
    echo "constatctl $*: exit $status"
    cat "$work/out"
    failures=$((failures + 1))
  fi
}

step account add Proof --connector constat --url "$url" --token-file "$work/token" --keep-in-file
step sync Proof
step resolve "$(cast two-of-twelve)" refund --line 1:2
step resolve "$(cast two-problems)" replacement --line 1:1 --return --instructions Merci --label "$work/label.pdf"
step message "$(cast no-photo)" --text 'Une photo ?' --attach "$work/label.pdf"
step note "$(cast dutch-letter)" --text 'Vu au magasin'
step push
step sync Proof
kill "$proxy"
wait "$proxy" 2> /dev/null || true
proxy=
exec 9>&-
report constatctl || failures=$((failures + 1))

[ $failures -eq 0 ] && echo 'The contract holds.'
exit $((failures > 0))

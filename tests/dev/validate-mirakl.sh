#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Proves the connector for Mirakl and the sandbox's dialect of it against the specification that Mirakl publishes for sellers:
# the command line, through the connector, speaks with the sandbox through Prism as a validating proxy. Every answer must be
# as specified, and so must every request that was accepted. A developer's tool: it needs npm, and the network the first time.
# Usage: validate-mirakl.sh SPECIFICATION.json [BUILD FOLDER]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
specification=${1:?Usage: validate-mirakl.sh SPECIFICATION.json [BUILD FOLDER]}
build=$(cd "${2:-$here/../../build}" && pwd)
ctl=$build/src/ctl/constatctl

work=$(mktemp -d)
sandbox=
prism=
# shellcheck disable=SC2317
finish ()
{
  exec 8>&- 9>&- || true
  [ -z "$prism" ] || { kill "$prism" 2> /dev/null || true; wait "$prism" 2> /dev/null || true; }
  [ -z "$sandbox" ] || { kill "$sandbox" 2> /dev/null || true; wait "$sandbox" 2> /dev/null || true; }
  rm -rf "$work"
}
trap finish EXIT

export CONSTAT_PHOTO_WORKER=$build/src/photo/worker/constat-photo-worker
export TZ=UTC GIO_USE_PROXY_RESOLVER=dummy GSETTINGS_BACKEND=memory
export XDG_DATA_HOME=$work/data XDG_CONFIG_HOME=$work/config XDG_CACHE_HOME=$work/cache XDG_STATE_HOME=$work/state

mkfifo "$work/input" "$work/prism-input"
"$build/src/sandbox/constat-sandbox" --now 2026-11-23T08:15:00Z --exit-with-parent < "$work/input" > "$work/announcement" &
sandbox=$!
exec 9> "$work/input"
until [ -s "$work/announcement" ]
do
  kill -0 "$sandbox" 2> /dev/null || { echo 'the sandbox did not start' >&2; exit 1; }
  sleep 0.1
done
url=$(sed -E 's/^\{"url":"([^"]*)".*/\1/' "$work/announcement")
sed -E 's/.*"token":"([^"]*)","inspector.*/\1/' "$work/announcement" > "$work/token"
chmod 600 "$work/token"

PRISM_LOG=$work/prism.log "$here/mirakl-prism" "$specification" "$url/mirakl" < "$work/prism-input" > "$work/proxy" &
prism=$!
exec 8> "$work/prism-input"
until [ -s "$work/proxy" ]
do
  kill -0 "$prism" 2> /dev/null || { echo 'Prism did not start' >&2; exit 1; }
  sleep 0.1
done
proxy=$(cat "$work/proxy")

failures=0
step ()
{
  local status=0
  "$ctl" "$@" > "$work/out" 2>&1 || status=$?
  if [ $status -ne 0 ]
  then
    echo "constatctl $*: exit $status"
    cat "$work/out"
    failures=$((failures + 1))
  fi
}
shopper () { curl -fsS "$url/_sandbox/shopper" -H 'Content-Type: application/json' -d "$1" > /dev/null; }

printf '%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 283 425]>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n' > "$work/label.pdf"

step account add Proof --connector mirakl --url "$proxy" --token-file "$work/token" --keep-in-file
step sync Proof
step resolve PX-70005-A-1.1 refund --line PX-70005-A-1:1
step resolve PX-70022-A-1.1 refund --line PX-70022-A-1:1
step message PX-70010-A-1.1 --text 'Bonjour, nous regardons où est le colis.'
step message PX-70028-A-1.1 --text 'Bonjour, qu en est-il ?'
step message PX-70039-A-1.1 --text 'Pouvez-vous nous aider ?' --to-marketplace
step message PX-70037-A-1.1 --text 'Voici la solution.' --resolved
step resolve PX-70012-A-1.1 replacement --line PX-70012-A-1:1
step ship PX-70012-A-1.1 --carrier Colissimo --tracking 6A0001
step return label PX-70030-A-1.1 "$work/label.pdf"
step return received PX-70030-A-1.1
step return inspected PX-70030-A-1.1 --line PX-70030-A-1:1:0:0
step return close PX-70030-A-1.1
for line in PX-70032-A-1 PX-70034-A-1 PX-70015-A-1
do
  shopper "{\"action\":\"return\",\"line\":\"$line\"}"
done
step sync Proof
step return refuse PX-70032-A-1.1 --reason too_late
step return accept PX-70034-A-1.1
step message PX-70018-A-1.1 --text 'Voici le document.' --attach "$work/label.pdf"
step resolve PX-70020-A-1.1 replacement --line PX-70020-A-1:1 --return --label "$work/label.pdf"
step return label PX-70015-A-1.1 --url https://labels.example/8R0001.pdf --carrier Colissimo --tracking 8R0001
step push
step return received PX-70015-A-1.1
step push
step return inspected PX-70015-A-1.1 --line PX-70015-A-1:0:1:0 --text 'Écran cassé.'
shopper '{"action":"close","line":"PX-70008-A-2"}'
shopper '{"action":"photo","line":"PX-70028-A-1","text":"Voici une photo."}'
step push
step sync Proof
step sync Proof

exec 8>&-
wait "$prism" || true
prism=
"$here/prism-verdict" mirakl "$work/prism.log" || failures=$((failures + 1))
curl -fsS "$url/_sandbox/mirakl" | sed -E 's/.*("calls":\{[^}]*\}).*/\1/'; echo

[ $failures -eq 0 ] && echo 'The specification holds.'
exit $((failures > 0))

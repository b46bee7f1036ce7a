#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The walks through the window on the sandbox's Mirakl dialect, with Prism as a validating proxy between the program and the
# sandbox: every answer must be as Mirakl's specification for sellers says, and so must every request that was accepted. A
# developer's tool: it needs npm, and the network the first time.
# Usage: walk-mirakl.sh SPECIFICATION.json [BUILD FOLDER]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
specification=$(readlink -f "${1:?Usage: walk-mirakl.sh SPECIFICATION.json [BUILD FOLDER]}")
build=$(cd "${2:-$here/../../build}" && pwd)
tests=$(cd "$here/.." && pwd)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONSTAT=$build/src/ui/constat CONSTATCTL=$build/src/ctl/constatctl CONSTAT_SANDBOX=$build/src/sandbox/constat-sandbox
export CONSTAT_PHOTO_WORKER=$build/src/photo/worker/constat-photo-worker CONSTAT_LOCALEDIR=$build/po
export GSETTINGS_SCHEMA_DIR=$build/data CONSTAT_WALK_OUTPUT=$work GIO_USE_PROXY_RESOLVER=dummy TZ=UTC
export CONSTAT_WALK_PROXY="$here/mirakl-prism $specification" CONSTAT_WALK_PATIENCE=60

failures=0
for walk in marketplace operator returns
do
  export PRISM_LOG=$work/$walk.log
  "$tests/with-display" "$tests/walks/walk-$walk.py" en 2> "$work/$walk.said" || { tail -n 20 "$work/$walk.said"; failures=1; }
  "$here/prism-verdict" "$walk" "$PRISM_LOG" || failures=1
done

[ $failures -eq 0 ] && echo 'The specification holds.'
exit $failures

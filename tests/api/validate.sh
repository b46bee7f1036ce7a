#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Validates the API description against the OpenAPI 3.1 schema. Fails, and never skips, when npm is not there: an
# unchecked description is not a checked one.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
description=${1:-$here/../../docs/api/openapi.yaml}

echo 1..1

if ! command -v npm > /dev/null; then
  echo 'not ok 1 - /D/api-description: npm is not installed (package npm)'
  exit 1
fi

# The stamp is written last, so that an interrupted installation is done again.
stamp=$here/node_modules/.installed
if [ ! -e "$stamp" ] || [ "$here/package-lock.json" -nt "$stamp" ]; then
  (cd "$here" && npm ci --no-audit --no-fund --ignore-scripts) >&2
  touch "$stamp"
fi

verdict=$("$here/node_modules/.bin/validate-api" "$description") || true
if [[ $verdict == *'"valid": true'* ]]; then
  echo 'ok 1 - /D/api-description'
else
  printf '%s\n' "$verdict" | sed 's/^/# /'
  echo 'not ok 1 - /D/api-description'
  exit 1
fi

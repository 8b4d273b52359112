#!/usr/bin/env bash
# Installs the browser that the journeys drive: Debian's Chromium.
set -euo pipefail

command -v chromium >/dev/null && exit 0
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo 'As root, please: apt-get install --no-install-recommends chromium' >&2; exit 1; }
  as_root=(sudo)
fi
"${as_root[@]}" apt-get -qq update
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends chromium >/dev/null

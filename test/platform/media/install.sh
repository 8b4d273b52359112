#!/usr/bin/env bash
# Installs bubblewrap where that can be done without asking, so that both boxes which ffmpeg may run in are tested. Debian.
set -euo pipefail

command -v bwrap >/dev/null && exit 0
command -v apt-get >/dev/null || exit 0
as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo -n); fi
{
  "${as_root[@]}" apt-get -qq update &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends bubblewrap
} >/dev/null 2>&1 || echo 'To test the box of bubblewrap, as root, please: apt-get install bubblewrap' >&2

#!/bin/sh
# Installs what the tests start themselves, from the system's packages, where that is possible without a question.
# Where it is not, nothing fails here: the tests that need a missing program skip and say so.
missing=""
for pair in nginx:nginx-light chromium:chromium unshare:util-linux ip:iproute2; do
  command -v "${pair%%:*}" >/dev/null 2>&1 || [ -x "/usr/sbin/${pair%%:*}" ] || missing="$missing ${pair#*:}"
done
fc-list ":lang=zh" 2>/dev/null | grep -q . || missing="$missing fontconfig fonts-noto-cjk"
[ -z "$missing" ] && exit 0
command -v apt-get >/dev/null 2>&1 || { echo "not installed here (no apt-get):$missing" >&2; exit 0; }
if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; else
  echo "not installed here (no root):$missing" >&2; exit 0
fi
echo "installing:$missing"
$as_root env DEBIAN_FRONTEND=noninteractive sh -c "apt-get -qq update && apt-get -qq install -y --no-install-recommends $missing" >/dev/null \
  || echo "could not install:$missing" >&2
exit 0

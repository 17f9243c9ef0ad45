#!/bin/sh
# Installs what the tests start themselves, from the system's packages, where that is possible without a question.
# Where it is not, nothing fails here: the tests that need a missing program skip and say so.
has() { command -v "$1" >/dev/null 2>&1 || [ -x "/usr/sbin/$1" ]; }
missing=""
has chromium || has google-chrome || missing="$missing chromium"
has unshare || missing="$missing util-linux"
has ip || missing="$missing iproute2"
has openssl || missing="$missing openssl"
has nginx || missing="$missing nginx-light"
has knotd && has keymgr || missing="$missing knot"
has unbound || missing="$missing unbound"
has nft || missing="$missing nftables"
has tayga || missing="$missing tayga"
fc-list ":lang=zh" 2>/dev/null | grep -q . || missing="$missing fontconfig fonts-noto-cjk"
[ -z "$missing" ] && exit 0
has apt-get || { echo "not installed here (no apt-get):$missing" >&2; exit 0; }
if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; else
  echo "not installed here (no root):$missing" >&2; exit 0
fi
echo "installing:$missing"
if [ ! -e /usr/sbin/policy-rc.d ]; then # name servers are wanted as programs, not as services of this machine
  trap '$as_root rm -f /usr/sbin/policy-rc.d' EXIT
  printf '#!/bin/sh\nexit 101\n' | $as_root tee /usr/sbin/policy-rc.d >/dev/null && $as_root chmod 755 /usr/sbin/policy-rc.d
fi
$as_root apt-get -qq update || true
for package in $missing; do
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$package" >/dev/null \
    || echo "could not install: $package" >&2
done
exit 0

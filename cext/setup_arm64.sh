#!/bin/sh
# What `make binary ARCH=arm64` needs on an x86-64 Debian 12: a cross compiler and qemu-user, installed through apt when root and
# named in one line otherwise; and Debian's arm64 development packages, unpacked into build/sysroot-arm64. They come through a
# private apt state: no architecture is added to the system, and no root is needed.
set -e
root=$(cd "$(dirname "$0")/.." && pwd)
sysroot=$root/build/sysroot-arm64
packages="libc6-dev linux-libc-dev libpython3.11-dev libexpat1-dev libssl-dev"

case $(uname -m) in aarch64|arm64) exit 0 ;; esac
missing=
command -v aarch64-linux-gnu-gcc >/dev/null 2>&1 || missing="$missing gcc-aarch64-linux-gnu"
command -v aarch64-linux-gnu-g++ >/dev/null 2>&1 || missing="$missing g++-aarch64-linux-gnu"
command -v qemu-aarch64 >/dev/null 2>&1 || command -v qemu-aarch64-static >/dev/null 2>&1 || missing="$missing qemu-user"
if [ -n "$missing" ]; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        echo "llrt: please install these first (Debian names):$missing" >&2
        exit 1
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

echo "$packages" | cmp -s - "$sysroot/packages" && exit 0
if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg-deb >/dev/null 2>&1; then
    echo "llrt: $sysroot is filled with apt-get and dpkg-deb of Debian 12, which are not here" >&2
    exit 1
fi
work=$root/build/sysroot-arm64.partial
rm -rf "$work"
mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial" "$work/debs" "$work/root"
: > "$work/apt/status"
apt() {
    apt-get -qq -o APT::Architecture=arm64 -o APT::Architectures::=arm64 -o APT::Sandbox::User= -o "Dir::State=$work/apt" \
        -o "Dir::State::status=$work/apt/status" -o "Dir::Cache=$work/apt/cache" "$@"
}
apt update
(cd "$work/debs" && apt download $packages) || {
    echo "llrt: this system's package sources lack one of: $packages (arm64; Debian 12 has them)" >&2
    exit 1
}
for deb in "$work"/debs/*.deb; do
    dpkg-deb -x "$deb" "$work/root"
    dpkg-deb -W --showformat='${Package} ${Version}\n' "$deb" >> "$work/root/versions"
done
echo "$packages" > "$work/root/packages"
rm -rf "$sysroot"
mv "$work/root" "$sysroot"
rm -rf "$work"

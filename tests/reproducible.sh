#!/bin/sh
# make reproducible: the native binary is built whole, twice, from two clones of what is committed, with other names of folders, umask,
# time zone, locale, home and temporary files, and must be the same to the last byte. The image by itself: tests/binary/test_reproducible.py.
# usage: sh tests/reproducible.sh FOLDER [PYTHON]     the clones are made in FOLDER and removed when they are the same
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$1"
work=$(cd "$1" && pwd)
python=${2:-python3}
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-1700000000}"

# Everything the other is not: no folder, no compiler cache, no environment is shared.
build() {
    git clone -q "$root" "$1"
    mkdir -p "$1.home" "$1.tmp"
    (cd "$1" && env -u CC -u CXX HOME="$1.home" TMPDIR="$1.tmp" make PYTHON="$python" binary)
}

rm -rf "$work/one" "$work/two words" "$work"/*.home "$work"/*.tmp
build "$work/one"
(
    umask 077
    export TZ=Asia/Tokyo LANG=tr_TR.UTF-8 MORE=of-it
    build "$work/two words"
)
for file in llrt.plain llrt; do
    if ! cmp "$work/one/build/binary/$file" "$work/two words/build/binary/$file"; then
        echo "reproducible: $file differs; both builds are left in $work" >&2
        exit 1
    fi
done
echo "reproducible: $(sha256sum < "$work/one/build/binary/llrt" | cut -d ' ' -f 1)"
rm -rf "$work/one" "$work/two words" "$work"/*.home "$work"/*.tmp

#!/bin/sh
# What the build needs from the system: Python >= 3.10 with venv and headers, a C and a C++ compiler. As root with apt it
# installs what is missing; otherwise it says in one line what to install.
python=${1:-python3}
missing=
command -v "${CC:-cc}" >/dev/null 2>&1 || missing="$missing gcc libc6-dev"
command -v "${CXX:-c++}" >/dev/null 2>&1 || missing="$missing g++"
if ! command -v "$python" >/dev/null 2>&1; then
    missing="$missing python3 python3-venv python3-dev"
else
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { echo "llrt: $python is $("$python" -V 2>&1), Python 3.10 or newer is needed (make PYTHON=python3.12 ...)" >&2; exit 1; }
    "$python" -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
    "$python" -c 'import os, sys, sysconfig; sys.exit(not os.path.exists(os.path.join(sysconfig.get_paths()["include"], "Python.h")))' || missing="$missing python3-dev"
fi
# Headers of OpenSSL 3, and its static libraries.
has_header() { command -v "${CC:-cc}" >/dev/null 2>&1 && echo "#include <$1>" | ${CC:-cc} -E - >/dev/null 2>&1; }
[ -n "$LLRT_OPENSSL" ] || [ "$(uname)" = Darwin ] || has_header openssl/evp.h || missing="$missing libssl-dev"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    exit $?
fi
echo "llrt: please install these first (Debian names):$missing" >&2
exit 1

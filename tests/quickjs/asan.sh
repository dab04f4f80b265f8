#!/bin/sh
# make asan: everything compiled with AddressSanitizer and UndefinedBehaviorSanitizer into build/asan, and the tests of the
# engine room (and of the other compiled rooms' Python tests) run on it; the C drivers of tests/quickjs/core too. Leak
# detection is left to our own counters: the interpreter itself never frees everything.
set -eu
python=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
export LLRT_SANITIZE=address,undefined LLRT_OUT="$root/build/asan"
rm -rf "$LLRT_OUT/llrt"
mkdir -p "$LLRT_OUT"
cp -R llrt "$LLRT_OUT/llrt"
rm -f "$LLRT_OUT"/llrt/*.so
preload="$(${CC:-cc} -print-file-name=libasan.so) $(${CC:-cc} -print-file-name=libubsan.so) $(${CC:-cc} -print-file-name=libstdc++.so)"
export ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1:handle_segv=1:detect_stack_use_after_return=0
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
"$python" -m cext.build
export PYTHONMALLOC=malloc
if [ -x tests/quickjs/core/run.sh ]; then tests/quickjs/core/run.sh; fi
cd "$LLRT_OUT"
LD_PRELOAD="$preload" exec "$python" -m pytest -q -p no:cacheprovider --rootdir "$root" -c "$root/pyproject.toml" "$root/tests/quickjs" ${PYTEST_ARGS:-}

#!/bin/sh
# make asan: everything compiled with AddressSanitizer and UndefinedBehaviorSanitizer into build/asan, and on it the tests of the
# engine room with its C programs, of the rooms whose C meets bytes from outside, and the fuzz tests (LLRT_TEST_FUZZ for more
# rounds). usage: sh tests/asan.sh PYTHON [TEST...]
# Leak detection at exit is left to counters of ours (tests/fuzz/test_nothing_leaks.py): the interpreter never frees everything.
set -eu
python=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
export LLRT_SANITIZE=address,undefined LLRT_OUT="$root/build/asan"
# A tree of its own, tests and all: what they import and start is the instrumented package, never that of this tree.
rm -rf "$LLRT_OUT/llrt" "$LLRT_OUT/tests"
mkdir -p "$LLRT_OUT"
cp -R llrt tests pyproject.toml "$LLRT_OUT"
rm -f "$LLRT_OUT"/llrt/*.so
for part in cext vendor examples build; do ln -sfn "$root/$part" "$LLRT_OUT/$part"; done
preload="$(${CC:-cc} -print-file-name=libasan.so) $(${CC:-cc} -print-file-name=libubsan.so) $(${CC:-cc} -print-file-name=libstdc++.so)"
# libstdc++ is linked statically: what its `new` gave is freed by the sanitizer's `delete`.
export ASAN_OPTIONS=alloc_dealloc_mismatch=0:detect_leaks=0:allocator_may_return_null=1:handle_segv=1:detect_stack_use_after_return=0
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
"$python" -m cext.build
cd "$LLRT_OUT"
export PYTHONMALLOC=malloc PYTHONPATH="$LLRT_OUT" LLRT_TEST_FORM=module
if [ $# = 0 ]; then
    set -- tests/quickjs tests/buffer tests/openssl tests/net tests/fuzz tests/builtins/buffer tests/builtins/crypto tests/builtins/fetch \
        tests/builtins/http tests/builtins/https tests/builtins/llrt tests/builtins/tls tests/builtins/zlib
fi
LD_PRELOAD="$preload" "$python" -c 'import llrt._quickjs as m; assert "asan" in m.__file__, m.__file__'
LD_PRELOAD="$preload" exec "$python" -m pytest -q -p no:cacheprovider "$@" ${PYTEST_ARGS:-}

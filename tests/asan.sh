#!/bin/sh
# make asan: everything compiled with AddressSanitizer and UndefinedBehaviorSanitizer into build/asan, and on it, part by part, the
# tests of whatever meets our C: the engine room with its C programs, every room of builtins, loop, network, modules, embedding,
# command line, Lambda runtime, and the fuzz tests (LLRT_TEST_FUZZ for more rounds). All parts run; a table at the end.
# usage: sh tests/asan.sh PYTHON [PART...]     a part: a file or folder of tests
# Leak detection at exit is left to counters of ours (tests/fuzz/test_nothing_leaks.py): the interpreter never frees everything.
set -eu
python=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
export LLRT_SANITIZE=address,undefined LLRT_OUT="$root/build/asan"
# A tree of its own, tests and all: what they import and start is the instrumented package, never that of this tree.
rm -rf "$LLRT_OUT/llrt" "$LLRT_OUT/tests" "$LLRT_OUT/reports"
mkdir -p "$LLRT_OUT/reports"
cp -R llrt tests pyproject.toml "$LLRT_OUT"
rm -f "$LLRT_OUT"/llrt/*.so
for part in cext docs vendor examples build; do ln -sfn "$root/$part" "$LLRT_OUT/$part"; done
preload="$(${CC:-cc} -print-file-name=libasan.so) $(${CC:-cc} -print-file-name=libubsan.so) $(${CC:-cc} -print-file-name=libstdc++.so)"
# libstdc++ is linked statically: what its `new` gave is freed by the sanitizer's `delete`.
# Reports go to files: a program whose failure a test expects, or whose stderr nobody reads, is seen as well.
reports=$LLRT_OUT/reports
options=detect_leaks=0:allocator_may_return_null=1:handle_segv=1:detect_stack_use_after_return=0:alloc_dealloc_mismatch=0
export ASAN_OPTIONS="$options:log_path=$reports/report" UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1:log_path=$reports/report"
"$python" -m cext.build
cd "$LLRT_OUT"
export PYTHONMALLOC=malloc PYTHONPATH="$LLRT_OUT" LLRT_TEST_FORM=module
export LLRT_TEST_TIMEOUT="${LLRT_TEST_TIMEOUT:-900}"
if [ $# = 0 ]; then
    set -- tests/quickjs tests/buffer tests/openssl tests/net tests/loop tests/modules tests/embedding tests/fuzz tests/cli \
        tests/lambda_runtime tests/builtins/*/
fi
LD_PRELOAD="$preload" "$python" -c 'import llrt._quickjs as m; assert "asan" in m.__file__, m.__file__'

# Files with a report of a sanitizer; UndefinedBehaviorSanitizer may write to stderr all the same, which is in a part's output.
reported() { grep -lsE 'ERROR: AddressSanitizer|runtime error:' "$reports"/report.* "$reports"/*.txt || true; }

# A part is counted as failed by what pytest says, and by a report that came while it ran.
summary=$reports/summary
: > "$summary"
failed=0
for part in "$@"; do
    echo "asan: $part"
    output=$reports/$(echo "${part%/}" | tr / -).txt
    before=$(reported | wc -l)
    began=$(date +%s)
    code=0
    LD_PRELOAD="$preload" "$python" -m pytest -q -p no:cacheprovider "$part" ${PYTEST_ARGS:-} > "$output" 2>&1 || code=$?
    seconds=$(($(date +%s) - began))
    found=$(($(reported | wc -l) - before))
    if [ $code = 5 ]; then code=0; fi  # a folder without a test of this form
    verdict=ok
    if [ $code != 0 ] || [ $found != 0 ]; then
        verdict=FAILED
        failed=1
        cat "$output"
    fi
    echo "$verdict $part: $(tail -1 "$output"); $found reports, $seconds s" | tee -a "$summary"
done
reported | while IFS= read -r report; do
    case $report in */report.*) cat "$report" ;; esac  # outputs of parts have been shown
done
echo "asan: all parts (outputs and reports are in build/asan/reports)"
cat "$summary"
exit $failed

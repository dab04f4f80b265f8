#!/bin/sh
# make demo: three example handlers answer three events in the Lambda emulator, then start-up beside Node's.
set -eu
llrt=${1:-llrt}
here=$(cd "$(dirname "$0")" && pwd)

invoke() {
    printf '\n\033[1m$ llrt lambda invoke %s --event %s\033[0m\n' "$2" "$3"
    (cd "$here/$1" && "$llrt" lambda invoke "$2" --event "$3")
}

case $llrt in
/*) ;;
*/*) llrt=$(pwd)/$llrt ;;
esac
invoke hello-api app.handler event.json
invoke sqs-batch app.handler event.json
invoke dynamodb-stream app.handler event.json

python=$(dirname "$llrt")/python
if [ -x "$python" ] && [ -e "$(dirname "$llrt")/node24" ]; then
    printf '\n\033[1mHow long a start takes\033[0m (whole processes, in turn)\n'
    "$python" "$here/../benchmarks/cold_start.py" --runs 10
fi

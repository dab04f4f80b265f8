#!/bin/sh
# What `make demo` runs: each example function on its event, as AWS Lambda would run it. Usage: demo.sh LLRT-COMMAND...
set -eu
cd "$(dirname "$0")"
llrt=${1:-llrt}
case $llrt in */*) llrt=$(cd "$OLDPWD" && cd "$(dirname "$llrt")" && pwd)/$(basename "$llrt") ;; esac

show() {
    printf '\n\033[1m%s\033[0m\n' "$1"
    printf '$ llrt lambda invoke app.handler --task-root examples/%s --event examples/%s/event.json\n' "$2" "$2"
    "$llrt" lambda invoke app.handler --task-root "$2" --event "$2/event.json"
}

show "An API Gateway request" hello-api
show "An SQS batch with one bad message" sqs-batch
show "A DynamoDB stream, CommonJS" dynamodb-stream

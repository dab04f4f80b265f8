"""The text of `llrt --help`."""

TEXT = """\
Usage: llrt [options] [ script.js | -e "script" | - ] [arguments]
       llrt lambda invoke|serve app.handler [options]

  -                           the script is on stdin
  --                          the end of options
  -e, --eval=SCRIPT           evaluate SCRIPT
  -p, --print [SCRIPT]        evaluate SCRIPT and print the result
  -c, --check                 check the syntax of the script without running it
  -r, --require=MODULE        load a CommonJS module first (repeatable)
      --import=MODULE         load an ES module first (repeatable)
  -C, --conditions=NAME       further condition for "exports" and "imports" (repeatable)
      --input-type=TYPE       module or commonjs, for --eval and stdin
      --env-file=FILE         set environment variables from FILE (repeatable)
      --env-file-if-exists=FILE
      --stack-trace-limit=N   frames in an error's stack
      --max-old-space-size=N  limit of the JavaScript heap in MiB
      --stack-size=N          limit of the JavaScript stack in KiB
      --unhandled-rejections=MODE   throw, strict, warn, none or warn-with-error-code
      --no-warnings, --trace-warnings, --trace-uncaught
      --abort-on-uncaught-exception   the program ends by SIGABRT, with a core file where the system writes one
      --disable-warning=CODE  a warning that is not shown, by code or type (repeatable)
      --redirect-warnings=FILE   warnings are appended to FILE
      --no-deprecation, --throw-deprecation, --trace-deprecation, --pending-deprecation
      --async-context-frame   how AsyncLocalStorage works anyway
      --enable-source-maps    stacks show the original files of source maps
      --expose-gc             the global function gc()
      --title=NAME            process.title
      --dns-result-order=ORDER   verbatim, ipv4first or ipv6first
      --max-http-header-size=N   bytes of an HTTP head (16384); --insecure-http-parser: what breaks HTTP is taken
      --use-env-proxy         HTTP_PROXY, HTTPS_PROXY and NO_PROXY are used, as with NODE_USE_ENV_PROXY=1
      --preserve-symlinks, --preserve-symlinks-main   links are not followed
      --no-experimental-require-module   require() of an ES module throws (--experimental-require-module: the default)
      --experimental-import-meta-resolve   import.meta.resolve() takes the URL of another module
  -v, --version               versions of llrt and of the Node release it follows
  -h, --help                  this text

Environment: NODE_OPTIONS (options from above), NODE_PATH, NO_COLOR, FORCE_COLOR, UV_THREADPOOL_SIZE,
LLRT_THREADPOOL_SIZE, LLRT_TRACEBACK.
With AWS_LAMBDA_RUNTIME_API and _HANDLER set and no arguments llrt is the runtime of a Lambda function.
"""

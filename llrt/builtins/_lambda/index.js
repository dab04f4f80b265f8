// The JS half of the Lambda runtime: init, one invocation after the other, what happens at errors and at an empty loop.
// Not here: the Runtime API (llrt/lambda_runtime in Python), loading the handler (_handler.js), the context (_context.js).
// Specification: AWS Lambda Runtime API 2018-06-01; behaviour as AWS's managed Node runtime.
import { loadBuiltin } from "native:engine";
import { onProcess } from "../process/_state.js";
import { makeContext } from "./_context.js";
import { InvalidStreamingOperation, JSONStringifyError, MalformedStreamingHandler, NodeJsExit, UnhandledPromiseRejection, causeOf, headerTypeOf, responseOf } from "./_errors.js";
import { highWaterMarkOf, isStreaming, loadHandler } from "./_handler.js";
import { logError, patchConsole, setLogContext } from "./_logging.js";

const INIT = 0;
const READY = 1;
const ENDING = 2;

const { parse, stringify } = JSON;

let ops;
let settings;
let handler;
let phase = INIT;
// The invocation whose handler has not come to an end: {id, promised, waiting, result, answered}; of a streaming one also
// {stream, settled: the handler is done, finished: all is written}.
let current;

// Called once by Python. `given`: next(), respond(id, json), fail(id, json, type, cause, exitCode), failInit(json, type,
// exitCode), exit(code), locate(handler) -> [url, propertyPath]; an exit code of -1 means: go on with the next event.
export function start(given, configuration) {
  ops = given;
  settings = configuration;
  patchConsole(settings.logFormat, settings.logLevel, settings.telemetry ? ops.writeFrame : undefined);
  onProcess("uncaughtException", onUncaughtException);
  onProcess("unhandledRejection", onUnhandledRejection);
  onProcess("beforeExit", onIdle);
  initialise();
}

// Ends the process from Python, with the 'exit' event.
export function exit(code) {
  loadBuiltin("node:internal/process/process").default.exit(code);
}

// A complaint of the Python half in the function's log.
export function complain(message) {
  logError("Runtime Error", new Error(message));
}

async function initialise() {
  try {
    handler = await loadHandler(ops, settings);
  } catch (error) {
    end("Uncaught Exception", error, 129);
    return;
  }
  if (phase === INIT) {
    phase = READY;
    ops.next();
  }
}

// Called by Python for each event; missing header fields are undefined.
export function invoke(id, deadline, arn, traceId, event, clientContext, identity, tenantId) {
  const invocation = { id, promised: false, waiting: false, result: undefined, answered: false, stream: undefined, settled: false, finished: false };
  current = invocation;
  setLogContext(id, tenantId);
  try {
    const context = makeContext(settings, { id, deadline, arn, traceId, clientContext, identity, tenantId });
    if (isStreaming(handler)) {
      invokeStreaming(invocation, parse(event), context);
      return;
    }
    addCompletions(context, invocation);
    const result = handler(parse(event), context, callbackOf(invocation, context));
    if (isThenable(result)) {
      invocation.promised = true;
      Promise.resolve(result).then(
        (value) => succeed(invocation, value),
        (error) => fail(invocation, error),
      );
    } else if (result !== undefined && handler.length < 3) {
      succeed(invocation, result);
    }
  } catch (error) {
    fail(invocation, error);
  }
}

// The handler writes its response; its promise says only that it is done.
function invokeStreaming(invocation, event, context) {
  const { ResponseStream } = loadBuiltin("node:internal/lambda/stream");
  const stream = new ResponseStream(ops, invocation.id, highWaterMarkOf(handler));
  invocation.stream = stream;
  invocation.promised = true;
  // Who listens himself hears of it too; nobody need to.
  stream.on("error", (error) => fail(invocation, error));
  stream.on("finish", () => {
    invocation.finished = true;
    if (invocation.settled) endStream(invocation);
  });
  const result = handler(event, stream, context);
  if (!isThenable(result)) throw new MalformedStreamingHandler("Streaming does not support non-async handlers.");
  Promise.resolve(result).then(
    () => {
      invocation.settled = true;
      if (invocation.finished) endStream(invocation);
    },
    (error) => fail(invocation, error),
  );
}

function endStream(invocation) {
  if (invocation.answered) return;
  close(invocation);
  ops.endStream(undefined, undefined, -1);
}

// Called by Python when the system has taken what the response stream wrote.
export function drained() {
  current?.stream?.drained();
}

function isThenable(value) {
  return value !== null && (typeof value === "object" || typeof value === "function") && typeof value.then === "function";
}

// context.succeed, fail and done of the first Lambda runtimes: they answer at once. The first call counts.
function addCompletions(context, invocation) {
  context.succeed = (value) => succeed(invocation, value);
  context.fail = (error) => fail(invocation, error ?? "handled");
  context.done = (error, value) => {
    if (error === undefined || error === null) succeed(invocation, value);
    else fail(invocation, error);
  };
}

// The third argument: answers when the loop is empty, unless context.callbackWaitsForEmptyEventLoop is false.
function callbackOf(invocation, context) {
  return (error, value) => {
    if (isDecided(invocation)) return;
    if (error !== undefined && error !== null) {
      fail(invocation, error);
    } else if (context.callbackWaitsForEmptyEventLoop) {
      invocation.waiting = true;
      invocation.result = value;
    } else {
      succeed(invocation, value);
    }
  };
}

// The first of return value, promise, callback and context.done counts.
function isDecided(invocation) {
  return invocation.answered || invocation.waiting;
}

function succeed(invocation, value) {
  if (!isDecided(invocation)) answer(invocation, value);
}

function fail(invocation, error) {
  if (!isDecided(invocation)) answerError(invocation, error);
}

function answer(invocation, value) {
  let text;
  try {
    text = stringify(value);
  } catch (cause) {
    answerError(invocation, new JSONStringifyError(cause));
    return;
  }
  close(invocation);
  // undefined, functions and symbols have no JSON.
  ops.respond(invocation.id, text === undefined ? "null" : text);
}

function answerError(invocation, error) {
  close(invocation);
  logError("Invoke Error", error);
  postError(invocation, error, -1);
}

function close(invocation) {
  invocation.answered = true;
  if (current === invocation) current = undefined;
}

function postError(invocation, error, exitCode) {
  const response = responseOf(error);
  const { stream } = invocation;
  stream?.destroy();
  if (stream?.begun) {
    const body = loadBuiltin("node:internal/buffer/buffer").Buffer.from(stringify(response)).toString("base64");
    ops.endStream(headerTypeOf(response.errorType), body, exitCode);
    return;
  }
  ops.fail(invocation.id, stringify(response), headerTypeOf(response.errorType), causeOf(error), exitCode);
}

// What nobody caught ends the process, after it was reported.
function end(label, error, exitCode) {
  logError(label, error);
  if (phase === ENDING) return;
  const initialising = phase === INIT;
  phase = ENDING;
  const invocation = current;
  if (invocation !== undefined) {
    close(invocation);
    postError(invocation, error, exitCode);
  } else if (initialising) {
    const response = responseOf(error);
    ops.failInit(stringify(response), headerTypeOf(response.errorType), exitCode);
  } else {
    ops.exit(exitCode);
  }
}

function onUncaughtException(error) {
  end("Uncaught Exception", error, 129);
}

function onUnhandledRejection(reason, promise) {
  end("Unhandled Promise Rejection", new UnhandledPromiseRejection(reason, promise), 128);
}

// The loop is empty: nothing but the handler's own answer is left to come.
function onIdle() {
  const invocation = current;
  if (invocation === undefined) {
    // Node's exit code for a top-level await that never settles.
    if (phase === INIT) end("Uncaught Exception", new NodeJsExit(), 13);
  } else if (invocation.waiting) {
    setImmediate(() => invocation.answered || answer(invocation, invocation.result));
  } else if (invocation.settled) {
    fail(invocation, new InvalidStreamingOperation("The handler is done, but its response stream was not ended."));
  } else if (invocation.promised) {
    fail(invocation, new NodeJsExit());
  } else {
    // A handler that neither returned anything nor called back.
    succeed(invocation, null);
  }
}

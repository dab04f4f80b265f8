// spawnSync, execSync, execFileSync: programs that run to their end while this one waits.
import * as native from "native:child_process";
import { codes, ErrnoException, genericNodeError } from "../_errors.js";
import { Buffer } from "../buffer/_buffer.js";
import {
  checkMaxBuffer, checkTimeout, killSignalOf, MAX_BUFFER, readExecArguments, readExecFileArguments, readSpawnArguments, signalName, signalNumber,
} from "./_options.js";
import { numbersOf, readStdio } from "./_stdio.js";

const { ERR_INVALID_ARG_TYPE } = codes;
const ETIMEDOUT = -110;
const ENOBUFS = -105;
const REASONS = [undefined, ETIMEDOUT, ENOBUFS];

function inputBytes(input, index, encoding) {
  if (input == null) return undefined;
  if (ArrayBuffer.isView(input)) return Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  if (typeof input === "string") return Buffer.from(input, encoding === "buffer" ? undefined : encoding);
  throw new ERR_INVALID_ARG_TYPE(`options.stdio[${index}]`, ["Buffer", "TypedArray", "DataView", "string"], input);
}

function decoded(output, encoding) {
  if (output === undefined || output === null) return null;
  const bytes = Buffer.from(output.buffer, output.byteOffset, output.byteLength);
  return encoding && encoding !== "buffer" ? bytes.toString(encoding) : bytes;
}

function describe(options, [pid, code, signal, reason, ...outputs]) {
  const failed = pid < 0 ? pid : REASONS[reason];
  const output = pid < 0 ? null : outputs.map((one, index) => (index === 0 ? null : decoded(one, options.encoding)));
  const result = {};
  if (failed !== undefined) {
    const error = new ErrnoException(failed, `spawnSync ${options.file}`);
    result.error = Object.assign(error, { path: options.file, spawnargs: options.args.slice(1) });
  }
  return Object.assign(result, {
    status: pid < 0 || signal ? null : code,
    signal: signal ? signalName(signal) : null,
    output,
    pid: Math.max(pid, 0),
    stdout: output?.[1],
    stderr: output?.[2],
  });
}

export function spawnSync(file, args, options) {
  options = { __proto__: null, maxBuffer: MAX_BUFFER, ...readSpawnArguments(file, args, options) };
  checkTimeout(options.timeout);
  checkMaxBuffer(options.maxBuffer);
  const killSignal = killSignalOf(options.killSignal) ?? signalNumber("SIGTERM");
  const entries = readStdio(options.stdio || "pipe", true);
  if (options.input) entries[0] = { kind: "pipe", input: options.input };
  const inputs = entries.map(({ input }, index) => inputBytes(input, index, options.encoding));
  const most = options.maxBuffer === Infinity || options.maxBuffer == null ? -1 : options.maxBuffer;
  const ids = [options.uid ?? -1, options.gid ?? -1, options.detached ? 1 : 0];
  return describe(options, native.runSync(options.file, options.args.map(String), options.envPairs, options.cwd || undefined, numbersOf(entries), ids,
    inputs, [options.timeout ?? 0, most, killSignal]));
}

function check(result, command) {
  if (result.error) throw Object.assign(result.error, result);
  if (result.status === 0) return result.stdout;
  const details = result.stderr?.length > 0 ? `\n${result.stderr}` : "";
  throw genericNodeError(`Command failed: ${command}${details}`, result);
}

// What a program says on stderr is shown unless the caller takes it.
function showErrors(result, options) {
  if (!options.stdio && result.stderr) process.stderr.write(result.stderr);
}

export function execFileSync(file, args, options) {
  ({ file, args, options } = readExecFileArguments(file, args, options));
  const result = spawnSync(file, args, options);
  showErrors(result, options);
  return check(result, [options.argv0 || file, ...args].join(" "));
}

export function execSync(command, options) {
  const read = readExecArguments(command, options, null);
  const result = spawnSync(read.file, read.options);
  showErrors(result, read.options);
  return check(result, command);
}

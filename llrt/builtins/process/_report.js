// process.report: what is known of this process, as JSON.  What Node says of its native stack, handles and heap spaces has no counterpart.
// Reference: nodejs.org/api/report.html
import { memoryUsage as engineMemory, loadBuiltin } from "native:engine";
import * as native from "native:process";
import { codes, notSupported } from "../_errors.js";
import { validateBoolean, validateObject, validateSignalName, validateString } from "../_validators.js";
import os from "../os/index.js";
import process from "./_process.js";
import { cpuUsage, resourceUsage } from "./_rare.js";

const { ERR_SYNTHETIC } = codes;
const REPORT_VERSION = 5;
const SECOND = 1e6;

const two = (number) => String(number).padStart(2, "0");

function header(event, trigger, filename, settings) {
  const now = new Date();
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return {
    reportVersion: REPORT_VERSION,
    event,
    trigger,
    filename,
    dumpEventTime: `${day}T${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}Z`,
    dumpEventTimeStamp: String(now.getTime()),
    processId: process.pid,
    threadId: 0,
    cwd: process.cwd(),
    commandLine: [process.argv0, ...process.execArgv, ...process.argv.slice(1)],
    nodejsVersion: process.version,
    wordSize: 64,
    arch: process.arch,
    platform: process.platform,
    componentVersions: { ...process.versions },
    release: { ...process.release },
    osName: os.type(),
    osRelease: os.release(),
    osVersion: os.version(),
    osMachine: os.machine(),
    cpus: os.cpus().map(({ model, speed, times }) => ({ model, speed, ...times })),
    ...(settings.excludeNetwork ? {} : { networkInterfaces: interfaces() }),
    host: os.hostname(),
  };
}

const interfaces = () => Object.entries(os.networkInterfaces()).flatMap(([name, list]) => list.map((one) => ({ name, ...one })));

function stackOf(error) {
  const [message, ...stack] = String(error.stack).split("\n");
  const errorProperties = Object.fromEntries(Object.keys(error).map((key) => [key, String(error[key])]));
  return { message, stack: stack.map((line) => line.trim()), errorProperties };
}

function heap() {
  const { mallocSize, mallocLimit, memoryUsedSize, binaryObjectSize } = engineMemory();
  return { totalMemory: mallocSize, usedMemory: memoryUsedSize, memoryLimit: mallocLimit, mallocedMemory: mallocSize, externalMemory: binaryObjectSize, heapSpaces: {} };
}

function resources() {
  const { user, system } = cpuUsage();
  const usage = resourceUsage();
  const percent = (time) => time / SECOND / Math.max(native.uptime(), Number.EPSILON) * 100;
  return {
    free_memory: os.freemem(),
    total_memory: os.totalmem(),
    rss: native.rss(),
    constrained_memory: native.memoryLimit(),
    available_memory: native.memoryAvailable(),
    userCpuSeconds: user / SECOND,
    kernelCpuSeconds: system / SECOND,
    cpuConsumptionPercent: percent(user + system),
    userCpuConsumptionPercent: percent(user),
    kernelCpuConsumptionPercent: percent(system),
    maxRss: usage.maxRSS * 1024,
    pageFaults: { IORequired: usage.majorPageFault, IONotRequired: usage.minorPageFault },
    fsActivity: { reads: usage.fsRead, writes: usage.fsWrite },
  };
}

const settings = {
  directory: "", filename: "", compact: false, excludeNetwork: false, signal: "SIGUSR2", reportOnFatalError: false, reportOnSignal: false,
  reportOnUncaughtException: false, excludeEnv: false,
};

function make(trigger, filename, error) {
  return {
    header: header("JavaScript API", trigger, filename, settings),
    javascriptStack: stackOf(error),
    javascriptHeap: heap(),
    nativeStack: [],
    resourceUsage: resources(),
    libuv: [],
    workers: [],
    ...(settings.excludeEnv ? {} : { environmentVariables: { ...process.env } }),
    userLimits: {},
    sharedObjects: [],
  };
}

const callstack = () => new ERR_SYNTHETIC();

let sequence = 0;
function defaultName() {
  const now = new Date();
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  return `report.${day}.${time}.${process.pid}.0.${String(++sequence).padStart(3, "0")}.json`;
}

export const report = {
  writeReport(file, err) {
    if (typeof file === "object" && file !== null) [file, err] = [undefined, file];
    else if (file !== undefined) validateString(file, "file");
    if (err === undefined) err = callstack();
    else validateObject(err, "err");
    const name = file || settings.filename || defaultName();
    const text = JSON.stringify(make("API", name, err), null, settings.compact ? undefined : 2);
    if (name === "stdout" || name === "stderr") process[name].write(`${text}\n`);
    else loadBuiltin("node:fs").writeFileSync(settings.directory === "" ? name : `${settings.directory}/${name}`, `${text}\n`);
    return name;
  },

  getReport(err) {
    if (err === undefined) err = callstack();
    else validateObject(err, "err");
    return JSON.parse(JSON.stringify(make("GetReport", null, err)));
  },
};

function setting(name, validate, what) {
  Object.defineProperty(report, name, {
    get: () => settings[name],
    set(value) {
      validate(value, what);
      // Nothing writes a report by itself.
      if (value === true && name.startsWith("reportOn")) throw notSupported(`process.report.${name}`);
      settings[name] = value;
    },
    enumerable: true,
    configurable: true,
  });
}
setting("directory", validateString, "directory");
setting("filename", validateString, "filename");
setting("compact", validateBoolean, "compact");
setting("excludeNetwork", validateBoolean, "excludeNetwork");
setting("signal", validateSignalName, "signal");
for (const name of ["reportOnFatalError", "reportOnSignal", "reportOnUncaughtException"]) setting(name, validateBoolean, "trigger");
setting("excludeEnv", validateBoolean, "excludeEnv");

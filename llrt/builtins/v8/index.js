// node:v8: serialization in V8's wire format, statistics of the heap, and of the rest what an engine that is not V8 can do.
// Follows https://nodejs.org/docs/latest-v24.x/api/v8.html
import { gc, loadBuiltin, queryObjects as objectsOf } from "native:engine";
import { codes } from "../_errors.js";
import { missing } from "../_missing.js";
import { validateFunction, validateObject, validateString, validateUint32 } from "../_validators.js";
import { getCppHeapStatistics, getHeapCodeStatistics, getHeapSpaceStatistics, getHeapStatistics } from "./_heap.js";
import { GCProfiler } from "./_profiler.js";
import { promiseHooks } from "./_promise_hooks.js";
import { DefaultDeserializer, DefaultSerializer, deserialize, Deserializer, serialize, Serializer } from "./_serdes.js";

function cachedDataVersionTag() {
  return loadBuiltin("node:internal/v8/flags").versionTag();
}

function setFlagsFromString(flags) {
  validateString(flags, "flags");
  loadBuiltin("node:internal/v8/flags").setFlags(flags);
}

// Without NODE_V8_COVERAGE there is nothing to take or to stop, in Node too.
function takeCoverage() {}
function stopCoverage() {}

let warned = false;

function queryObjects(ctor, options = { __proto__: null }) {
  validateFunction(ctor, "constructor");
  validateObject(options, "options");
  const { format = "count" } = options;
  if (format !== "count" && format !== "summary") throw new codes.ERR_INVALID_ARG_VALUE("options.format", format);
  if (!warned) {
    warned = true;
    loadBuiltin("node:internal/process/warning").emitProcessWarning(
      "v8.queryObjects() is an experimental feature and might change at any time", "ExperimentalWarning");
  }
  gc();
  const found = objectsOf(ctor.prototype);
  if (format === "count") return found.length;
  const { inspect } = loadBuiltin("node:internal/util/inspect");
  return found.map((object) => inspect(object, { depth: 0 }));
}

function isStringOneByteRepresentation(content) {
  validateString(content, "content");
  for (let i = 0; i < content.length; i++) {
    if (content.charCodeAt(i) > 0xff) return false;
  }
  return true;
}

function setHeapSnapshotNearHeapLimit(limit) {
  validateUint32(limit, "limit", true);
  functions.setHeapSnapshotNearHeapLimit(limit);
}

const notBuilding = (name) => ({
  [name]() {
    throw new codes.ERR_NOT_BUILDING_SNAPSHOT();
  },
})[name];

const startupSnapshot = {
  addDeserializeCallback: notBuilding("addDeserializeCallback"),
  addSerializeCallback: notBuilding("addSerializeCallback"),
  setDeserializeMainFunction: notBuilding("setDeserializeMainFunction"),
  isBuildingSnapshot() {
    return false;
  },
};

const { functions: define } = missing("v8");
const functions = define("getHeapSnapshot/1 writeHeapSnapshot/2 setHeapSnapshotNearHeapLimit/1 startCpuProfile/0");
const { getHeapSnapshot, startCpuProfile, writeHeapSnapshot } = functions;

export {
  cachedDataVersionTag, DefaultDeserializer, DefaultSerializer, deserialize, Deserializer, GCProfiler, getCppHeapStatistics,
  getHeapCodeStatistics, getHeapSnapshot, getHeapSpaceStatistics, getHeapStatistics, isStringOneByteRepresentation,
  promiseHooks, queryObjects, serialize, Serializer, setFlagsFromString, setHeapSnapshotNearHeapLimit, startCpuProfile,
  startupSnapshot, stopCoverage, takeCoverage, writeHeapSnapshot,
};
export default {
  cachedDataVersionTag, getHeapSnapshot, getHeapStatistics, getHeapSpaceStatistics, getHeapCodeStatistics,
  getCppHeapStatistics, setFlagsFromString, Serializer, Deserializer, DefaultSerializer, DefaultDeserializer, deserialize,
  takeCoverage, stopCoverage, serialize, writeHeapSnapshot, promiseHooks, queryObjects, startupSnapshot,
  setHeapSnapshotNearHeapLimit, GCProfiler, isStringOneByteRepresentation, startCpuProfile,
};

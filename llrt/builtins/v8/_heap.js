// What there is to say about the engine's memory, in the fields of V8's statistics.
import { memoryUsage } from "native:engine";
import { memory } from "native:v8";

const SPACES = [
  "read_only_space", "new_space", "old_space", "code_space", "shared_space", "trusted_space", "shared_trusted_space",
  "new_large_object_space", "large_object_space", "code_large_object_space", "shared_large_object_space",
  "shared_trusted_large_object_space", "trusted_large_object_space",
];

let peak = 0;

function figures() {
  const usage = memoryUsage();
  const [resident, limit] = memory();
  const total = Math.max(usage.mallocSize, usage.memoryUsedSize);
  peak = Math.max(peak, usage.mallocSize);
  return { usage, total, resident, limit: usage.mallocLimit > 0 ? Math.min(usage.mallocLimit, limit) : limit };
}

export function getHeapStatistics() {
  const { usage, total, limit } = figures();
  return {
    total_heap_size: total,
    total_heap_size_executable: 0,
    total_physical_size: total,
    total_available_size: Math.max(0, limit - usage.memoryUsedSize),
    used_heap_size: usage.memoryUsedSize,
    heap_size_limit: limit,
    malloced_memory: usage.mallocSize,
    peak_malloced_memory: peak,
    does_zap_garbage: 0,
    number_of_native_contexts: 1 + usage.realmCount,
    number_of_detached_contexts: 0,
    total_global_handles_size: 0,
    used_global_handles_size: 0,
    external_memory: usage.binaryObjectSize,
  };
}

// The engine has one heap: it is shown as the old space.
export function getHeapSpaceStatistics() {
  const { usage, total } = figures();
  return SPACES.map((space_name) => {
    const own = space_name === "old_space";
    return {
      space_name,
      space_size: own ? total : 0,
      space_used_size: own ? usage.memoryUsedSize : 0,
      space_available_size: own ? total - usage.memoryUsedSize : 0,
      physical_space_size: own ? total : 0,
    };
  });
}

export function getHeapCodeStatistics() {
  return {
    code_and_metadata_size: 0,
    bytecode_and_metadata_size: memoryUsage().functionSize,
    external_script_source_size: 0,
    cpu_profiler_metadata_size: 0,
  };
}

export function getCppHeapStatistics(type = "detailed") {
  return {
    committed_size_bytes: 0, resident_size_bytes: 0, used_size_bytes: 0, space_statistics: [], type_names: [], detail_level: type,
  };
}

// llrt:qjs: what the engine has allocated, under QuickJS's names.  LLRT's own module.
import { memoryUsage } from "native:engine";

const NAMES = {
  malloc_size: "mallocSize", malloc_limit: "mallocLimit", memory_used_size: "memoryUsedSize", malloc_count: "mallocCount",
  memory_used_count: "memoryUsedCount", atom_count: "atomCount", atom_size: "atomSize", str_count: "stringCount", str_size: "stringSize",
  obj_count: "objectCount", obj_size: "objectSize", prop_count: "propertyCount", prop_size: "propertySize", shape_count: "shapeCount",
  shape_size: "shapeSize", js_func_count: "functionCount", js_func_size: "functionSize", js_func_code_size: "functionCodeSize",
  js_func_pc2line_count: "functionLineCount", js_func_pc2line_size: "functionLineSize", c_func_count: "nativeFunctionCount",
  array_count: "arrayCount", fast_array_count: "fastArrayCount", fast_array_elements: "fastArrayElements",
  binary_object_count: "binaryObjectCount", binary_object_size: "binaryObjectSize",
};

export function ComputeMemoryUsage() {
  const usage = memoryUsage();
  return Object.fromEntries(Object.entries(NAMES).map(([name, key]) => [name, usage[key]]));
}

export default { ComputeMemoryUsage };

/** Bytes (`*_size`) and numbers of what the engine holds; `malloc_limit` is -1 or 0 without a limit. */
export function ComputeMemoryUsage(): Record<
  | "malloc_size" | "malloc_limit" | "memory_used_size" | "malloc_count" | "memory_used_count" | "atom_count" | "atom_size" | "str_count"
  | "str_size" | "obj_count" | "obj_size" | "prop_count" | "prop_size" | "shape_count" | "shape_size" | "js_func_count" | "js_func_size"
  | "js_func_code_size" | "js_func_pc2line_count" | "js_func_pc2line_size" | "c_func_count" | "array_count" | "fast_array_count"
  | "fast_array_elements" | "binary_object_count" | "binary_object_size", number>;

// The first JavaScript of every Environment: globals as lazy accessors, the tick queue, the rejection hook. What every
// program pays for is here; everything else is loaded at first touch. Not here: anything a program may not need.
import "./task_queues.js";
import { defineGlobals } from "./globals.js";
import { options } from "native:boot";
import { loadBuiltin } from "native:engine";

defineGlobals(globalThis, options.profile);

if (options.sourceMaps) loadBuiltin("node:internal/module/source_maps");

const limit = options.stackTraceLimit;
if (limit !== undefined) {
  Error.stackTraceLimit = limit;
}

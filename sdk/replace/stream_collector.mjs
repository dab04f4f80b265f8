// streamCollector: a body of ours that nobody reads yet is taken whole; any other stream is the original's business.
import { streamCollector as original } from "modules:@smithy/core/dist-es/submodules/serde/util-stream/stream-collector.js";

export const COLLECT = Symbol("llrt.collect");

export const streamCollector = (stream) => stream?.[COLLECT]?.() ?? original(stream);

// The global fetch: not there yet, so every call rejects.  Specification: fetch.spec.whatwg.org
import { missing } from "../_missing.js";

export const { fetch } = missing("globalThis").promises("fetch/1");

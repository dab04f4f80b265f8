globalThis.throwsEsm = (globalThis.throwsEsm ?? 0) + 1;
throw new Error("from throws.mjs");

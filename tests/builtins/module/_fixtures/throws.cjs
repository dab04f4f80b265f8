globalThis.throwsCount = (globalThis.throwsCount ?? 0) + 1;
throw new Error("from throws.cjs");

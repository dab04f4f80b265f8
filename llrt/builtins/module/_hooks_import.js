// registerHooks() as `import` sees it: Python's loader asks here for the URL and the source of each module. Flat values cross
// the border: attributes as [name, value, ...], a result as an array. Loaded with _hooks.js.
import * as native from "native:module";
import { codes } from "../_errors.js";

function fromPairs(pairs) {
  const attributes = { __proto__: null };
  for (let i = 0; i < pairs.length; i += 2) attributes[pairs[i]] = pairs[i + 1];
  return attributes;
}

const toPairs = (attributes) => Object.entries(attributes).flat();

function lastResolve(specifier, context) {
  const { conditions, parentURL } = context;
  const bare = !/^(\.?\.?\/|[a-z][a-z\d+.-]*:)/i.test(specifier);
  if (bare && conditions !== undefined && !Array.isArray(conditions)) {
    throw new codes.ERR_INVALID_ARG_VALUE("conditions", conditions, "expected an array");
  }
  const [url, format] = native.defaultResolve(`${specifier}`, parentURL, Array.isArray(conditions) ? conditions : undefined);
  return { __proto__: null, url, format: url === specifier && url.startsWith("node:") ? undefined : format };
}

function lastLoad(url, context) {
  if (typeof url !== "string" || !URL.canParse(url)) throw new codes.ERR_INVALID_URL(`${url}`);
  const { importAttributes } = context;
  const [format, source] = native.defaultLoad(url, context.format, toPairs(importAttributes ?? {}));
  return { format, responseURL: url, source: source === undefined ? null : Buffer.from(source.buffer, source.byteOffset, source.byteLength) };
}

export function connect(resolveWith, loadWith) {
  const resolve = (specifier, parentURL, pairs) =>
    resolveWith(lastResolve, specifier, parentURL, fromPairs(pairs), native.conditions(false));

  return {
    // [url, format, attributes]
    resolveImport(specifier, parentURL, pairs) {
      const { url, format, importAttributes } = resolve(specifier, parentURL, pairs);
      if (!URL.canParse(url)) throw new codes.ERR_INVALID_URL(url);
      return [url, format ?? undefined, importAttributes ? toPairs(importAttributes) : pairs];
    },

    // [format, source]; the source is a string, bytes or undefined
    loadImport(url, format, pairs) {
      const { format: found, source } = loadWith(lastLoad, url, format, fromPairs(pairs), native.conditions(false));
      const bytes = source === null || source === undefined || typeof source === "string" ? source ?? undefined : view(source);
      return [found ?? undefined, bytes];
    },

    resolveMeta(specifier, parentURL) {
      try {
        return resolve(specifier, parentURL, []).url;
      } catch (error) {
        if (error?.code === "ERR_MODULE_NOT_FOUND" || error?.code === "ERR_UNSUPPORTED_DIR_IMPORT") return error.url;
        throw error;
      }
    },
  };
}

export function view(source) {
  return ArrayBuffer.isView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : new Uint8Array(source);
}

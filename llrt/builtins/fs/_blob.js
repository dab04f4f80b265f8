// fs.openAsBlob: a file as a Blob, whose content is read when the Blob is. A file that was changed since cannot be read any more.
// Reference: https://nodejs.org/api/fs.html#fsopenasblobpath-options
import { loadBuiltin } from "native:engine";
import { validateObject, validateString } from "../_validators.js";
import { fileBlob } from "../buffer/_blob.js";
import { validPath } from "./_paths.js";

function notReadable() {
  const { DOMException } = loadBuiltin("node:internal/web/dom_exception");
  return new DOMException("The blob could not be read", "NotReadableError");
}

// What a Blob reads from (buffer/_blob_content.js).
class BlobFile {
  constructor(path, { size, mtimeNs }) {
    this.path = path;
    this.size = Number(size);
    this.mtimeNs = mtimeNs;
  }

  async read(offset, length) {
    const { open } = loadBuiltin("node:fs/promises");
    let handle;
    try {
      handle = await open(this.path, "r");
    } catch {
      throw notReadable();
    }
    try {
      const { size, mtimeNs } = await handle.stat({ bigint: true });
      if (Number(size) !== this.size || mtimeNs !== this.mtimeNs) throw notReadable();
      const bytes = new Uint8Array(length);
      let at = 0;
      while (at < length) {
        const { bytesRead } = await handle.read(bytes, at, length - at, offset + at);
        if (bytesRead === 0) throw notReadable();
        at += bytesRead;
      }
      return bytes;
    } finally {
      await handle.close();
    }
  }
}

export function openAsBlob(path, options = {}) {
  validateObject(options, "options");
  const type = options.type || "";
  validateString(type, "options.type");
  const name = validPath(path);
  let stats;
  try {
    stats = loadBuiltin("node:fs").statSync(name, { bigint: true });
  } catch {
    stats = undefined;
  }
  // Node makes this error in C++: the code is not in the first line of the stack.
  if (stats === undefined) throw Object.assign(new TypeError("Unable to open file as blob"), { code: "ERR_INVALID_ARG_VALUE" });
  return Promise.resolve(fileBlob(new BlobFile(name, stats), type));
}

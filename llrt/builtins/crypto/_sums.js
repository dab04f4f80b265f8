// LLRT's own Crc32 and Crc32c, loaded when they are read: CRC-32 is zlib's, whose room is large.
import { crc32c } from "native:crypto";
import { crc32 } from "native:zlib";
import { source } from "./_classes.js";

function sumClass(name, sum) {
  return { [name]: class {
    #value = 0;

    update(data) {
      this.#value = sum(source(data, "data"), this.#value);
      return this;
    }

    // The unsigned 32-bit number.
    digest() { return this.#value; }

    reset() { this.#value = 0; }
  } }[name];
}

export const Crc32 = sumClass("Crc32", crc32);
export const Crc32c = sumClass("Crc32c", crc32c);

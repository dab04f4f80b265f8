// fromHex, toHex: over Buffer, with the refusals of the original.
export function fromHex(encoded) {
  if (encoded.length % 2 !== 0) throw new Error("Hex encoded strings must have an even number length");
  const bytes = Buffer.from(encoded, "hex");
  if (bytes.length * 2 !== encoded.length) {
    const at = bytes.length * 2;
    throw new Error(`Cannot decode unrecognized sequence ${encoded.slice(at, at + 2).toLowerCase()} as hexadecimal`);
  }
  return new Uint8Array(bytes);
}

export function toHex(bytes) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}

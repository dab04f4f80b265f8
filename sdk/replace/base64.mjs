// fromBase64: strict as the original, whose regular expression walks over every character of a text that may be megabytes long.
const wrong = (message) => new TypeError(message);

export function fromBase64(input) {
  const { length } = input;
  if ((length * 3) % 4 !== 0) throw wrong("Incorrect padding on base64 string.");
  const padding = input.endsWith("==") ? 2 : input.endsWith("=") ? 1 : 0;
  const bytes = Buffer.from(input, "base64");
  // Buffer takes the alphabet of URLs too, and stops at or skips what is in neither.
  if (bytes.length !== (length / 4) * 3 - padding || input.includes("-") || input.includes("_")) {
    throw wrong("Invalid base64 string.");
  }
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

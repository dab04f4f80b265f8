// The wrong and the unusual input of decode(), for each kind of decoder.
const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-2", "shift_jis", "gb18030", "x-user-defined", "iso-8859-8-i"];

function attempt(encoding, input, options) {
  try {
    console.log(encoding, new TextDecoder(encoding).decode(input, options).length);
  } catch (error) {
    console.log(encoding, error.name, error.code, error.message);
  }
}

for (const encoding of ENCODINGS) {
  for (const input of [5, null, {}, [1], "text", Symbol.iterator, 5n, new SharedArrayBuffer(2), new DataView(new ArrayBuffer(4), 1, 2), new Float64Array(2)]) {
    attempt(encoding, input);
    attempt(encoding, input, { stream: true });
  }
}

// emitKeypressEvents(): 'keypress' events of a stream, while somebody listens for them.
import { StringDecoder } from "../string_decoder/index.js";
import { clearTimeout, setTimeout } from "../timers/index.js";
import { lengthAt } from "./_characters.js";
import { ESCAPE, emitKeys } from "./_keys.js";

const kKeys = Symbol("escape-decoder");
const kDecoder = Symbol("keypress-decoder");
// Whether a keypress came alone: what is pasted is no wish for completion.
export const kSawKeyPress = Symbol("_sawKeyPress");
// How long the terminal may take for the rest of an escape sequence, in ms.
const ESCAPE_TIMEOUT = 500;

export function emitKeypressEvents(stream, iface = {}) {
  if (stream[kDecoder]) return;
  stream[kDecoder] = new StringDecoder("utf8");
  stream[kKeys] = emitKeys(stream);
  stream[kKeys].next();
  const timeout = iface.escapeCodeTimeout ?? ESCAPE_TIMEOUT;
  let timer;
  const onTimeout = () => stream[kKeys].next("");
  function onData(input) {
    if (stream.listenerCount("keypress") === 0) {
      stream.removeListener("data", onData);
      stream.on("newListener", onNewListener);
      return;
    }
    const text = stream[kDecoder].write(input);
    if (!text) return;
    clearTimeout(timer);
    iface[kSawKeyPress] = lengthAt(text, 0) === text.length;
    iface.isCompletionEnabled = false;
    let length = 0;
    for (const character of text) {
      length += character.length;
      if (length === text.length) iface.isCompletionEnabled = true;
      try {
        stream[kKeys].next(character);
        if (length === text.length && character === ESCAPE) timer = setTimeout(onTimeout, timeout);
      } catch (error) {
        // A listener threw, which ended the generator.
        stream[kKeys] = emitKeys(stream);
        stream[kKeys].next();
        throw error;
      }
    }
  }
  function onNewListener(type) {
    if (type !== "keypress") return;
    stream.on("data", onData);
    stream.removeListener("newListener", onNewListener);
  }
  if (stream.listenerCount("keypress") > 0) stream.on("data", onData);
  else stream.on("newListener", onNewListener);
}

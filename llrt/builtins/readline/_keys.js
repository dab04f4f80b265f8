// The keys behind what a terminal sends: characters in, 'keypress' events out. Sequences of xterm, rxvt, putty, the Linux console and
// Cygwin. Follows https://nodejs.org/docs/latest-v24.x/api/readline.html#readlineemitkeypresseventsstream-interface
import { lengthAt } from "./_characters.js";

export const ESCAPE = "\x1b";

// What follows "ESC [" or "ESC O" -> key. Names joined by a space share a key: shifted and with control as rxvt sends them.
const NAMES = {
  __proto__: null,
  "[P": "f1", "[Q": "f2", "[R": "f3", "[S": "f4", OP: "f1", OQ: "f2", OR: "f3", OS: "f4",
  "[11~": "f1", "[12~": "f2", "[13~": "f3", "[14~": "f4", "[200~": "paste-start", "[201~": "paste-end",
  "[[A": "f1", "[[B": "f2", "[[C": "f3", "[[D": "f4", "[[E": "f5",
  "[15~": "f5", "[17~": "f6", "[18~": "f7", "[19~": "f8", "[20~": "f9", "[21~": "f10", "[23~": "f11", "[24~": "f12",
  "[A": "up", "[B": "down", "[C": "right", "[D": "left", "[E": "clear", "[F": "end", "[H": "home",
  OA: "up", OB: "down", OC: "right", OD: "left", OE: "clear", OF: "end", OH: "home",
  "[1~": "home", "[2~": "insert", "[3~": "delete", "[4~": "end", "[5~": "pageup", "[6~": "pagedown",
  "[[5~": "pageup", "[[6~": "pagedown", "[7~": "home", "[8~": "end",
};
const SHIFTED = { __proto__: null, "[a": "up", "[b": "down", "[c": "right", "[d": "left", "[e": "clear", "[2$": "insert", "[3$": "delete",
  "[5$": "pageup", "[6$": "pagedown", "[7$": "home", "[8$": "end", "[Z": "tab" };
const WITH_CONTROL = { __proto__: null, Oa: "up", Ob: "down", Oc: "right", Od: "left", Oe: "clear", "[2^": "insert", "[3^": "delete",
  "[5^": "pageup", "[6^": "pagedown", "[7^": "home", "[8^": "end" };

const isDigit = (character) => character >= "0" && character <= "9";
const CONTROL = 4;
const META = 8 | 2;
const SHIFT = 1;

// A generator that is given one character at a time; "" means that nothing follows an escape.
export function* emitKeys(stream) {
  for (;;) {
    const key = { sequence: "", name: undefined, ctrl: false, meta: false, shift: false };
    let character = yield;
    let sequence = character;
    let escaped = false;
    if (character === ESCAPE) {
      escaped = true;
      sequence += character = yield;
      if (character === ESCAPE) sequence += character = yield;
    }
    if (escaped && (character === "O" || character === "[")) sequence = yield* sequenceKey(key, character, sequence);
    else plainKey(key, character, escaped);
    key.sequence = sequence;
    if (sequence.length !== 0 && (key.name !== undefined || escaped)) {
      stream.emit("keypress", escaped ? undefined : sequence, key);
    } else if (lengthAt(sequence, 0) === sequence.length) {
      stream.emit("keypress", sequence, key);
    }
  }
}

// ESC O letter; ESC O modifier letter; ESC [ letter; ESC [ number [; modifier] ~; ESC [ [ letter; ESC [ 1 ; modifier letter
function* sequenceKey(key, kind, sequence) {
  let code = kind;
  let modifier = 0;
  let character = yield;
  sequence += character;
  if (kind === "O") {
    if (isDigit(character)) {
      modifier = Number(character) - 1;
      sequence += character = yield;
    }
    code += character;
  } else {
    if (character === "[") {
      code += character;
      sequence += character = yield;
    }
    const start = sequence.length - 1;
    for (let digits = 0; digits < 3 && isDigit(character); digits++) sequence += character = yield;
    if (character === ";") {
      sequence += character = yield;
      if (isDigit(character)) sequence += character = yield;
    }
    [code, modifier] = commandOf(sequence.slice(start), code);
  }
  key.ctrl = Boolean(modifier & CONTROL);
  key.meta = Boolean(modifier & META);
  key.shift = Boolean(modifier & SHIFT);
  key.code = code;
  key.name = NAMES[code] ?? SHIFTED[code] ?? WITH_CONTROL[code] ?? "undefined";
  if (code in SHIFTED) key.shift = true;
  if (code in WITH_CONTROL) key.ctrl = true;
  return sequence;
}

function commandOf(command, code) {
  let match = /^(?:(\d\d?)(?:;(\d))?([~^$])|(\d{3}~))$/.exec(command);
  if (match) return match[4] ? [code + match[4], 0] : [code + match[1] + match[3], (match[2] || 1) - 1];
  match = /^((\d;)?(\d))?([A-Za-z])$/.exec(command);
  if (match) return [code + match[4], (match[3] || 1) - 1];
  return [code + command, 0];
}

const SINGLE = { __proto__: null, "\r": "return", "\n": "enter", "\t": "tab", "\b": "backspace", "\x7f": "backspace", [ESCAPE]: "escape", " ": "space" };

function plainKey(key, character, escaped) {
  if (character in SINGLE) {
    key.name = SINGLE[character];
    key.meta = escaped;
  } else if (!escaped && character <= "\x1a") {
    key.name = String.fromCharCode(character.charCodeAt(0) + 96);
    key.ctrl = true;
  } else if (/^[0-9A-Za-z]$/.test(character)) {
    key.name = character.toLowerCase();
    key.shift = /^[A-Z]$/.test(character);
    key.meta = escaped;
  } else if (escaped) {
    key.name = character.length > 0 ? undefined : "escape";
    key.meta = true;
  }
}

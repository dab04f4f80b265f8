// How many code units the character before or at a place has, for moving and deleting; the ends of lines.

export function lengthBefore(text, at) {
  if (at <= 0) return 0;
  const isPair = (at > 1 && text.codePointAt(at - 2) >= 0x10000) || text.codePointAt(at - 1) >= 0x10000;
  return isPair ? 2 : 1;
}

// Past the end: 1, so that moving right there asks for more.
export function lengthAt(text, at) {
  return text.length > at && text.codePointAt(at) >= 0x10000 ? 2 : 1;
}

export const lineEnds = () => /\r?\n|\r(?!\n)|\u2028|\u2029/g;

export function commonPrefix(strings) {
  if (strings.length === 0) return "";
  const sorted = strings.length === 1 ? strings : strings.toSorted();
  const [first] = sorted;
  const last = sorted.at(-1);
  let length = 0;
  while (length < first.length && first[length] === last[length]) length++;
  return first.slice(0, length);
}

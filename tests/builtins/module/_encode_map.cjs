// A source map's mappings from segments: [generated line, column, source, line, column, name]; and generated files that carry one.
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function number(value) {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = "";
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS[digit | (rest > 0 ? 32 : 0)];
  } while (rest > 0);
  return text;
}

exports.mappings = (segments) => {
  let text = "";
  let last = [0, 0, 0, 0, 0, 0];
  for (const segment of segments) {
    if (segment[0] > last[0]) {
      text += ";".repeat(segment[0] - last[0]);
      last[1] = 0;
    } else if (text !== "") {
      text += ",";
    }
    text += segment.slice(1).map((value, i) => number(value - last[i + 1])).join("");
    last = [...segment, ...last.slice(segment.length)];
  }
  return text;
};

exports.inline = (map) => `//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString("base64")}`;

// The named references that `htmlEntities: true` adds, those of fast-xml-parser.
const COMMON = {
  nbsp: "\u00a0", copy: "©", reg: "®", trade: "™", mdash: "—", ndash: "–", hellip: "…", laquo: "«", raquo: "»", lsquo: "‘", rsquo: "’",
  ldquo: "“", rdquo: "”", bull: "•", para: "¶", sect: "§", deg: "°", frac12: "½", frac14: "¼", frac34: "¾",
};

const CURRENCIES = {
  cent: "¢", pound: "£", curren: "¤", yen: "¥", euro: "€", dollar: "$", fnof: "ƒ", inr: "₹", af: "؋", birr: "ብር", peso: "₱", rub: "₽",
  won: "₩", yuan: "¥", cedil: "¸",
};

const HTML = { ...COMMON, ...CURRENCIES };

// "name NUL value NUL ...", as the op takes them.
export const listOf = (entities, html) =>
  Object.entries(html ? { ...HTML, ...entities } : entities).map(([name, value]) => `${name}\0${value}\0`).join("");

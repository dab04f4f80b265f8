// Without Intl nothing is silently wrong: what needs locale data throws and says so.
const refused = {
  "text beyond ASCII": () => "ä".localeCompare("z"),
  "a Danish comparison": () => "a".localeCompare("b", "da"),
  "no locale": () => "a".localeCompare("b", 5),
  "a numeric comparison": () => "a10".localeCompare("a2", undefined, { numeric: true }),
  "Turkish capitals": () => "i".toLocaleUpperCase("tr"),
  "German numbers": () => (1234.5).toLocaleString("de-DE"),
  "currencies": () => (5).toLocaleString("en-US", { style: "currency", currency: "USD" }),
  "time zones": () => new Date(0).toLocaleString("en-US", { timeZone: "UTC" }),
  "long dates": () => new Date(0).toLocaleDateString(undefined, { dateStyle: "long" }),
  "big German numbers": () => 1000n.toLocaleString("de"),
};
for (const [what, call] of Object.entries(refused)) {
  let answer;
  try {
    answer = call();
  } catch (error) {
    if (!/Intl/.test(error.message)) throw error;
    continue;
  }
  throw new Error(`${what}: answered ${answer}`);
}

// Fetches /0, /1, ... from a server that answers with scripted bytes and prints what becomes of each.
const [base, count] = [`http://127.0.0.1:${process.argv[2]}`, Number(process.argv[3])];
for (let i = 0; i < count; i++) {
  try {
    const response = await fetch(`${base}/${i}`, { redirect: "manual" });
    const headers = [...response.headers].filter(([name]) => name.startsWith("x-") || name === "set-cookie")
      .map(([name, value]) => [name, value.slice(0, 50), value.length]);
    console.log(i, response.status, JSON.stringify(response.statusText), JSON.stringify(headers));
    const text = await response.text();
    console.log("  ", JSON.stringify(text.slice(0, 100)), text.length);
  } catch (error) {
    // Node sees some lengths that are no numbers after its parser, llrt in it.
    const malformed = ["HTTPParserError", "ResponseContentLengthMismatchError"].includes(error.cause?.name);
    console.log(i, error.name, error.message, malformed ? "malformed" : error.cause?.code);
  }
}

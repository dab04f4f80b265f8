// Every client of a flavour is made and knows its region; prints those that are not as they should be.
const [, , ...names] = process.argv;
let made = 0;
for (const name of names) {
  const exports = await import(name);
  if (!name.includes("/client-")) continue;
  const Client = Object.entries(exports).find(([key, value]) => /Client$/.test(key) && value.prototype?.send && !key.startsWith("__"))?.[1];
  const client = new Client({});
  const region = await client.config.region();
  const commands = Object.keys(exports).filter((key) => key.endsWith("Command"));
  if (region !== "eu-west-3" || commands.length < 2 || typeof client.send !== "function") console.log(name, region, commands.length);
  new exports[commands[0]]({});
  client.destroy();
  made += 1;
}
console.log(made);

import { Argument, Command, InvalidArgumentError, Option } from "commander";

const number = (text) => { if (Number.isNaN(Number(text))) throw new InvalidArgumentError("Not a number."); return Number(text); };
const make = () => {
  const program = new Command("tool").version("1.2.3").exitOverride().configureOutput({ writeOut: (s) => console.log("out", s), writeErr: (s) => console.log("err", s) });
  program.option("-d, --debug", "say more").addOption(new Option("-s, --size <size>", "how big").choices(["s", "m"]).default("m").env("TOOL_SIZE"));
  program.command("add").description("adds").addArgument(new Argument("<numbers...>").argParser((v, all = []) => [...all, number(v)])).option("--round")
    .action((numbers, options, command) => console.log("sum", numbers.reduce((a, b) => a + b), options, command.optsWithGlobals()));
  program.command("later <when>").action(async (when) => console.log("later", when));
  return program;
};
const run = async (...args) => {
  try { await make().parseAsync(args, { from: "user" }); } catch (error) { console.log(error.code, error.exitCode); }
};
(async () => {
  await run("add", "1", "2.5", "--round", "-d", "-s", "s");
  await run("later", "noon");
  await run("add", "x");
  await run("ad", "1");
  await run("--size", "xl", "later", "a");
  await run("--help");
  await run("help", "add");
  await run("--version");
})();

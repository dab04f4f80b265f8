import yargs from "yargs";

const make = (args) => yargs(args).scriptName("tool").exitProcess(false).locale("en").wrap(80)
  .option("level", { alias: "l", type: "number", default: 1, describe: "how much" })
  .option("name", { type: "string", choices: ["a", "b"] })
  .command("serve <port>", "starts", (y) => y.positional("port", { type: "number" }).option("open", { boolean: true }), (argv) => console.log("serve", argv.port, argv.open, argv.l))
  .strict().fail((message, error) => console.log("fail", message, error === undefined));
(async () => {
  console.log(JSON.stringify(await make(["-l", "5", "--name=a"]).parseAsync()));
  await make(["serve", "80", "--open", "--no-level"]).parseAsync();
  await make(["--nope"]).parseAsync();
  await make(["--name", "c"]).parseAsync();
  console.log(await make([]).getHelp());
  console.log({ ...yargs(["--a.b", "1", "--c", "2", "--c", "3", "--", "rest"]).parse(), $0: "" });
})();

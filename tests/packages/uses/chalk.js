import chalk, { Chalk, foregroundColorNames } from "chalk";

const c = new Chalk({ level: 3 });
console.log(JSON.stringify([c.red("r"), c.bold.underline.hex("#ff8800")("x"), c.bgRgb(1, 2, 3).white`t`, c.blue(`a${c.red("b")}c`), c.green("l1\nl2")]));
console.log(JSON.stringify([new Chalk({ level: 1 }).hex("#ff0000")("x"), new Chalk({ level: 2 }).ansi256(200)("y"), new Chalk({ level: 0 }).red("z")]));
console.log(foregroundColorNames.length, typeof chalk.level, chalk.visible !== undefined);

import { Logger } from "@aws-lambda-powertools/logger";

process.env.POWERTOOLS_DEV = "true";
const fixed = (text) => String(text).replace(/"timestamp":\s*"[^"]*"/, '"timestamp":"T"').replace(/"stack": \[[^]*?\n\s*\]/g, '"stack":"S"').replace(/"location":\s*"[^"]*"/g, '"location":"L"');
for (const level of ["log", "info", "warn", "error", "debug"]) console[level === "log" ? "info" : level] = (text) => process.stdout.write(`${level} ${fixed(text)}\n`);
const logger = new Logger({ serviceName: "orders", logLevel: "DEBUG", persistentLogAttributes: { stage: "test" } });
logger.info("hello", { id: 1 });
logger.appendKeys({ key: [1, { a: 2 }] });
logger.warn("careful", new Error("inner", { cause: new TypeError("deep") }));
logger.debug({ message: "object", n: 5n });
logger.addContext({ awsRequestId: "r-1", functionName: "f", functionVersion: "1", invokedFunctionArn: "arn:f", memoryLimitInMB: "128" });
logger.createChild({ logLevel: "ERROR" }).error("child");
logger.removeKeys(["key"]);
logger.resetKeys();
logger.critical?.("end");
console.log(logger.getLevelName(), logger.getPersistentLogAttributes());

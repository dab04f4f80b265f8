// MB a second of one parser, named by the first argument, over documents of several kinds. Prints JSON. Run by xml.py.
import { ANSWERS } from "./_documents.mjs";
import { callsPerMs } from "./_rate.mjs";

const { XMLParser } = await import(process.argv[2]);
const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false, trimValues: false });
const withProcessor = new XMLParser({
  ignoreAttributes: false, parseTagValue: false, trimValues: false, tagValueProcessor: (_, value) => (value.trim() === "" && value.includes("\n") ? "" : undefined),
});
const results = {};

function measure(name, bytes, f) {
  results[name] = (bytes * callsPerMs(f)) / 1000;
}

for (const [name, xml] of Object.entries(ANSWERS)) {
  measure(name, xml.length, () => parser.parse(xml));
}
const xml = ANSWERS["EC2 DescribeInstances"];
measure("EC2 DescribeInstances, with the SDK's tagValueProcessor", xml.length, () => withProcessor.parse(xml));
console.log(JSON.stringify(results));

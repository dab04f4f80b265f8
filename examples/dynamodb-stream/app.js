// CommonJS, as older functions are: counts the changes in a DynamoDB stream and lists them as plain objects.
const { EventEmitter } = require("node:events");

const changes = new EventEmitter();
changes.on("REMOVE", (change) => console.warn("removed %j", change.keys));

exports.handler = async (event) => {
  const counts = { INSERT: 0, MODIFY: 0, REMOVE: 0 };
  const list = event.Records.map(({ eventName, dynamodb }) => {
    const change = { eventName, keys: plain({ M: dynamodb.Keys }) };
    if (dynamodb.OldImage) change.before = plain({ M: dynamodb.OldImage });
    if (dynamodb.NewImage) change.after = plain({ M: dynamodb.NewImage });
    counts[eventName] += 1;
    changes.emit(eventName, change);
    return change;
  });
  return { counts, changes: list };
};

// DynamoDB's typed JSON ({ "N": "1" }) to a plain value.
function plain(attribute) {
  const [[type, value]] = Object.entries(attribute);
  switch (type) {
    case "S": case "BOOL": return value;
    case "N": return Number(value);
    case "NULL": return null;
    case "B": return `${Buffer.from(value, "base64").length} bytes`;
    case "M": return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
    case "L": return value.map(plain);
    case "SS": return value;
    case "NS": return value.map(Number);
    case "BS": return value.map((item) => plain({ B: item }));
    default: throw new TypeError(`unknown attribute type ${type}`);
  }
}

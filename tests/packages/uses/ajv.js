import { Ajv } from "ajv";

const ajv = new Ajv({ allErrors: true, coerceTypes: true, useDefaults: true });
const validate = ajv.compile({
  type: "object",
  properties: {
    id: { type: "integer", minimum: 1 },
    name: { type: "string", pattern: "^[a-z]+$", maxLength: 5 },
    tags: { type: "array", items: { type: "string" }, uniqueItems: true },
    size: { enum: ["s", "m"], default: "m" },
  },
  required: ["id", "name"],
  additionalProperties: false,
});
const good = { id: "5", name: "abc", tags: ["x"] };
console.log(validate(good), good);
console.log(validate({ id: 0, name: "TOO LONG", tags: ["x", "x"], more: 1 }), ajv.errorsText(validate.errors));
console.log(validate.errors.map((e) => [e.instancePath, e.keyword, e.params]));
ajv.addSchema({ $id: "defs", $defs: { even: { type: "number", multipleOf: 2 } } });
console.log(ajv.validate({ $ref: "defs#/$defs/even" }, 3), ajv.validate({ oneOf: [{ type: "null" }, { $ref: "defs#/$defs/even" }] }, 4));
try { ajv.compile({ type: "nope" }); } catch (error) { console.log(error.message.slice(0, 60)); }

// The options of XMLParser: those of fast-xml-parser that are honoured, checked; any other is refused by name.
import { codes } from "../../_errors.js";
import { validateBoolean, validateFunction, validateObject, validateString } from "../../_validators.js";

const { ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE } = codes;

const DEFAULTS = {
  ignoreAttributes: true, attributeNamePrefix: "@_", textNodeName: "#text", trimValues: true, removeNSPrefix: false,
  allowBooleanAttributes: false, htmlEntities: false, processEntities: true, maxNestedTags: 1000, tagValueProcessor: undefined,
  attributeValueProcessor: undefined, isArray: undefined,
};

// Options whose only possible value is what this parser does anyway; the first is what the others stand for.
const FIXED = {
  parseTagValue: false, parseAttributeValue: false, preserveOrder: false, attributesGroupName: false, cdataPropName: false,
  commentPropName: false, alwaysCreateTextNode: false, transformTagName: false, transformAttributeName: false, captureMetaData: false,
};

// Declarations and instructions are left out in any case, and paths are strings.
const WITHOUT_EFFECT = new Set(["ignoreDeclaration", "ignorePiTags", "numberParseOptions", "jPath", "strictReservedNames"]);

const MOST_DEPTH = 1e6;

function fixed(name, value) {
  const empty = value === FIXED[name] || value == null;
  if (!empty) throw new ERR_INVALID_ARG_VALUE(`options.${name}`, value, `is not supported: it can only be ${FIXED[name]}`);
}

function entityOption(value) {
  if (typeof value === "object" && value !== null) return value.enabled !== false;
  validateBoolean(value, "options.processEntities");
  return value;
}

function depthOption(value) {
  if (value === Infinity) return MOST_DEPTH;
  if (!Number.isInteger(value) || value < 1 || value > MOST_DEPTH) throw new ERR_OUT_OF_RANGE("options.maxNestedTags", `an integer >= 1 && <= ${MOST_DEPTH}, or Infinity`, value);
  return value;
}

const CHECKS = {
  ignoreAttributes: validateBoolean, attributeNamePrefix: validateString, textNodeName: validateString, trimValues: validateBoolean,
  removeNSPrefix: validateBoolean, allowBooleanAttributes: validateBoolean, htmlEntities: validateBoolean,
  tagValueProcessor: validateFunction, attributeValueProcessor: validateFunction, isArray: validateFunction,
};

export function parserOptions(given) {
  const options = { ...DEFAULTS };
  if (given === undefined || given === null) return options;
  validateObject(given, "options");
  for (const name of Object.keys(given)) {
    const value = given[name];
    if (value === undefined || WITHOUT_EFFECT.has(name)) continue;
    if (Object.hasOwn(FIXED, name)) fixed(name, value);
    else if (name === "processEntities") options[name] = entityOption(value);
    else if (name === "maxNestedTags") options[name] = depthOption(value);
    else if (!Object.hasOwn(CHECKS, name)) throw new ERR_INVALID_ARG_VALUE(`options.${name}`, value, "is not an option of this parser");
    else {
      CHECKS[name](value, `options.${name}`);
      options[name] = value;
    }
  }
  return options;
}

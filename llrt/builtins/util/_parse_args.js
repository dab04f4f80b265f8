// util.parseArgs: command-line arguments by a table of options.
// Reference: nodejs.org/api/util.html#utilparseargsconfig
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { validateArray, validateBoolean, validateBooleanArray, validateObject, validateString, validateStringArray, validateUnion } from "../_validators.js";

const { ERR_INVALID_ARG_VALUE, ERR_PARSE_ARGS_INVALID_OPTION_VALUE, ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL, ERR_PARSE_ARGS_UNKNOWN_OPTION } = codes;

const own = (object, key) => (Object.hasOwn(object, key) ? object[key] : undefined);
const setting = (options, name, key) => (Object.hasOwn(options, name) ? own(options[name], key) : undefined);

function mainArguments() {
  const { argv, execArgv } = loadBuiltin("node:internal/process/process").default;
  const isEval = execArgv.some((arg) => arg === "-e" || arg === "--eval" || arg === "-p" || arg === "--print");
  return argv.slice(isEval ? 1 : 2);
}

function longName(short, options) {
  validateObject(options, "options");
  for (const name of Object.keys(options)) if (own(options[name], "short") === short) return name;
  return short;
}

function checkConfig(options) {
  for (const name of Object.keys(options)) {
    const config = options[name];
    const at = `options.${name}`;
    validateObject(config, at);
    const type = own(config, "type");
    validateUnion(type, `${at}.type`, ["string", "boolean"]);
    if (Object.hasOwn(config, "short")) {
      validateString(config.short, `${at}.short`);
      if (config.short.length !== 1) throw new ERR_INVALID_ARG_VALUE(`${at}.short`, config.short, "must be a single character");
    }
    const multiple = own(config, "multiple");
    if (Object.hasOwn(config, "multiple")) validateBoolean(multiple, `${at}.multiple`);
    const value = own(config, "default");
    if (value === undefined) continue;
    if (type === "string") (multiple ? validateStringArray : validateString)(value, `${at}.default`);
    else (multiple ? validateBooleanArray : validateBoolean)(value, `${at}.default`);
  }
}

// Reads arguments one by one; a group of short options (-abc) is put back as -a -b -c.
class Tokenizer {
  constructor(args, options) {
    this.rest = [...args];
    this.options = options;
    this.tokens = [];
    this.index = -1;
    this.inGroup = 0;
  }

  option(name, rawName, value, inlineValue) {
    this.tokens.push({ kind: "option", name, rawName, index: this.index, value, inlineValue });
  }

  // An option whose value, if it takes one, is the next argument.
  lone(name, rawName) {
    const index = this.index;
    let value;
    if (setting(this.options, name, "type") === "string" && this.rest[0] != null) value = this.rest.shift();
    this.option(name, rawName, value, value === undefined ? undefined : false);
    if (value != null) this.index = index + 1;
  }

  short(arg) {
    const name = longName(arg[1], this.options);
    if (arg.length === 2) {
      this.lone(name, arg);
    } else if (setting(this.options, name, "type") === "string") {
      this.option(name, `-${arg[1]}`, arg.slice(2), true);
    } else {
      this.group(arg);
    }
  }

  group(arg) {
    const expanded = [];
    for (let i = 1; i < arg.length; i++) {
      const takesValue = setting(this.options, longName(arg[i], this.options), "type") === "string";
      if (takesValue && i < arg.length - 1) {
        expanded.push(`-${arg.slice(i)}`);
        break;
      }
      expanded.push(`-${arg[i]}`);
    }
    this.rest.unshift(...expanded);
    this.inGroup = expanded.length;
  }

  long(arg) {
    const equals = arg.indexOf("=", 3);
    if (equals === -1) this.lone(arg.slice(2), arg);
    else this.option(arg.slice(2, equals), arg.slice(0, equals), arg.slice(equals + 1), true);
  }

  run() {
    while (this.rest.length > 0) {
      const arg = this.rest.shift();
      if (this.inGroup > 0) this.inGroup--;
      else this.index++;
      if (arg === "--") {
        this.tokens.push({ kind: "option-terminator", index: this.index });
        for (const value of this.rest) this.tokens.push({ kind: "positional", index: ++this.index, value });
        break;
      }
      if (arg.length > 2 && arg.startsWith("--")) this.long(arg);
      else if (arg.length > 1 && arg[0] === "-" && arg[1] !== "-") this.short(arg);
      else this.tokens.push({ kind: "positional", index: this.index, value: arg });
    }
    return this.tokens;
  }
}

function checkUsage({ options, allowNegative, allowPositionals }, token) {
  let { name } = token;
  if (!Object.hasOwn(options, name)) {
    const negated = allowNegative && name.startsWith("no-") ? name.slice(3) : undefined;
    if (negated === undefined || setting(options, negated, "type") !== "boolean") {
      throw new ERR_PARSE_ARGS_UNKNOWN_OPTION(token.rawName, allowPositionals);
    }
    name = negated;
  }
  const short = setting(options, name, "short");
  const shown = `${short ? `-${short}, ` : ""}--${name}`;
  const type = setting(options, name, "type");
  if (type === "string" && typeof token.value !== "string") {
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shown} <value>' argument missing`);
  }
  if (type === "boolean" && token.value != null) {
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shown}' does not take an argument`);
  }
}

function checkNotOptionLike({ name, rawName, value, inlineValue }) {
  if (inlineValue || value == null || value.length < 2 || value[0] !== "-") return;
  const example = rawName.startsWith("--") ? `'${rawName}=-XYZ'` : `'--${name}=-XYZ' or '${rawName}-XYZ'`;
  throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${rawName}' argument is ambiguous.\n`
    + `Did you forget to specify the option argument for '${rawName}'?\n`
    + `To specify an option argument starting with a dash use ${example}.`);
}

function store(values, { name, value }, { options, allowNegative }) {
  if (name === "__proto__") return;
  if (allowNegative && name.startsWith("no-") && value === undefined) {
    name = name.slice(3);
    value = false;
  }
  value ??= true;
  if (!setting(options, name, "multiple")) values[name] = value;
  else if (values[name]) values[name].push(value);
  else values[name] = [value];
}

export function parseArgs(config = { __proto__: null }) {
  const args = own(config, "args") ?? mainArguments();
  const strict = own(config, "strict") ?? true;
  const allowPositionals = own(config, "allowPositionals") ?? !strict;
  const returnTokens = own(config, "tokens") ?? false;
  const allowNegative = own(config, "allowNegative") ?? false;
  const options = own(config, "options") ?? { __proto__: null };
  validateArray(args, "args");
  validateBoolean(strict, "strict");
  validateBoolean(allowPositionals, "allowPositionals");
  validateBoolean(returnTokens, "tokens");
  validateBoolean(allowNegative, "allowNegative");
  validateObject(options, "options");
  checkConfig(options);
  const settings = { strict, options, allowPositionals, allowNegative };
  const tokens = new Tokenizer(args, options).run();
  const result = { values: { __proto__: null }, positionals: [] };
  if (returnTokens) result.tokens = tokens;
  for (const token of tokens) {
    if (token.kind === "option") {
      if (strict) {
        checkUsage(settings, token);
        checkNotOptionLike(token);
      }
      store(result.values, token, settings);
    } else if (token.kind === "positional") {
      if (!allowPositionals) throw new ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL(token.value);
      result.positionals.push(token.value);
    }
  }
  for (const name of Object.keys(options)) {
    if (name === "__proto__" || Object.hasOwn(result.values, name)) continue;
    const value = setting(options, name, "default");
    if (value !== undefined) result.values[name] = value;
  }
  return result;
}

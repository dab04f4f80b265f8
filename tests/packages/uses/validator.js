import validator from "validator";
import isEmail from "validator/lib/isEmail.js";

const checks = ["isEmail", "isURL", "isUUID", "isIP", "isCreditCard", "isISO8601", "isBase64", "isJWT", "isMobilePhone", "isPostalCode"];
const values = ["a@b.co", "https://x.y/z?q#f", "6ba7b810-9dad-41d1-80b4-00c04fd430c8", "::1", "4111 1111 1111 1111", "2020-01-01T00:00:00Z", "aGk=", "a.b.c", "+491701234567", "12345"];
for (const value of values) console.log(value, checks.filter((c) => (c === "isPostalCode" ? validator[c](value, "DE") : validator[c](value))));
console.log(validator.escape("<a href='x'>&"), validator.normalizeEmail("Some.One+tag@GMAIL.com"), validator.trim("--x--", "-"), isEmail("nope"), validator.isStrongPassword("aB3$efgh"));
try { validator.isEmail(5); } catch (error) { console.log(error.name, error.message); }

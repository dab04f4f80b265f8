import { MIMEParams, MIMEType } from "node:util";

const inputs = [
  "text/html", "TEXT/HTML; Charset=UTF-8", " text/plain ", 'text/plain;charset="quoted \\" text"', 'a/b;c=d;e="f;g";h', "a/b;x=1;x=2", "a/b;=v", "a/b;k=", 'a/b;k=""', 'a/b;k="unterminated', "a/b ;k=v", "a/b; k = v", 'a/b;k="v"tail;m=n',
  "a/b;k=v v", "a/b;é=1", "a/b;k=é", "a/b;k=中", "a/b;;;k=v", 'a/b;k="\\', 'a/b;k="a\\\\b"', 'a/b;K=V;k2="a b"', "", "text", "text/", "/html", "te xt/html", "text/ht ml", "text/html/x", "t@xt/html", "text/h@tml", "a/b\n;c=d\n", "\ta/b\t;\tc=d\t", 'a/b;c="\u0001"',
];
const attempt = (fn) => {
  try {
    return fn();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
for (const input of inputs) {
  console.log(JSON.stringify(input), attempt(() => {
    const type = new MIMEType(input);
    return JSON.stringify([type, type.essence, type.type, type.subtype, [...type.params], String(type.params)]);
  }));
}
const type = new MIMEType("text/html;a=1");
type.type = "Application";
type.subtype = "JSON";
console.log(String(type));
for (const bad of ["", "a b", "a/b", "é"]) console.log(attempt(() => { type.type = bad; }), attempt(() => { type.subtype = bad; }));
const { params } = type;
params.set("b", "x y");
params.set("a", "");
console.log(String(params), JSON.stringify(params), [...params.keys()], [...params.values()], [...params.entries()]);
console.log(params.has("b"), params.get("b"), params.get("zz"), params.delete("b"), params.has("b"), `${type}`);
for (const [name, value] of [["", "x"], ["a b", "x"], ["a", "\u0001"], ["a", "中"], ["A", "q"]]) console.log(attempt(() => params.set(name, value)));
console.log(String(params), new MIMEParams(), type, Object.getOwnPropertyNames(MIMEType.prototype), Object.getOwnPropertyNames(MIMEParams.prototype));

undeclared = 010;
module.exports = { octal: undeclared, self: this === exports, args: arguments.length, strict: (function () { return this === undefined })(), newTarget: new.target };
delete globalThis.undeclared;

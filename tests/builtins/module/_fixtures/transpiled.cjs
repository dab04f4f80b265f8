Object.defineProperty(exports, "__esModule", { value: true });
exports.default = "the default";
exports.named = "the name";
exports.big = 5n;
exports.nothing = undefined;
exports.nil = null;
exports.sym = Symbol.for("s");
exports.neg = -0;

exports.child = require("./child.cjs");
exports.data = require("./data.json");

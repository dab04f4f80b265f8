const a = require("./cyc_a.cjs");
exports.sawEarly = a.early;
exports.sawLate = a.late;

// The process object, without what importing node:process makes (standard streams as values).
module.exports = require("node:internal/process/process");

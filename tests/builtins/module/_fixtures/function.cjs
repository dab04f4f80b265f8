module.exports = function hello() { return "hello" };
module.exports.extra = 1;

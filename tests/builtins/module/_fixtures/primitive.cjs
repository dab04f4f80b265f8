module.exports = 42n;

// In the place of the package abort-controller.
module.exports = { AbortController, AbortSignal };

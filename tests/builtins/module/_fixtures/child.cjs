module.exports = { parent: module.parent && module.parent.filename.split("/").pop(), id: module.id.split("/").pop(), loaded: module.loaded, main: require.main === module };

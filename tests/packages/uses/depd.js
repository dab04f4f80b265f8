import depd from "depd";

const deprecate = depd("my-module");
process.on("deprecation", (warning) => console.log("deprecation", warning.namespace, warning.message, warning.name, typeof warning.stack));
const exportsObject = {
  old: deprecate.function(function old(a, b) { return a + b; }, "old() goes"),
  prop: 1,
};
deprecate.property(exportsObject, "prop", "prop goes");
console.log(exportsObject.old(1, 2), exportsObject.old.length, exportsObject.prop);
for (let i = 0; i < 2; i++) deprecate("twice is told once");

import { createDraft, current, enableMapSet, enablePatches, finishDraft, isDraft, original, produce, produceWithPatches, applyPatches } from "immer";

enableMapSet(); enablePatches();
const base = { list: [{ done: false }, { done: false }], map: new Map([["a", 1]]), set: new Set([1]), untouched: { x: 1 } };
const next = produce(base, (draft) => { draft.list[1].done = true; draft.map.set("b", 2); draft.set.delete(1); draft.list.push({ done: isDraft(draft) }); });
console.log(base, next, next.untouched === base.untouched, next.list[0] === base.list[0], Object.isFrozen(next.list));
const [after, patches, inverse] = produceWithPatches({ a: { b: 1 }, c: [1, 2] }, (d) => { d.a.b = 2; d.c.splice(0, 1); delete d.a; });
console.log(after, patches, inverse, applyPatches(after, inverse));
const draft = createDraft({ n: 1 }); draft.n++;
console.log(current(draft), original(draft), finishDraft(draft));
console.log(Reflect.set(next.list[0], "done", 1));

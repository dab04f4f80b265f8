import { z } from "zod";

const User = z.object({
  name: z.string().min(2).trim(),
  age: z.coerce.number().int().positive(),
  email: z.email().optional(),
  role: z.enum(["admin", "user"]).default("user"),
  tags: z.array(z.string()).max(3),
  at: z.iso.datetime().optional(),
});
console.log(User.parse({ name: " Ann ", age: "7", tags: ["x"], at: "2020-01-01T00:00:00Z" }));
const bad = User.safeParse({ name: "A", age: -1, email: "nope", role: "root", tags: ["a", "b", "c", "d"], at: "yesterday" });
console.log(bad.success, bad.error.issues.map((issue) => [issue.code, issue.path.join("."), issue.message]));
console.log(z.prettifyError(bad.error));
const Shape = z.discriminatedUnion("kind", [z.object({ kind: z.literal("circle"), r: z.number() }), z.object({ kind: z.literal("box"), w: z.number() })]);
console.log(Shape.parse({ kind: "box", w: 2 }), Shape.safeParse({ kind: "tri" }).error.issues[0].code);
console.log(JSON.stringify(z.toJSONSchema(User.omit({ at: true }), { io: "input" })), z.string().transform((s) => s.length).pipe(z.number().min(3)).parse("four"));
z.promise(z.string()).parseAsync(Promise.resolve("later")).then(console.log);

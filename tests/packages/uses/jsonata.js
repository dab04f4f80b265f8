import jsonata from "jsonata";

const data = { orders: [{ id: 1, items: [{ p: 2.5, q: 2 }, { p: 1, q: 4 }] }, { id: 2, items: [{ p: 10, q: 1 }] }], name: "Ann" };
const queries = [
  "$sum(orders.items.(p * q))", "orders[id = 2].items.p", "orders.{ 'id': id, 'total': $sum(items.(p*q)) }", "$uppercase(name) & '!'",
  "orders.items^(>p).p", "($f := function($x) { $x <= 1 ? 1 : $x * $f($x - 1) }; $f(10))", "$map([1..5], function($v, $i) { $v * $i })",
  "$formatNumber(12345.678, '#,##0.00')", "$replace(name, /n+/, 'x')", "$fromMillis(0)", "$formatInteger(1999, 'w')", "$merge(orders.{ $string(id): $count(items) })",
];
(async () => {
  for (const query of queries) console.log(query, JSON.stringify(await jsonata(query).evaluate(data)));
  const expression = jsonata("$double(n) + $$.n"); expression.registerFunction("double", async (n) => n * 2, "<n:n>");
  console.log(await expression.evaluate({ n: 21 }));
  try { jsonata("a.[b"); } catch (error) { console.log(error.code, error.position, error.message); }
})();

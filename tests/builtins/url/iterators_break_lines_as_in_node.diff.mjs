import { inspect } from "node:util";
const params = new URLSearchParams("a=1&b=2&b=3");
const options = [{}, { breakLength: 1 }, { breakLength: 3 }, { compact: false }, { depth: -1 }, { depth: 0 }, { colors: true }];
for (const option of options) {
  for (const value of [params, params.keys(), params.values(), params.entries(), { params, keys: params.keys() }]) {
    console.log(JSON.stringify(option), inspect(value, option));
  }
}
console.log(inspect(new URLSearchParams(`a=${"x".repeat(100)}`).entries()));

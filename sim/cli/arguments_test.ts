import { deepStrictEqual, throws } from "node:assert/strict";
import { parseArguments } from "./arguments.ts";

const KNOWN = ["json", "seed", "bound", "options", "at", "fault", "sink"] as const;

Deno.test("flags are read by their kind, in both notations, wherever they stand", () => {
  const cases: [string, object, string[]][] = [
    ["", {}, []],
    ["--json", { json: true }, []],
    ["a --seed 7 b", { seed: 7 }, ["a", "b"]],
    ["--seed=7 --bound=6h", { seed: 7, bound: 21_600_000 }, []],
    ['--options {"a":1}', { options: { a: 1 } }, []],
    ["--at -5s", { at: "-5s" }, []],
    ["-h", { help: true }, []],
    ["--sink=two-phase", { sink: "two-phase" }, []],
    ["--fault a --fault=b;c d", { fault: ["a", "b;c"] }, ["d"]],
    ["-- --json -x", {}, ["--json", "-x"]],
    ["-", {}, ["-"]],
  ];
  for (const [line, flags, words] of cases) {
    const given = parseArguments(line.split(" ").filter((arg) => arg !== ""), KNOWN);
    deepStrictEqual(given, { flags, words }, line);
  }
});

Deno.test("what is not as wanted is named, with what comes nearest", () => {
  const cases: [string, RegExp][] = [
    ["--josn", /^NamedError: E-FLAG: There is no flag --josn; did you mean --json\?$/],
    ["--json=yes", /E-FLAG-VALUE: --json takes no value/],
    ["--trace", /E-FLAG: There is no flag --trace; known: --json --seed .* --help --stack$/],
    ["-x", /E-FLAG: There is no flag -x; known/],
    ["-json", /E-FLAG: There is no flag -json; did you mean --json\?/],
    ["--__proto__ 1", /E-FLAG: There is no flag --__proto__/],
    ["--constructor", /E-FLAG/],
    ["--seed", /E-FLAG-VALUE: --seed needs a value: a whole number/],
    ["--seed x", /E-FLAG-VALUE: --seed is "x"; wanted: a whole number/],
    ["--seed -1", /E-FLAG-VALUE/],
    ["--seed 1.5", /E-FLAG-VALUE/],
    ["--seed 99999999999999999999", /E-FLAG-VALUE/],
    ["--bound 6", /E-FLAG-VALUE: --bound is "6"; wanted: a duration with its unit/],
    ["--options [1]", /E-FLAG-VALUE: --options is "\[1\]"; wanted: a JSON object/],
    ["--options {", /E-FLAG-VALUE/],
    ["--at=", /E-FLAG-VALUE: --at is ""; wanted: a text/],
    ["--fault", /E-FLAG-VALUE: --fault needs a value: a fault, such as/],
    ["--sink", /E-FLAG-VALUE: --sink needs a value: append or upsert or two-phase/],
    ["--sink two-fase", /--sink is "two-fase"; wanted: .*; did you mean two-phase\?/],
    ["--\x1b[31m", /E-FLAG: There is no flag "--\\u001b\[31m"/],
  ];
  for (const [line, message] of cases) {
    throws(() => parseArguments(line.split(" "), KNOWN), message, line);
  }
});

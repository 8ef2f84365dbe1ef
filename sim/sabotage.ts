// A run in which one part of the engine does the wrong thing on purpose: a lesson breaks a rule, and a law
// shows what that costs. The wrong parts themselves stand in sabotage/ and are imported by nobody here: an
// engine that is not told of one holds none.

import type { PartClass, Replacements } from "./clock/replace.ts";
import { refuse, showValue } from "./clock/named_error.ts";
import { nearest } from "./clock/nearest.ts";

/** A wrong policy, as plain data. */
export interface Sabotage {
  /** In scenarios and on the command line: `max-watermark`. */
  readonly name: string;
  /** What is wrong now, for somebody who watches: one line, without a full stop. */
  readonly sentence: string;
  /** The id of a law that catches it. */
  readonly law: string;
  /** Which part of the engine each wrong part stands in for. */
  readonly replace: readonly Substitute[];
}

/** A wrong part, and the part that it stands in for: a class, and a subclass that does one thing otherwise. */
export interface Substitute {
  readonly of: PartClass;
  readonly by: PartClass;
}

const NAME = /^[a-z]+(-[a-z]+)*$/;

/** Names and sentences that are longer would not be shown whole. */
const LENGTH_MAX = 78;

/**
 * Makes a sabotage of one's own. Errors: `E-SABOTAGE`.
 *
 * ```ts
 * import { strictEqual, throws } from "node:assert";
 * import { WatermarkValve } from "@headwater/sim";
 * import { sabotage } from "@headwater/sim/sabotage";
 * class DeafValve extends WatermarkValve {
 *   override receiveWatermark() {}
 * }
 * const deaf = sabotage({
 *   name: "deaf-valve",
 *   sentence: "No watermark comes through",
 *   law: "watermarks/the-valve-decides-event-time",
 *   replace: [{ of: WatermarkValve, by: DeafValve }],
 * });
 * strictEqual(deaf.name, "deaf-valve");
 * throws(() => sabotage({ ...deaf, replace: [{ of: DeafValve, by: WatermarkValve }] }), /E-SABOTAGE/);
 * ```
 */
export function sabotage(given: Sabotage): Sabotage {
  const { name, sentence, law, replace } = given ?? {};
  const wanted = (holds: boolean, sentence: string) => {
    if (!holds) refuse("E-SABOTAGE", `The sabotage ${showValue(name)} ${sentence}`);
  };
  wanted(isLine(name) && NAME.test(name), `needs a name such as "max-watermark"`);
  wanted(
    isLine(sentence),
    `needs a sentence that says what is wrong, of ${LENGTH_MAX} characters at most`,
  );
  wanted(typeof law === "string", `has the law ${showValue(law)}; wanted: the id of one`);
  wanted(
    Array.isArray(replace) && replace.length > 0,
    `replaces nothing; wanted: at least one part`,
  );
  for (const { of, by } of replace) {
    wanted(
      typeof of === "function" && typeof by === "function" && by.prototype instanceof of,
      `puts ${nameOf(by)} in the place of ${nameOf(of)}; wanted: a class, and a subclass of it`,
    );
    // copies are made with `new Part()`
    wanted(by.length === 0, `needs ${nameOf(by)} to have a constructor without arguments`);
  }
  return Object.freeze({
    name,
    sentence,
    law,
    replace: Object.freeze(replace.map(({ of, by }) => Object.freeze({ of, by }))),
  });
}

/**
 * What several policies replace, together. Errors: `E-SABOTAGE` for what is none, and for two that replace
 * the same part.
 */
export function replacementsOf(policies: readonly Sabotage[]): Replacements {
  const replacements = new Map<PartClass, PartClass>();
  for (const { name, replace } of policies.map(sabotage)) {
    for (const { of, by } of replace) {
      if (replacements.has(of)) {
        refuse(
          "E-SABOTAGE",
          `The sabotage ${showValue(name)} replaces ${nameOf(of)}, and so does another one of ` +
            `${policies.map((each) => each.name).join(", ")}; wanted: one at a time`,
        );
      }
      replacements.set(of, by);
    }
  }
  return replacements;
}

/**
 * Policies by their names. Errors: `E-SABOTAGE` for a name that is not among the known ones, which whoever
 * opens a scenario hands over.
 */
export function findSabotage(
  names: readonly string[],
  known: readonly Sabotage[],
): readonly Sabotage[] {
  return names.map((name) => known.find((each) => each.name === name) ?? refuseName(name, known));
}

function refuseName(name: string, known: readonly Sabotage[]): never {
  if (known.length === 0) {
    return refuse(
      "E-SABOTAGE",
      `The scenario breaks the engine on purpose, by ${
        showValue(name)
      }, and such policies are not at ` +
        `hand; wanted: openScenario(…, { sabotages: SABOTAGES }), from "@headwater/sim/sabotage"`,
    );
  }
  const names = known.map((each) => each.name);
  const near = nearest(name, names);
  return refuse(
    "E-SABOTAGE",
    `No policy that breaks the engine is called ${showValue(name)}${
      near === undefined ? "" : `; did you mean ${near}?`
    }; wanted: one of ${names.join(", ")}`,
  );
}

function isLine(text: unknown): boolean {
  return typeof text === "string" && text !== "" && text.length <= LENGTH_MAX;
}

function nameOf(part: unknown): string {
  return typeof part === "function" ? part.name || "a class without a name" : showValue(part);
}

// The stable identity of an operator (Flink's OperatorID, G-11): it names random streams and, later,
// state in savepoints. Without a uid from the program it follows from the name: `Map`, then `Map#2`,
// so that adding an operator renames only later ones of the same name.

import type { OperatorTransformation } from "./transformation.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { labelOf } from "./transformation_check.ts";

/** The uid of each operator, in order. Errors: `E-UID-DUP`. */
export function assignUids(operators: readonly OperatorTransformation[]): string[] {
  const owners = new Map<string, OperatorTransformation>();
  for (const operator of operators) {
    if (operator.uid === null) continue;
    const twin = owners.get(operator.uid);
    if (twin !== undefined) refuseTwin(operator.uid, twin, operator);
    owners.set(operator.uid, operator);
  }
  return operators.map((operator) => {
    if (operator.uid !== null) return operator.uid;
    const uid = freeUid(operator.name, owners);
    owners.set(uid, operator);
    return uid;
  });
}

function freeUid(name: string, taken: ReadonlyMap<string, unknown>): string {
  let uid = name;
  for (let count = 2; taken.has(uid); count++) uid = `${name}#${count}`;
  return uid;
}

function refuseTwin(
  uid: string,
  first: OperatorTransformation,
  second: OperatorTransformation,
): never {
  refuse(
    "E-UID-DUP",
    `The uid ${showValue(uid)} is given to ${labelOf(first)} (transformation ${first.id}) and to ` +
      `${labelOf(second)} (transformation ${second.id}); wanted: a uid of its own for each ` +
      `operator, since state is found by it. Usual cause: a copied line`,
  );
}

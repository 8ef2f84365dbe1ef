// What parts make possible beside copies: because a part is nothing but its fields, a part of another class
// can stand in for it. Whoever made the whole need not know, and whoever runs it does not ask.
//
//   tree    Task ─┬─ Valve { a: 1 }            by: Valve ─▶ OtherValve extends Valve
//                 └─ Valve { a: 2 }
//   after   Task ─┬─ OtherValve { a: 1 }
//                 └─ OtherValve { a: 2 }

/** A class of parts: made without arguments. */
export type PartClass = new () => object;

/** Which class stands in for which. */
export type Replacements = ReadonlyMap<PartClass, PartClass>;

type Fields = Record<string, unknown>;

/**
 * Puts other parts in the place of those of the given classes, with the same fields, anywhere in a tree;
 * gives the root, which may be another one now. A subclass of a given class stays as it is.
 */
export function replaceParts<T>(root: T, replacements: Replacements): T {
  return replacements.size === 0 ? root : replaceIn(root, replacements) as T;
}

function replaceIn(value: unknown, replacements: Replacements): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (ArrayBuffer.isView(value) || Object.isFrozen(value)) return value;
  if (value instanceof Map) {
    for (const [key, entry] of value) value.set(key, replaceIn(entry, replacements));
    return value;
  }
  const Part = replacements.get(value.constructor as PartClass);
  const part = (Part === undefined ? value : Object.assign(new Part(), value)) as Fields;
  // as in a copy, specs are not part of the tree
  for (const name of Object.keys(part)) {
    if (name !== "spec") part[name] = replaceIn(part[name], replacements);
  }
  return part;
}

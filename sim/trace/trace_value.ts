// A user's value inside a trace file. Values are frozen plain data, which JSON can almost hold: the few
// things it cannot are wrapped in an object whose only field is "$".
//
//     NaN        → {"$":"NaN"}        undefined → {"$":"undefined"}
//     12n        → {"$":"12n"}        {"$":1}   → {"$":{"$":1}}      so that nothing is ambiguous

/** Deepest nesting of a value that is written or read; values are frozen 64 levels deep at most. */
const DEPTH_MAX = 80;

const SPECIALS: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [undefined, "undefined"],
  [NaN, "NaN"],
  [Infinity, "Infinity"],
  [-Infinity, "-Infinity"],
]);
const VALUES: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ...[...SPECIALS].map(([value, name]) => [name, value] as const),
  ["-0", -0],
]);

/** The value as something that JSON can hold. */
export function encodeValue(value: unknown): unknown {
  if (SPECIALS.has(value)) return { $: SPECIALS.get(value) };
  if (Object.is(value, -0)) return { $: "-0" };
  if (typeof value === "bigint") return { $: `${value}n` };
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(encodeValue);
  const fields = encodeFields(value);
  return Object.hasOwn(value, "$") ? { $: fields } : fields;
}

/** The value that was encoded, frozen, or undefined inside `broken` when it is none. */
export function decodeValue(json: unknown): { readonly value: unknown } | "broken" {
  try {
    return { value: decode(json, 0) };
  } catch (error) {
    if (error instanceof BrokenValue) return "broken";
    throw error;
  }
}

class BrokenValue extends Error {}

function encodeFields(value: object): object {
  // fromEntries defines fields, it does not assign them: a field called __proto__ is only a name
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, encodeValue(field)]),
  );
}

function decode(json: unknown, depth: number): unknown {
  if (depth > DEPTH_MAX) throw new BrokenValue();
  if (typeof json !== "object" || json === null) return json;
  if (Array.isArray(json)) return Object.freeze(json.map((entry) => decode(entry, depth + 1)));
  return Object.hasOwn(json, "$") ? decodeWrapped(json, depth) : decodeFields(json, depth);
}

function decodeWrapped(json: object, depth: number): unknown {
  const inner = (json as { $: unknown }).$;
  if (Object.keys(json).length !== 1) throw new BrokenValue();
  if (typeof inner === "object" && inner !== null && Object.hasOwn(inner, "$")) {
    return decodeFields(inner, depth);
  }
  if (typeof inner !== "string") throw new BrokenValue();
  if (VALUES.has(inner)) return VALUES.get(inner);
  if (!/^-?\d{1,1000}n$/.test(inner)) throw new BrokenValue();
  return BigInt(inner.slice(0, -1));
}

function decodeFields(json: object, depth: number): unknown {
  const fields = Object.entries(json).map(([name, field]) => [name, decode(field, depth + 1)]);
  return Object.freeze(Object.fromEntries(fields));
}

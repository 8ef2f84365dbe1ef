// Shapes of JSON data: a shape looks at a value and gives it back, or refuses it with its path. Small
// ones make large ones, so the form of a plain job can be read off a table.

import type { Json } from "./json_copy.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { checkName } from "./names.ts";

/** Refuses a value that is not as wanted. */
export type Shape = (value: Json, path: string) => void;

/** A field that may be missing. */
export interface Optional {
  readonly shape: Shape;
}

/** The shapes of an object's fields, by name. */
export type Fields = Readonly<Record<string, Shape | Optional>>;

/** A field that may be missing. */
export function optional(shape: Shape): Optional {
  return { shape };
}

/** Any value at all; someone else will check it. */
export const anything: Shape = () => {};

/** A readable name. Errors: `E-NAME`. */
export const name: Shape = (value, path) => {
  checkName(value, path);
};

/** A whole number of at least `min`. */
export function whole(min: number): Shape {
  return (value, path) => {
    if (Number.isSafeInteger(value) && (value as number) >= min) return;
    refuseShape(value, path, `a whole number of at least ${min}`);
  };
}

/** Yes or no. */
export const flag: Shape = (value, path) => {
  if (typeof value !== "boolean") refuseShape(value, path, "true or false");
};

/** One of a few texts. */
export function oneOf(...texts: readonly string[]): Shape {
  return (value, path) => {
    if (!texts.includes(value as string)) refuseShape(value, path, texts.join(", "));
  };
}

/** A list whose entries have a shape. */
export function list(shape: Shape, countMax: number): Shape {
  return (value, path) => {
    if (!Array.isArray(value)) refuseShape(value, path, "a list");
    if (value.length > countMax) {
      refuse("E-GRAPH-LIMIT", `${path} has ${value.length} entries; wanted: at most ${countMax}`);
    }
    value.forEach((entry, index) => shape(entry, `${path}[${index}]`));
  };
}

/** An object with these fields and no others. Errors: `E-GRAPH-DATA`, `E-GRAPH-FIELD`. */
export function object(fields: Fields): Shape {
  const known = new Map(Object.entries(fields));
  return (value, path) => {
    checkObject(value, path);
    for (const field of Object.keys(value)) {
      if (!known.has(field)) refuseField(field, path, [...known.keys()]);
    }
    for (const [field, rule] of known) {
      const isOptional = typeof rule === "object";
      if (Object.hasOwn(value, field)) {
        (isOptional ? rule.shape : rule)(value[field], `${path}.${field}`);
      } else if (!isOptional) {
        refuse("E-GRAPH-DATA", `${path} has no field ${field}; wanted: ${[...known.keys()]}`);
      }
    }
  };
}

/** An object whose field `type` says which shape it has. Errors: also `E-GRAPH-TYPE`. */
export function byType(shapes: Readonly<Record<string, Fields>>): Shape {
  const known = new Map(
    Object.entries(shapes).map(([type, fields]) => [type, object({ type: anything, ...fields })]),
  );
  return (value, path) => {
    checkObject(value, path);
    const type = Object.hasOwn(value, "type") ? value.type : undefined;
    const shape = known.get(type as string);
    if (shape !== undefined) return shape(value, path);
    refuse(
      "E-GRAPH-TYPE",
      `${path}.type is ${showValue(type)}; wanted: one of ${[...known.keys()].join(", ")}. Usual ` +
        `cause: a typing error, or data of a newer version`,
    );
  };
}

/** Refuses everything that is no JSON object. Errors: `E-GRAPH-DATA`. */
export function checkObject(
  value: Json,
  path: string,
): asserts value is { readonly [name: string]: Json } {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return;
  refuseShape(value, path, "an object");
}

/** Says what stands where something else is wanted. Errors: `E-GRAPH-DATA`. */
export function refuseShape(value: Json, path: string, wanted: string): never {
  refuse("E-GRAPH-DATA", `${path} is ${showValue(value)}; wanted: ${wanted}`);
}

function refuseField(field: string, path: string, known: readonly string[]): never {
  refuse(
    "E-GRAPH-FIELD",
    `${path} has an unknown field ${showValue(field)}; wanted: ${
      known.join(", ")
    }. Usual cause: a ` +
      `typing error, or data of a newer version`,
  );
}

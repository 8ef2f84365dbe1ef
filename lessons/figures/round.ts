// Numbers of a model as they are drawn: one decimal. A model that is compared must not end in the noise
// of its arithmetic.

/** A copy with every number rounded to one decimal. */
export function rounded<T>(value: T): T {
  if (typeof value === "number") return (Math.round(value * 10) / 10 + 0) as T;
  if (Array.isArray(value)) return value.map(rounded) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, rounded(one)])) as T;
}

// What a value calls itself. Records of lessons have names, so that one comes to know them.

/** A value's `name`, or else its `id`; empty when it has neither. */
export function valueName(value: unknown): string {
  const { name, id } = (value ?? {}) as { name?: unknown; id?: unknown };
  if (typeof name === "string") return name;
  return typeof id === "string" ? id : "";
}

// What values and records are called. Records of lessons have names, so that one comes to know them.

/** A value's `name`, or else its `id`; empty when it has neither. */
export function valueName(value: unknown): string {
  const { name, id } = (value ?? {}) as { name?: unknown; id?: unknown };
  if (typeof name === "string") return name;
  return typeof id === "string" ? id : "";
}

/** A record's name: its own, that of the source record it stems from, or that record's number. */
export function recordName(
  { name, origin }: { readonly name: string; readonly origin: number },
  names: readonly string[] = [],
): string {
  return name || names[origin] || `#${origin}`;
}

/** Names that can serve as ids: one that comes again gets a number. */
export function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} ·${times}`;
  });
}

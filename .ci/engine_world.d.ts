// What entropy.ts takes away from user functions, it must be able to name. Lint refuses both names
// in every other file of the engine.

declare const performance: { now(): number };
declare const crypto: { getRandomValues<T>(array: T): T; randomUUID(): string };

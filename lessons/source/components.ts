// The components that a lesson may use. A lesson names ids and nothing else: no imports, no expressions,
// no options. What an id stands for is said in code, which a compiler checks.

/** What is known of a component. */
export interface ComponentSpec {
  /** Attributes that must be there, and the only ones that may. */
  readonly attributes: readonly string[];
  /** It stands in a line of text, on its own, or around other blocks. */
  readonly place: "inline" | "alone" | "around";
}

/** All components. */
export const COMPONENTS: ReadonlyMap<string, ComponentSpec> = new Map<string, ComponentSpec>([
  // a cell of the English lesson, in a translation
  ["Cell", { attributes: ["id"], place: "alone" }],
  ["Figure", { attributes: ["id"], place: "alone" }],
  // a word of the glossary
  ["Term", { attributes: ["id"], place: "inline" }],
  // a law that is checked for every change of the engine
  ["Law", { attributes: ["id"], place: "inline" }],
  // a question before the run, and its answers, each with what is to be said of it
  ["Predict", { attributes: [], place: "around" }],
  ["Choice", { attributes: ["says"], place: "around" }],
  // what opens on demand
  ["Hint", { attributes: ["says"], place: "around" }],
  ["Teachers", { attributes: ["says"], place: "around" }],
  // beside the main thread
  ["Aside", { attributes: [], place: "around" }],
]);

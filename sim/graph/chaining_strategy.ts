// How an operator may be chained with its neighbours (Flink's ChainingStrategy, G-6).

/**
 * `always`: with both neighbours. `head`: never with its predecessor. `never`: with nobody.
 * `headWithSources`: as `head`, but sources may be chained in front of it.
 */
export type ChainingStrategy = "always" | "head" | "never" | "headWithSources";

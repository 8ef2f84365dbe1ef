// What a savepoint is for (Flink's SavepointType): to go on, to stop as one would pause, or to stop for
// good (CP-15, CP-16).
//
//   take    a copy is taken, the job goes on                      nobody is told that it is complete
//   stop    sources stop, nothing is finished, the job ends       told: sinks commit, tasks leave
//   drain   sources end, timers fire and operators finish first   told: sinks commit, tasks leave

/** What becomes of the job with a savepoint. */
export type SavepointMode = "take" | "stop" | "drain";

/** All of them. */
export const SAVEPOINT_MODES: readonly SavepointMode[] = Object.freeze(["take", "stop", "drain"]);

/** True for a savepoint with which the job ends (Flink calls it synchronous). */
export function endsJob(mode: SavepointMode | null): boolean {
  return mode === "stop" || mode === "drain";
}

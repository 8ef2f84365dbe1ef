// What faults do to a running job.

import type { Cast } from "./cast.ts";
import type { ControlPlane } from "./control_plane.ts";
import type { Ground } from "./ground.ts";
import type { Engine } from "./task/engine.ts";
import type { World } from "./world.ts";

/** The faults of one world, wired. */
export class FaultEffects {
  constructor(
    readonly ground: Ground,
    readonly world: World,
    readonly engine: Engine,
    readonly cast: Cast,
    readonly control: ControlPlane,
  ) {}
  start(): void {}
  act(): void {}
  intervene(_fault: string): void {}
}

// The picture at any index of a trace, quickly: a copy is kept every 16,384 facts, and the rest of the
// way is folded. Keyframes are made when somebody goes there for the first time.

import type { FactRow } from "@headwater/sim/trace";
import type { PlanDescription } from "@headwater/sim";
import { copyPicture, emptyPicture, type Picture } from "./picture.ts";
import { applyFact } from "./picture_fold.ts";

/** Facts between two keyframes. */
export const KEYFRAME_FACTS = 16_384;

/** Facts by index, from 0 on: an array, or a trace that has forgotten nothing. */
export interface FactList {
  readonly length: number;
  at(index: number): FactRow | undefined;
}

/** All pictures of one run. */
export class PictureBook {
  /** The picture before fact `i · distance`. */
  private readonly keyframes: Picture[];

  constructor(
    plan: Pick<PlanDescription, "subtasks" | "channels">,
    private readonly facts: FactList,
    private readonly distance: number = KEYFRAME_FACTS,
  ) {
    this.keyframes = [emptyPicture(plan)];
  }

  /** The picture after the first `index` facts; the caller may change it. */
  at(index: number): Picture {
    if (!(index >= 0 && index <= this.facts.length)) {
      throw new RangeError(
        `The trace has ${this.facts.length} facts; there is no picture ${index}`,
      );
    }
    const { keyframes, distance } = this;
    const page = Math.floor(index / distance);
    while (keyframes.length <= page) {
      keyframes.push(this.fold(keyframes.at(-1)!, keyframes.length * distance));
    }
    return this.fold(keyframes[page], index);
  }

  private fold(keyframe: Picture, until: number): Picture {
    const picture = copyPicture(keyframe);
    for (let index = picture.index; index < until; index++) {
      applyFact(picture, this.facts.at(index)!);
    }
    return picture;
  }
}

import { strictEqual } from "node:assert";
import { namesOf, open } from "@headwater/sim";
import { isLandmark, Narrator } from "@headwater/sim/trace";
import job from "./job.ts";

/** The landmarks of the running example and all that happens to its two late records, in words. */
function story(): string {
  const timeline = open(job, { record: { level: "all" } }).run();
  const narrator = new Narrator(namesOf(timeline));
  let lines = "";
  for (const fact of timeline.trace.facts()) {
    const sentence = narrator.tell(fact);
    const isLate = /\br(9|12)\b/.test(sentence);
    if (isLandmark(fact) || isLate) lines += `${(fact.time / 1e6).toFixed(3)} s  ${sentence}\n`;
  }
  return lines;
}

Deno.test("the running example tells its story in words", async () => {
  const golden = new URL("./goldens/story.en.txt", import.meta.url);
  strictEqual(story(), await Deno.readTextFile(golden));
});

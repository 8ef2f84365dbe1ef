import { strictEqual, throws } from "node:assert/strict";
import { copy } from "../clock/copy.ts";
import { WatermarkMultiplexer } from "./watermark_multiplexer.ts";

/**
 * Each line: `a 5` a watermark, `a IDLE`, `a ACTIVE`, `+a` and `-a` register and unregister; a `?`
 * behind defers it, `tick` ends the tick. After the arrow: what the multiplexer answers.
 */
function play(lines: string): WatermarkMultiplexer {
  const multiplexer = new WatermarkMultiplexer();
  const said: string[] = [];
  const output = {
    emitWatermark: (timestamp: number) => void said.push(String(timestamp)),
    markIdle: () => void said.push("IDLE"),
    markActive: () => void said.push("ACTIVE"),
  };
  for (const line of lines.trim().split("\n")) {
    const [told, answer] = line.split("→").map((part) => part.trim());
    const [split, what] = told.replace("?", "").split(" ");
    const isDeferred = told.endsWith("?");
    if (split === "tick") multiplexer.onPeriodicEmit(output);
    else if (split[0] === "+") multiplexer.register(split.slice(1));
    else if (split[0] === "-") multiplexer.unregister(split.slice(1));
    else if (what === "IDLE") multiplexer.markIdle(split, isDeferred, output);
    else if (what === "ACTIVE") multiplexer.markActive(split, isDeferred, output);
    else multiplexer.emitWatermark(split, Number(what), isDeferred, output);
    strictEqual(said.splice(0).join(" "), answer, `after "${told}"`);
  }
  return multiplexer;
}

Deno.test("WG-9 WatermarkMultiplexer emits the minimum over the splits that are not idle", () => {
  play(
    `+a     →
     +b     →
     +c     →
     a 2    →
     b 5    →
     c IDLE → 2
     a 4    → 4
     a IDLE → 5
     b IDLE → IDLE`,
  );
});

Deno.test("WG-9 WatermarkMultiplexer waits for the tick with what is deferred", () => {
  play(
    `+a   →
     +b   →
     a 0? →
     b 1? →
     tick → 0
     a 7? →
     b 3  → 3`,
  );
});

Deno.test("WG-9 WatermarkMultiplexer does not fall back when an idle split returns behind", () => {
  play(
    `+a       →
     +b       →
     a 2      →
     b 5      → 2
     a IDLE   → 5
     a 3      →
     b 8      →
     a ACTIVE →
     a 6      → 6`,
  );
});

Deno.test("WG-9 WatermarkMultiplexer advances past a split that left with the next update", () => {
  play(
    `+a   →
     +b   →
     a 3  →
     b 9  → 3
     -a   →
     tick → 9
     -b   →
     tick →`,
  );
});

Deno.test("WG-9 WatermarkMultiplexer without splits says nothing, whatever the minimum of none", () => {
  play("tick →");
});

Deno.test("WatermarkMultiplexer tells an unknown split from a registered one", () => {
  const multiplexer = play("+a →");
  const output = { emitWatermark() {}, markIdle() {}, markActive() {} };
  strictEqual(multiplexer.unregister("b"), false);
  throws(() => multiplexer.emitWatermark("b", 1, false, output), /"b" is registered before/);
  throws(() => multiplexer.register("a"), /"a" is registered once/);
  throws(() => multiplexer.emitWatermark("a", NaN, true, output), /E-TS-RANGE/);
});

Deno.test("WatermarkMultiplexer is a part: its copy goes on alone", () => {
  const multiplexer = play("+a →\na 3 → 3");
  const twin = copy(multiplexer);
  const output = { emitWatermark() {}, markIdle() {}, markActive() {} };
  twin.emitWatermark("a", 9, false, output);
  strictEqual(multiplexer.combinedWatermark, 3);
  strictEqual(twin.combinedWatermark, 9);
});

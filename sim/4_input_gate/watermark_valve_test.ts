import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { copy } from "../clock/copy.ts";
import { drawBelow } from "../clock/prng.ts";
import { MAX, MIN } from "../clock/time.ts";
import { WatermarkValve } from "./watermark_valve.ts";

/** A valve, and what it said since it was last asked. */
class ValveStory {
  readonly valve = new WatermarkValve();
  private said: string[] = [];

  constructor(channelCount: number) {
    this.valve.build(channelCount);
  }

  emitWatermark(timestamp: number): void {
    this.said.push(String(timestamp));
  }

  emitStatus(isIdle: boolean): void {
    this.said.push(isIdle ? "IDLE" : "ACTIVE");
  }

  /** Tells the valve one thing, as `c0 29`, `c1 IDLE` or `c1 ACTIVE`, and gives its answer. */
  tell(line: string): string {
    const [, channel, what] = line.match(/^c(\d+) (\S+)$/)!;
    if (/\d/.test(what)) this.valve.receiveWatermark(Number(channel), Number(what), this);
    else this.valve.receiveStatus(Number(channel), what === "IDLE", this);
    return this.said.splice(0).join(" ");
  }
}

/** Each line: what a channel says, then after the arrow what the valve answers. */
function play(channelCount: number, lines: string): ValveStory {
  const story = new ValveStory(channelCount);
  for (const line of lines.trim().split("\n")) {
    const [told, answer] = line.split("→").map((part) => part.trim());
    strictEqual(story.tell(told), answer, `after "${told}"`);
  }
  return story;
}

Deno.test("TVX-10 WatermarkValve lets a returned channel catch up before it counts", () => {
  const { valve } = play(
    2,
    `c0 29     →
     c1 14     → 14
     c1 14     →
     c1 33     → 29
     c0 IDLE   → 33
     c0 40     →
     c0 ACTIVE →
     c1 35     → 35
     c0 34     →
     c0 36     →
     c1 50     → 36`,
  );
  deepStrictEqual([...valve.aligned], [1, 1]);
});

Deno.test("TVX-11 WatermarkValve flushes the maximum when its last channel turns idle", () => {
  const { valve } = play(
    2,
    `c0 10     →
     c1 20     → 10
     c1 IDLE   →
     c0 IDLE   → 20 IDLE
     c1 ACTIVE → ACTIVE`,
  );
  deepStrictEqual([...valve.aligned], [0, 1]);
});

Deno.test("V-1 WatermarkValve ignores idle channels and watermarks that do not grow", () => {
  play(
    1,
    `c0 25     → 25
     c0 25     →
     c0 18     →
     c0 IDLE   → IDLE
     c0 50     →
     c0 ACTIVE → ACTIVE
     c0 50     → 50`,
  );
});

Deno.test("V-2 WatermarkValve emits the minimum once every channel has spoken", () => {
  play(
    3,
    `c0 12 →
     c2 8  →
     c2 10 →
     c1 15 → 10
     c2 17 → 12
     c0 20 → 15`,
  );
});

Deno.test("V-3 WatermarkValve flushes nothing when its last channel had not caught up", () => {
  play(
    2,
    `c0 7      →
     c1 10     → 7
     c0 IDLE   → 10
     c0 ACTIVE →
     c0 9      →
     c1 IDLE   →
     c0 IDLE   → IDLE`,
  );
});

Deno.test("V-4 WatermarkValve holds a returned channel's larger watermark until one is news", () => {
  play(
    3,
    `c0 10     →
     c1 7      →
     c2 IDLE   → 7
     c2 ACTIVE →
     c0 IDLE   →
     c1 IDLE   →
     c0 ACTIVE →
     c0 11     → 11`,
  );
});

Deno.test("V-5 WatermarkValve ignores a status that is no change", () => {
  play(
    2,
    `c0 ACTIVE →
     c1 IDLE   →
     c1 IDLE   →
     c0 IDLE   → IDLE
     c0 IDLE   →
     c1 ACTIVE → ACTIVE
     c0 ACTIVE →`,
  );
});

Deno.test("V-6 WatermarkValve stands still at one silent channel that is active", () => {
  play(
    2,
    `c0 1000       →
     c0 ${MAX}     →
     c1 3          → 3`,
  );
});

Deno.test("WatermarkValve passes the final watermark when all channels have sent it", () => {
  play(2, `c0 ${MAX} →\nc1 ${MAX} → ${MAX}`);
});

Deno.test("WatermarkValve is a part: its copy goes on alone", () => {
  const { valve } = play(2, "c0 29 →\nc1 14 → 14");
  const twin = copy(valve);
  twin.receiveWatermark(1, 33, { emitWatermark() {}, emitStatus() {} });
  strictEqual(twin.lastWatermark, 29);
  strictEqual(valve.lastWatermark, 14);
});

Deno.test("V-2 WatermarkValve looks at all channels only when it must, and says the same", () => {
  const spoken = new Set<string>();
  for (let run = 0; run < 400; run++) {
    const channelCount = 1 + drawBelow(7, 0, run, 0, 6);
    const story = new ValveStory(channelCount);
    const rules = new ValveOfRules(channelCount);
    for (let n = 1; n <= 60; n++) {
      const channel = drawBelow(7, 1, run, n, channelCount);
      const verb = drawBelow(7, 2, run, n, 10);
      const watermark = drawBelow(7, 3, run, n, 12 + n);
      const what = verb < 2 ? "IDLE" : verb < 4 ? "ACTIVE" : String(watermark);
      const answer = story.tell(`c${channel} ${what}`);
      strictEqual(answer, rules.tell(channel, what), `run ${run}, line ${n}`);
      spoken.add(answer.replace(/-?\d+/, "n"));
    }
  }
  deepStrictEqual([...spoken].sort(), ["", "ACTIVE", "IDLE", "n", "n IDLE"]);
});

/** V-1 … V-5 word by word, looking at every channel every time. */
class ValveOfRules {
  private readonly channels: { watermark: number; isIdle: boolean; isAligned: boolean }[];
  private last = MIN;
  private isIdle = false;

  constructor(channelCount: number) {
    this.channels = Array.from(
      { length: channelCount },
      () => ({ watermark: MIN, isIdle: false, isAligned: true }),
    );
  }

  tell(index: number, what: string): string {
    const channel = this.channels[index];
    if (what === "IDLE") return channel.isIdle ? "" : this.toIdle(index);
    if (what === "ACTIVE") return channel.isIdle ? this.toActive(index) : "";
    const timestamp = Number(what);
    if (this.isIdle || channel.isIdle || timestamp <= channel.watermark) return "";
    channel.watermark = timestamp;
    if (timestamp >= this.last) channel.isAligned = true;
    return this.minimum();
  }

  private toIdle(index: number): string {
    const channel = this.channels[index];
    channel.isIdle = true;
    channel.isAligned = false;
    const heldBack = channel.watermark === this.last;
    if (this.channels.some(({ isIdle }) => !isIdle)) return heldBack ? this.minimum() : "";
    const maximum = Math.max(...this.channels.map(({ watermark }) => watermark));
    this.isIdle = true;
    if (!heldBack || maximum <= this.last) return "IDLE";
    this.last = maximum;
    return `${maximum} IDLE`;
  }

  private toActive(index: number): string {
    const channel = this.channels[index];
    channel.isIdle = false;
    if (channel.watermark >= this.last) channel.isAligned = true;
    if (!this.isIdle) return "";
    this.isIdle = false;
    return "ACTIVE";
  }

  private minimum(): string {
    const aligned = this.channels.filter(({ isAligned }) => isAligned);
    const minimum = Math.min(...aligned.map(({ watermark }) => watermark));
    if (aligned.length === 0 || minimum <= this.last) return "";
    this.last = minimum;
    return String(minimum);
  }
}

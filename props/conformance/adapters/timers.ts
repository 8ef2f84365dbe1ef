// Schema `timers`: a timer service with its keys, namespaces and clocks. A physical timer is what the
// service has asked the clock for.

import { MIN, TimerService } from "@headwater/sim";
import { TimerQueue } from "../../../sim/6_state/timer_queue.ts";
import { copy } from "../../../sim/clock/copy.ts";
import type { CaseReader } from "../case_reader.ts";

/** Runs one case. */
export function timers(testCase: CaseReader): void {
  testCase.only("steps");
  let benches = [new TimerBench()];
  for (const step of testCase.get("steps").items()) {
    if (step.has("snapshotAndRestore")) benches = [benches[0].restored(() => true)];
    else if (step.has("snapshotAndSplitByKeyGroup")) {
      const [bench] = benches, split = step.get("snapshotAndSplitByKeyGroup");
      benches = [1, 2].map((service) => {
        // keys are symbolic: which half of the key groups each belongs to is said in words
        const words = split.get(`service${service}`).text().split(/[^\w-]+/);
        return bench.restored((key) => words.includes(key));
      });
    } else {
      const service = step.has("service") ? step.get("service").integer() : 1;
      playStep(step, benches[service - 1]);
    }
  }
}

/** A timer that fired. */
interface Fired {
  readonly domain: "event" | "processing";
  readonly key: string;
  readonly namespace: string;
  readonly ts: number;
}

/** A service with what stands around it. */
class TimerBench {
  service: TimerService = new TimerService();
  readonly fired: Fired[] = [];
  now = MIN;
  /** The one timer that the clock was asked for. */
  physical = Infinity;
  /** Done on each later firing by the clock. */
  onFire: readonly CaseReader[] = [];
  readonly keys: string[] = [];
  readonly namespaces: string[] = [];
  readonly context = {
    key: -1,
    setKey: (key: number) => void (this.context.key = key),
    report() {},
    requestTimer: (at: number) => void (this.physical = at),
  };
  private readonly target = {
    onEventTime: (namespace: number, ts: number) => this.note("event", namespace, ts),
    onProcessingTime: (namespace: number, ts: number) => {
      this.note("processing", namespace, ts);
      for (const action of this.onFire) register(action, this);
    },
  };

  setKey(name: string): void {
    this.context.key = numberIn(this.keys, name);
  }

  namespaceOf(name: string): number {
    return numberIn(this.namespaces, name);
  }

  advanceWatermark(watermark: number): void {
    this.service.advanceWatermark(watermark, this.target, this.context);
    this.service.arm(this.context);
  }

  advanceProcessingTime(now: number): void {
    this.now = now;
    while (this.physical <= now) {
      const at = this.physical;
      this.physical = Infinity;
      this.service.advanceProcessingTime(at, this.target, this.context);
      this.service.arm(this.context);
    }
  }

  /** All timers of a domain, without firing them. */
  visit(queue: TimerQueue): Omit<Fired, "domain">[] {
    const twin = copy(queue), found: Omit<Fired, "domain">[] = [];
    for (let row = twin.first(); row >= 0; row = twin.first()) {
      found.push({
        key: this.keys[twin.timers.keyAt(row)],
        namespace: this.namespaces[twin.timers.namespaceAt(row)],
        ts: twin.timers.stampAt(row),
      });
      twin.removeRow(row);
    }
    return found;
  }

  /** A new service with the timers of some keys: its event time begins anew (TI-8). */
  restored(isMine: (key: string) => boolean): TimerBench {
    const bench = new TimerBench();
    const queues = [
      [this.service.eventTimers, bench.service.eventTimers],
      [this.service.processingTimers, bench.service.processingTimers],
    ] as const;
    for (const [from, to] of queues) {
      for (const { key, namespace, ts } of this.visit(from)) {
        if (isMine(key)) to.add(bench.namespaceOf(namespace), numberIn(bench.keys, key), ts);
      }
    }
    bench.service.arm(bench.context);
    return bench;
  }

  private note(domain: Fired["domain"], namespace: number, ts: number): void {
    this.fired.push({
      domain,
      key: this.keys[this.context.key],
      namespace: this.namespaces[namespace],
      ts,
    });
  }
}

function numberIn(names: string[], name: string): number {
  const found = names.indexOf(name);
  return found >= 0 ? found : names.push(name) - 1;
}

const REGISTERING = [
  "registerEventTimer",
  "registerProcessingTimer",
  "deleteEventTimer",
  "deleteProcessingTimer",
] as const;

function register(step: CaseReader, bench: TimerBench): void {
  const verb = step.verb(...REGISTERING);
  const { service, context } = bench;
  const body = step.get(verb).only("namespace", "ts");
  const namespace = bench.namespaceOf(body.get("namespace").text()), ts = body.get("ts").time();
  if (verb === "registerEventTimer") service.registerEventTimeTimer(namespace, ts, context);
  if (verb === "registerProcessingTimer") {
    service.registerProcessingTimeTimer(namespace, ts, context);
  }
  if (verb === "deleteEventTimer") service.deleteEventTimeTimer(namespace, ts, context);
  if (verb === "deleteProcessingTimer") service.deleteProcessingTimeTimer(namespace, ts, context);
  service.arm(context);
}

function playStep(step: CaseReader, bench: TimerBench): void {
  const verb = step.verb(
    ...REGISTERING,
    "setKey",
    "processingTime",
    "advanceWatermark",
    "onProcessingTimerFire",
    "expectCounts",
    "expectPhysicalTimers",
    "expectFired",
    "expectFiredMetric",
    "expectCurrentProcessingTime",
    "expectCurrentWatermark",
    "forEach",
  );
  const body = step.get(verb);
  const { service } = bench;
  switch (verb) {
    case "setKey":
      return bench.setKey(body.text());
    case "processingTime":
      return bench.advanceProcessingTime(body.time());
    case "advanceWatermark":
      return bench.advanceWatermark(body.time());
    case "onProcessingTimerFire":
      bench.onFire = body.items();
      return;
    case "expectCounts":
      return expectCounts(body, bench);
    case "expectPhysicalTimers": {
      body.only("count", "contains");
      step.expect(bench.physical < Infinity ? 1 : 0, body.get("count").integer());
      if (body.has("contains")) step.expect(bench.physical, body.get("contains").time());
      return;
    }
    case "expectFired":
      return expectFired(body, bench);
    case "expectFiredMetric":
      return step.expect(service.numFiredTimers, body.integer());
    case "expectCurrentProcessingTime":
      return step.expect(bench.now, body.time());
    case "expectCurrentWatermark":
      return step.expect(service.currentWatermark, body.time());
    case "forEach": {
      const isEvent = body.choice("event", "processing") === "event";
      const found = bench.visit(isEvent ? service.eventTimers : service.processingTimers);
      const texts = (list: unknown[]) => list.map((one) => JSON.stringify(one)).toSorted();
      const wanted = step.get("visits").items().map((visit) => ({
        key: visit.get("key").text(),
        namespace: visit.get("namespace").text(),
        ts: visit.get("ts").time(),
      }));
      return step.expect(texts(found), texts(wanted));
    }
    default:
      return register(step, bench);
  }
}

function expectCounts(wanted: CaseReader, bench: TimerBench): void {
  wanted.only(
    "eventTimers",
    "processingTimers",
    "eventTimersByNamespace",
    "processingTimersByNamespace",
  );
  for (const domain of ["event", "processing"] as const) {
    const found = bench.visit(bench.service[`${domain}Timers`]);
    const name = `${domain}Timers`;
    if (wanted.has(name)) wanted.get(name).expect(found.length, wanted.get(name).integer());
    if (!wanted.has(`${name}ByNamespace`)) continue;
    const byNamespace = wanted.get(`${name}ByNamespace`);
    for (const namespace of Object.keys(byNamespace.json() as object)) {
      const count = found.filter((timer) => timer.namespace === namespace).length;
      byNamespace.get(namespace).expect(count, byNamespace.get(namespace).integer());
    }
  }
}

function expectFired(wanted: CaseReader, { fired }: TimerBench): void {
  wanted.only("timeDomain", "total", "timers");
  const domain = wanted.get("timeDomain").choice("event", "processing");
  const ofDomain = fired.filter((timer) => timer.domain === domain);
  if (wanted.has("total")) {
    wanted.get("total").expect(ofDomain.length, wanted.get("total").integer());
  }
  for (const row of wanted.get("timers").items()) {
    row.only("key", "namespace", "ts", "times");
    const count = ofDomain.filter(({ key, namespace, ts }) =>
      key === row.get("key").text() && namespace === row.get("namespace").text() &&
      ts === row.get("ts").time()
    ).length;
    row.expect(count, row.get("times").integer());
  }
}

// The running example: twelve readings of three sensors, each with a name, so that one comes to know
// them. Two gateways pass them on; north and south are the two partitions of the log.
//
//   arrives (s)  1    2    4    5    8    9    12   13   15    18   19   23
//   north        r1        r3        r5   r6        r8         r10
//   south             r2        r4             r7        r9         r11  r12
//   sensor       a    c    b    b    a    c    a    b    a     c    b    b
//   measured (s) 1    2    4    5    8    6    12   13   7     18   19   3
//                                         │              │               │
//            6 < 8: out of order, in time ┘              │               │
//            its window has fired: late, but allowed ────┘               │
//            its window is gone: too late ───────────────────────────────┘

import {
  collectSink,
  millis,
  OutputTag,
  replayableLog,
  seconds,
  type StreamExecutionEnvironment,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "@headwater/sim";

/** What a sensor reports. */
export interface Reading {
  readonly name: string;
  readonly sensor: "a" | "b" | "c";
  /** When it was measured, in milliseconds: the event time. */
  readonly at: number;
  readonly celsius: number;
}

/** The highest temperature of one sensor in one window. */
export interface Peak {
  readonly name: string;
  readonly sensor: string;
  readonly from: number;
  readonly until: number;
  readonly celsius: number;
}

const reading = (
  name: string,
  arrival: number,
  sensor: Reading["sensor"],
  at: number,
  celsius: number,
) => ({
  arrival: seconds(arrival),
  value: { name, sensor, at: at * 1000, celsius },
});

/** The log that the gateways write. */
export const readings = replayableLog<Reading>({
  name: "readings",
  partitions: [
    {
      id: "north",
      records: [
        reading("r1", 1, "a", 1, 20),
        reading("r3", 4, "b", 4, 14),
        reading("r5", 8, "a", 8, 23),
        reading("r6", 9, "c", 6, 31),
        reading("r8", 13, "b", 13, 15),
        reading("r10", 18, "c", 18, 30),
      ],
    },
    {
      id: "south",
      records: [
        reading("r2", 2, "c", 2, 29),
        reading("r4", 5, "b", 5, 16),
        reading("r7", 12, "a", 12, 22),
        reading("r9", 15, "a", 7, 25),
        reading("r11", 19, "b", 19, 13),
        reading("r12", 23, "b", 3, 17),
      ],
    },
  ],
});

/** What came too late for its window. */
export const tooLate = new OutputTag<Reading>("too late");

/** Highest temperature per sensor and ten seconds; readings may come two seconds out of order. */
export default function job(env: StreamExecutionEnvironment): void {
  const strategy = WatermarkStrategy
    .forBoundedOutOfOrderness<Reading>(2000)
    .withTimestampAssigner((reading) => reading.at);

  const peaks = env
    .fromSource(readings, strategy, "source").setParallelism(2)
    .keyBy((reading) => reading.sensor)
    .window(TumblingEventTimeWindows.of(10_000))
    .allowedLateness(5_000)
    .sideOutputLateData(tooLate)
    .reduce(
      (a, b) => b.celsius > a.celsius ? b : a,
      (sensor, { window }, [peak], out) =>
        out.collect({
          name: `${sensor} ${window.start / 1000}–${window.end / 1000} s`,
          sensor,
          from: window.start,
          until: window.end,
          celsius: peak.celsius,
        }),
    ).name("window").uid("window").setParallelism(2).costs(millis(20));

  peaks.sinkTo(collectSink("peaks")).uid("sink").setParallelism(1);
  peaks.getSideOutput(tooLate).sinkTo(collectSink("too late")).uid("too-late").setParallelism(1);
}

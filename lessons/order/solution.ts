// A solution: what is kept no longer depends on what came last. Readings may change places as they like;
// of two readings the later measured one wins, whichever comes first.

import { collectSink, type StreamExecutionEnvironment } from "@headwater/sim";
import { backlog, noWatermarks, toLabel } from "./job.ts";

/** The program, mended. */
function mended(env: StreamExecutionEnvironment): void {
  env.fromSource(backlog, noWatermarks, "source").setParallelism(2)
    .map(toLabel).name("label").setParallelism(2).startNewChain()
    .keyBy((label) => label.sensor)
    .reduce((shown, news) => news.at < shown.at ? shown : news).name("latest").setParallelism(2)
    .sinkTo(collectSink("display")).setParallelism(1);
}

export default mended;

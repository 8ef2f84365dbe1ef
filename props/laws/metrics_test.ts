import { testLaws } from "../law.ts";
import { METRICS } from "./metrics.ts";

testLaws(METRICS);

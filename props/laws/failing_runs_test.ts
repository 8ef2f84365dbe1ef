import { testLaws } from "../law.ts";
import { FAILING_RUNS } from "./failing_runs.ts";

testLaws(FAILING_RUNS);

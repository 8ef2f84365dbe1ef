import { testLaws } from "./law.ts";
import { RESULTS } from "./results.ts";

testLaws(RESULTS);

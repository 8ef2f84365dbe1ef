import { testLaws } from "../law.ts";
import { RESULTS } from "./results.ts";
import { WORK } from "./work.ts";

testLaws([...RESULTS, ...WORK]);

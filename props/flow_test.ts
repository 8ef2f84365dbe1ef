import { FLOW } from "./flow.ts";
import { testLaws } from "./law.ts";

testLaws(FLOW);

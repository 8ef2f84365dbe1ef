import { LATENESS } from "./lateness.ts";
import { testLaws } from "./law.ts";

testLaws(LATENESS);

import { DETERMINISM } from "./determinism.ts";
import { testLaws } from "./law.ts";

testLaws(DETERMINISM);

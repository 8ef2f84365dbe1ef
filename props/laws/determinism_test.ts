import { testLaws } from "../law.ts";
import { DETERMINISM } from "./determinism.ts";
import { INDIFFERENCE } from "./indifference.ts";

testLaws([...DETERMINISM, ...INDIFFERENCE]);

import { testLaws } from "../law.ts";
import { SAVEPOINTS } from "./savepoints.ts";

testLaws(SAVEPOINTS);

import { testLaws } from "./law.ts";
import { WINDOWS } from "./windows.ts";

testLaws(WINDOWS);

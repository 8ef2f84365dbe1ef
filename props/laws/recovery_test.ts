import { testLaws } from "../law.ts";
import { RECOVERY } from "./recovery.ts";

testLaws(RECOVERY);

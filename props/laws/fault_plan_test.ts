import { testLaws } from "../law.ts";
import { FAULT_PLANS } from "./fault_plan.ts";

testLaws(FAULT_PLANS);

import { testLaws } from "../law.ts";
import { COORDINATOR } from "./coordinator.ts";

testLaws(COORDINATOR);

import { testLaws } from "../law.ts";
import { GUARANTEES } from "./guarantees.ts";

testLaws(GUARANTEES);

import { testLaws } from "../law.ts";
import { EXACTLY_ONCE } from "./exactly_once.ts";

testLaws(EXACTLY_ONCE);

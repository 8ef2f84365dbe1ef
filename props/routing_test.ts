import { testLaws } from "./law.ts";
import { ROUTING } from "./routing.ts";

testLaws(ROUTING);

import { testLaws } from "../law.ts";
import { REDISTRIBUTION } from "./redistribution.ts";

testLaws(REDISTRIBUTION);

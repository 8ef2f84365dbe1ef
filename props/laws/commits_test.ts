import { testLaws } from "../law.ts";
import { COMMITS } from "./commits.ts";

testLaws(COMMITS);

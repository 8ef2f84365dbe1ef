import { testLaws } from "../law.ts";
import { BARRIERS } from "./barriers.ts";

testLaws(BARRIERS);

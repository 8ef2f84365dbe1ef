import { CREDITS } from "./credits.ts";
import { testLaws } from "./law.ts";

testLaws(CREDITS);

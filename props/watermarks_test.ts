import { testLaws } from "./law.ts";
import { WATERMARKS } from "./watermarks.ts";

testLaws(WATERMARKS);

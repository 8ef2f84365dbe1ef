import { testLaws } from "../law.ts";
import { SAVEPOINT_CONTENT } from "./savepoint_content.ts";

testLaws(SAVEPOINT_CONTENT);

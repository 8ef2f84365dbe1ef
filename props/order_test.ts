import { testLaws } from "./law.ts";
import { ORDER } from "./order.ts";

testLaws(ORDER);

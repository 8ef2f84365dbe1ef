// A lesson that cannot be read: which line, what is wrong there, and what is wanted.

/** Stops reading; the message begins with the place, as editors like it. */
export class LessonError extends Error {
  constructor(readonly path: string, readonly line: number, readonly sentence: string) {
    super(`${path}:${line}: ${sentence}`);
    this.name = "LessonError";
  }
}

/** Complains about one lesson. */
export type Refuse = (line: number, sentence: string) => never;

/** Complains about the lesson at a path. */
export function refuseIn(path: string): Refuse {
  return (line, sentence) => {
    throw new LessonError(path, line, sentence);
  };
}

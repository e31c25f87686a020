// Some things only the person at the keyboard can mend: a wrong setting, a folder that somebody else uses.
// They are told in one sentence, Chinese first, and never with a stack trace.

/** Stops a program before it serves. The sentences hold no secret and no personal data. */
export class CannotStart extends Error {
  readonly zh: string;
  readonly en: string;

  constructor(zh: string, en: string) {
    super(`${zh}\n${en}`);
    this.name = 'CannotStart';
    this.zh = zh;
    this.en = en;
  }
}

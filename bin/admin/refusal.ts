/** Something that the caller has to know, and can do something about. The command line ends with status 1. */
export class Refusal extends Error {
  constructor(
    /** For programs. */
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

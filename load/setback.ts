/** Why a shopper did not get what was asked for: an answer that says no, or no proper answer at all. */
export class Setback extends Error {
  /** The HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
  /** The stable code of the problem, such as `out_of_stock`; for a broken connection, that of the system. */
  readonly code: string;

  constructor(status: number | undefined, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

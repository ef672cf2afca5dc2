/** A refusal with a code of the schema's ResponseCodeType. */
export class EwsFailure extends Error {
  override readonly name = 'EwsFailure';
  readonly code: string;
  /** Faults end the whole request; else only the item asked for fails. */
  readonly asFault: boolean;
  /** Values of MessageXml by name. */
  readonly values: Readonly<Record<string, string>>;

  constructor(
    code: string,
    message: string,
    details: {
      readonly asFault?: boolean;
      readonly values?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.code = code;
    this.asFault = details.asFault ?? false;
    this.values = details.values ?? {};
  }
}

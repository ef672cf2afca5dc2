/** Where sign-in reports what went wrong; the application's logger fits. */
export interface AuthLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

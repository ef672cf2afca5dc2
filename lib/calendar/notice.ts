/**
 * - `changed`: something in the room's calendar has.
 * - `missed`: notices were lost; something may have.
 * - `expiring`: the subscription wants to be renewed.
 * - `ended`: there is no subscription any more.
 */
export type NoticeKind = 'changed' | 'missed' | 'expiring' | 'ended';

/** What a calendar system says by itself, to be believed only if the secret is right. */
export interface Notice {
  readonly kind: NoticeKind;
  readonly secret: string;
}

/** One call of a system to the address that it was given. */
export interface HookCall {
  readonly query: Readonly<Record<string, string>>;
  /** Whatever JSON came; undefined for none. */
  readonly body: unknown;
}

/** What a call is: a question whether we are there, answered with its own text, or notices. */
export type ReadHookCall =
  | { readonly kind: 'echo'; readonly text: string }
  | { readonly kind: 'notices'; readonly notices: readonly Notice[] };

/** Null for what is no call of that system. */
export type HookReader = (call: HookCall) => ReadHookCall | null;

import type { BackendKind } from '@/lib/core/places/room';
import type { Instant } from '@/lib/core/time/instant';

export type SecretOptions = Readonly<Record<string, unknown>>;

export interface ConnectionRecord {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly kind: BackendKind;
  readonly options: Readonly<Record<string, unknown>>;
  /** Decrypted; never leaves the server. */
  readonly secrets: SecretOptions;
  readonly revision: number;
  readonly lastOkAt: Instant | null;
  readonly lastErrorCode: string | null;
  readonly roomCount: number;
}

/** What an application asked to be told of. */
export interface Subscription {
  readonly id: string;
  /** As it was asked for. */
  readonly resource: string;
  /** Lower-case address of the mailbox whose events it is about. */
  readonly mailbox: string;
  readonly changeTypes: readonly string[];
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl: string | null;
  readonly clientState: string | null;
  readonly expirationMs: number;
  readonly applicationId: string;
}

export type LifecycleEvent = 'reauthorizationRequired' | 'subscriptionRemoved' | 'missed';

/** One POST to a subscriber, and how it ended: a status, or what the network said. */
export interface Delivery {
  readonly subscriptionId: string;
  readonly url: string;
  readonly body: unknown;
  readonly outcome: number | 'failed';
}

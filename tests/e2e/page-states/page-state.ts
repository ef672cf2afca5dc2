import type { Page } from 'playwright';
import type { Scene } from '@/tests/e2e/scene';

/** A page in one of its states, and how to bring it there. */
export interface PageState {
  readonly name: string;
  /** Absent: Alice of the demo, who has bookings. */
  readonly as?: 'nobody' | 'newcomer' | 'admin';
  /** Shown in the documentation. */
  readonly isPictured?: boolean;
  open(page: Page, scene: Scene): Promise<void>;
}

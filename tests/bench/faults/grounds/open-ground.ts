import type { FaultGround } from '@/tests/bench/faults/grounds/fault-ground';
import { openRadicaleGround } from '@/tests/bench/faults/grounds/radicale-ground';
import { openSimulatedGround } from '@/tests/bench/faults/grounds/simulated-ground';
import { simulatedKinds } from '@/tests/bench/simulated/simulated-server';

export const groundKinds = ['caldav', ...simulatedKinds] as const;
export type GroundKind = (typeof groundKinds)[number];

export function openGround(kind: GroundKind): Promise<FaultGround> {
  return kind === 'caldav' ? openRadicaleGround() : openSimulatedGround(kind);
}

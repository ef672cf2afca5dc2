import * as z from 'zod';
import type { TestResult } from '@/lib/services/test-connection';

const jsonObject = z.record(z.string(), z.json());

export function presentTestResult({ latencyMs, capabilities, problems, trial }: TestResult) {
  return {
    ok: problems.length === 0,
    latencyMs,
    capabilities: jsonObject.parse(capabilities ?? {}),
    problems: problems.map(({ step, error: { code, message }, room }) => ({
      step,
      code,
      message,
      room: room && { id: room.id, name: room.name },
    })),
    trial,
  };
}

import type { CalendarBackend } from '@/lib/calendar/backend';
import type { Check } from '@/tests/conformance/checks/check';
import type { Harness, Undo } from '@/tests/conformance/harness';

/** Runs one check against a backend of the harness; ends it when it hangs, and tidies up. */
export async function runCheck(
  check: Check,
  harness: Harness,
  backend: CalendarBackend,
  deadlineMs: number,
): Promise<void> {
  const undos: Undo[] = [];
  const defer = (undo: Undo) => void undos.push(undo);
  const { capabilities } = backend;
  const deadline = rejectAfter(deadlineMs, check.name);
  try {
    await Promise.race([check.run({ harness, backend, capabilities, defer }), deadline.passed]);
  } finally {
    deadline.clear();
    for (const undo of undos.reverse()) await undo();
  }
}

function rejectAfter(deadlineMs: number, name: string) {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_resolve, reject) => {
    const fail = () => reject(new Error(`"${name}" did not end within ${deadlineMs} ms`));
    timer = setTimeout(fail, deadlineMs);
  });
  return { passed, clear: () => clearTimeout(timer) };
}

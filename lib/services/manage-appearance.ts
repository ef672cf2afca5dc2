import { createHash } from 'node:crypto';
import type { Appearance } from '@/lib/core/appearance/appearance';
import type { HexColour } from '@/lib/core/appearance/colour';
import { deriveAccent, leastChroma } from '@/lib/core/appearance/derive-accent';
import {
  checkLogo,
  type LogoProblem,
  largestLogoBytes,
  mostLogoPixels,
} from '@/lib/core/appearance/logo';
import { FoyerError, type ProblemCode } from '@/lib/core/errors';
import type { Clock } from '@/lib/core/time/clock';
import type { AppearanceChange, AppearanceStore } from '@/lib/db/appearance-ports';
import type { AuditEntry, AuditStore } from '@/lib/db/ports';
import type { Call } from '@/lib/services/call';

export interface AppearanceDeps {
  readonly appearances: AppearanceStore;
  readonly audit: AuditStore;
  readonly clock: Clock;
}

/** @throws FoyerError `invalid-input` for an accent that nothing could be told by. */
export async function changeAppearance(
  deps: AppearanceDeps,
  change: AppearanceChange,
  call: Call,
): Promise<Appearance> {
  const { organisationId } = call.person;
  if (change.accent) refuseIllegible(change.accent);
  const fields = Object.entries(change).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
  if (fields.length > 0) {
    await deps.appearances.change(organisationId, change);
    await record(deps, call, 'update', fields);
  }
  return deps.appearances.read(organisationId);
}

/**
 * Takes a logo in place of the former one.
 * @throws FoyerError `payload-too-large`, `unsupported-media-type`, `invalid-input` for too many pixels.
 */
export async function replaceLogo(
  deps: AppearanceDeps,
  bytes: Uint8Array,
  call: Call,
): Promise<Appearance> {
  const { organisationId } = call.person;
  const checked = checkLogo(bytes);
  if (!checked.ok) throw refusal(checked.problem);
  await deps.appearances.putLogo(organisationId, {
    ...checked.image,
    bytes,
    version: createHash('sha256').update(bytes).digest('hex').slice(0, versionDigits),
    uploadedAt: deps.clock.now(),
  });
  await record(deps, call, 'update', ['logo']);
  return deps.appearances.read(organisationId);
}

/** @throws FoyerError `not-found`. */
export async function removeLogo(deps: AppearanceDeps, call: Call): Promise<void> {
  const isRemoved = await deps.appearances.removeLogo(call.person.organisationId);
  if (!isRemoved) throw new FoyerError('not-found', 'There is no logo.');
  await record(deps, call, 'remove', ['logo']);
}

const versionDigits = 32;

function refuseIllegible(accent: HexColour): void {
  const derived = deriveAccent(accent);
  if (derived.ok) return;
  const message =
    `${accent} is almost grey, so that links and own bookings could not be told from other text: ` +
    `its OKLCH chroma is ${derived.chroma.toFixed(3)}, and ${leastChroma} is the least`;
  throw new FoyerError('invalid-input', `accent: ${message}`, {
    errors: [{ path: 'accent', message }],
  });
}

const refusals: Readonly<Record<LogoProblem, readonly [ProblemCode, string]>> = {
  'too-large': ['payload-too-large', `A logo may have ${largestLogoBytes} bytes.`],
  'no-image': [
    'unsupported-media-type',
    'A logo is a PNG, JPEG, WebP or SVG image; an SVG names its namespace and is written in UTF-8.',
  ],
  'too-many-pixels': ['invalid-input', `A logo may have ${mostLogoPixels} pixels on each side.`],
};

function refusal(problem: LogoProblem): FoyerError {
  const [code, detail] = refusals[problem];
  return new FoyerError(code, detail);
}

async function record(
  { audit }: AppearanceDeps,
  { person, requestId }: Call,
  action: AuditEntry['action'],
  fields: readonly string[],
): Promise<void> {
  const { organisationId, id: actor } = person;
  await audit.record({
    organisationId,
    actor,
    action,
    subjectKind: 'appearance',
    subjectId: organisationId,
    fields,
    requestId,
  });
}

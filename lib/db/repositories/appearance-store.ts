import type { Pool } from 'pg';
import { z } from 'zod';
import { type HexColour, hexColour } from '@/lib/core/appearance/colour';
import { imageTypes } from '@/lib/core/appearance/image';
import type { AppearanceStore } from '@/lib/db/appearance-ports';
import { instantColumn } from '@/lib/db/columns';
import { withDatabaseErrors } from '@/lib/db/database-errors';
import { prepared } from '@/lib/db/prepared';

/** Read for every page: the bytes of the logo stay where they are. */
export function createAppearanceStore(pool: Pool): AppearanceStore {
  return withDatabaseErrors<AppearanceStore>({
    read: async (organisationId) => {
      const found = await pool.query(prepared(readText, [organisationId]));
      const { organisationName, accent, ...logo } = appearanceRow.parse(found.rows[0]);
      return { organisationName, accent, logo: logo.version === null ? null : logoRow.parse(logo) };
    },
    change: async (organisationId, { organisationName, accent }) => {
      await pool.query(
        `UPDATE organisations
            SET name = coalesce($2, name), accent = CASE WHEN $3 THEN $4 ELSE accent END
          WHERE id = $1`,
        [organisationId, organisationName ?? null, accent !== undefined, accent ?? null],
      );
    },
    putLogo: async (organisationId, { version, type, width, height, bytes, uploadedAt }) => {
      await pool.query(putText, [
        organisationId,
        version,
        type,
        width,
        height,
        bytes,
        new Date(uploadedAt),
      ]);
    },
    removeLogo: async (organisationId) => {
      const gone = await pool.query('DELETE FROM logos WHERE organisation_id = $1', [
        organisationId,
      ]);
      return gone.rowCount === 1;
    },
    findLogo: async (organisationId, version) => {
      const found = await pool.query(
        'SELECT type, bytes FROM logos WHERE organisation_id = $1 AND version = $2',
        [organisationId, version],
      );
      return z.array(fileRow).parse(found.rows)[0] ?? null;
    },
  });
}

const readText = `
  SELECT o.name AS "organisationName", o.accent, l.version, l.type, l.width, l.height,
         octet_length(l.bytes) AS "byteCount", l.uploaded_at AS "uploadedAt"
    FROM organisations o LEFT JOIN logos l ON l.organisation_id = o.id
   WHERE o.id = $1`;

const putText = `
  INSERT INTO logos (organisation_id, version, type, width, height, bytes, uploaded_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (organisation_id) DO UPDATE
     SET version = excluded.version, type = excluded.type, width = excluded.width,
         height = excluded.height, bytes = excluded.bytes, uploaded_at = excluded.uploaded_at`;

const appearanceRow = z.looseObject({
  organisationName: z.string(),
  accent: z
    .string()
    .transform((text): HexColour => hexColour(text))
    .nullable(),
  version: z.string().nullable(),
});

const logoRow = z.object({
  version: z.string(),
  type: z.enum(imageTypes),
  width: z.number(),
  height: z.number(),
  byteCount: z.number(),
  uploadedAt: instantColumn,
});

const fileRow = z.object({ type: z.enum(imageTypes), bytes: z.instanceof(Uint8Array) });

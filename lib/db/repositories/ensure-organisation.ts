import type { Pool } from 'pg';

const firstOrganisation = { id: 'main', name: 'Foyer' };

/** The organisation that this installation serves; made at the first start. */
export async function ensureOrganisation(pool: Pool): Promise<string> {
  await pool.query(
    `INSERT INTO organisations (id, name) SELECT $1, $2
      WHERE NOT EXISTS (SELECT 1 FROM organisations) ON CONFLICT DO NOTHING`,
    [firstOrganisation.id, firstOrganisation.name],
  );
  const found = await pool.query<{ id: string }>(
    'SELECT id FROM organisations ORDER BY created_at, id LIMIT 1',
  );
  return found.rows[0]?.id ?? firstOrganisation.id;
}

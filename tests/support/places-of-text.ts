import type { Pool } from 'pg';

/** Every table of the database in which that text stands, also within bytes and JSON. */
export async function placesOfText(
  database: Pick<Pool, 'query'>,
  text: string,
): Promise<readonly string[]> {
  const tables = await database.query<{ name: string }>(
    `SELECT format('%I', tablename) AS name FROM pg_tables WHERE schemaname = 'public'
      ORDER BY tablename`,
  );
  const patterns = [`%${text}%`, `%${Buffer.from(text, 'utf8').toString('hex')}%`];
  const found: string[] = [];
  for (const { name } of tables.rows) {
    const hits = await database.query(
      `SELECT 1 FROM ${name} AS t WHERE t::text ILIKE ANY ($1) LIMIT 1`,
      [patterns],
    );
    if (hits.rowCount !== 0) found.push(name);
  }
  return found;
}

import type { Queryable } from './database.ts';

/** A setting that the registry keeps for itself, or undefined where it was never written. */
export async function readSetting<T>(db: Queryable, name: string): Promise<T | undefined> {
  const [row] = await db.query<{ value: T }>('select value from setting where name = $1', [name]);
  return row?.value;
}

/** `value` is anything that JSON can say. */
export async function writeSetting(db: Queryable, name: string, value: unknown): Promise<void> {
  await db.query(
    'insert into setting (name, value) values ($1, $2::jsonb) on conflict (name) do update set value = excluded.value',
    [name, JSON.stringify(value)],
  );
}

/** Writes the setting unless it is there already, and returns what is there then: safe when two processes start at once. */
export async function keepSetting<T>(db: Queryable, name: string, value: T): Promise<T> {
  await db.query('insert into setting (name, value) values ($1, $2::jsonb) on conflict (name) do nothing', [
    name,
    JSON.stringify(value),
  ]);
  return (await readSetting<T>(db, name)) ?? value;
}

export async function forgetSetting(db: Queryable, name: string): Promise<void> {
  await db.query('delete from setting where name = $1', [name]);
}

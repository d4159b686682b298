import { describe, expect, it } from 'vitest';
import { readAudit } from '../../../../api/store/audit-trail.ts';
import { migrate, readMigrations } from '../../../../api/store/migrations.ts';
import { readPattern } from '../../../../api/store/pattern-rows.ts';
import type { TestDatabase } from '../../store/databases.ts';

const ID = `SP-${'0'.repeat(26)}`;

/** A database of the first release, with data, brought to the present schema. */
export function upgradeContract(name: string, make: () => Promise<TestDatabase>): void {
  describe(`an upgrade of the first release on ${name}`, () => {
    it('keeps records and trail, and makes every record public and of no office', async () => {
      const place = await make();
      const db = await place.open();
      await migrate(
        db,
        readMigrations().filter((migration) => migration.name < '0003'),
      );
      await db.query(
        `insert into pattern (id, sha256, title, file_name, byte_length, media_format, width_px, height_px, recorded_at)
         values ($1, repeat('0', 64), 'Rose', 'rose.png', 1, 'png', 1, 1, now())`,
        [ID],
      );
      await db.query(
        `insert into fingerprint (pattern_key, version, pdq, pdq_quality, edge_pdq, edge_pdq_quality, repeat, palette, histogram, computed_at)
         select key, 'v', decode(repeat('00', 32), 'hex'), 0, decode(repeat('00', 32), 'hex'), 0, '{"type":"none"}', '[]', '', now()
         from pattern`,
      );
      await db.query(
        `insert into audit_trail (at, actor, action, pattern_id, reason) values (now(), 'token', 'import', $1, null)`,
        [ID],
      );
      expect((await migrate(db)).length).toBeGreaterThan(0);
      expect(await readPattern(db, ID)).toMatchObject({ title: 'Rose', visibility: 'public', tenantId: null });
      expect(await readAudit(db, 'pattern', ID)).toMatchObject([{ actor: 'token', action: 'import', objectId: ID }]);
      await expect(db.query('delete from audit_trail')).rejects.toMatchObject({ sqlState: '23000' });
      await db.close();
      await place.dispose();
    });
  });
}

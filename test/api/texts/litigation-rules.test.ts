import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listSettings } from '../../../api/config/settings.ts';
import { OPERATIONS } from '../../../api/routes/operations.ts';
import { COMMAND_TEXTS_EN } from '../../../api/texts/command-texts-en.ts';
import { LITIGATION_POINTS, type Place } from '../../../api/texts/litigation-points.ts';
import { LITIGATION_TEXTS, litigationChecklist } from '../../../api/texts/litigation-texts.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/** Whether there is such a place; pages and steps are held to theirs by their types. */
function isThere(place: Place): boolean {
  switch (place.kind) {
    case 'operation':
      return OPERATIONS.some(({ method, path }) => `${method.toUpperCase()} ${path}` === place.name);
    case 'command':
      return Object.hasOwn(COMMAND_TEXTS_EN.commands, place.name);
    case 'setting':
      return listSettings().some(({ key }) => key === place.name);
    case 'document': {
      const path = join(ROOT, place.file);
      const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
      return lines.some((line) => line.startsWith('#') && line.replace(/^#+ /, '') === place.section);
    }
    default:
      return true;
  }
}

describe('the checklist of the rules of online litigation', () => {
  it('names places that are there', () => {
    const places: readonly Place[] = LITIGATION_POINTS.flatMap((each): readonly Place[] => each.places);
    expect(places.filter((place) => !isThere(place))).toEqual([]);
  });

  it('answers each point in both languages and says what the software cannot give for the same points', () => {
    const { en, zh } = LITIGATION_TEXTS;
    expect(Object.keys(zh.points)).toEqual(LITIGATION_POINTS.map(({ point }) => point));
    for (const { point } of LITIGATION_POINTS) {
      expect(zh.points[point].asked, point).toMatch(/\p{Script=Han}/u);
      expect(zh.points[point].yours === null, point).toBe(en.points[point].yours === null);
    }
  });

  // After a change of the texts: npx vitest run test/api/texts -u
  it('is in the documentation word for word', async () => {
    const document = `${litigationChecklist('zh')}\n\n---\n\n${litigationChecklist('en')}\n`;
    await expect(document).toMatchFileSnapshot('../../../api/proof/litigation-rules.md');
  });
});

import type { Language } from '../config/settings.ts';
import { LITIGATION_POINTS, type LitigationPoint, type Place } from './litigation-points.ts';
import { LITIGATION_EN } from './litigation-texts-en.ts';
import { LITIGATION_ZH } from './litigation-texts-zh.ts';

/** What is said of one point. */
export interface PointTexts {
  /** What the article asks, in our words: the text of the rules decides. */
  readonly asked: string;
  readonly answer: string;
  /** What this software cannot give: who runs the registry, or who relies on the data, has to. */
  readonly yours: string | null;
}

export interface LitigationTexts {
  readonly title: string;
  readonly lead: string;
  readonly article: Readonly<Record<16 | 17 | 18, string>>;
  readonly places: string;
  readonly yours: string;
  readonly kind: Readonly<Record<Place['kind'], string>>;
  readonly page: Readonly<Record<Extract<Place, { kind: 'page' }>['page'], string>>;
  readonly points: Readonly<Record<LitigationPoint, PointTexts>>;
}

export const LITIGATION_TEXTS: Readonly<Record<Language, LitigationTexts>> = { en: LITIGATION_EN, zh: LITIGATION_ZH };

/** What a place is called beside its kind. */
export function placeName(place: Place, texts: LitigationTexts): string {
  switch (place.kind) {
    case 'page':
      return texts.page[place.page];
    case 'command':
      return `selvedge ${place.name}`;
    case 'document':
      return `${place.file} › ${place.section}`;
    default:
      return place.name;
  }
}

/** The checklist as Markdown; api/proof/litigation-rules.md holds exactly this, in both languages. */
export function litigationChecklist(language: Language): string {
  const texts = LITIGATION_TEXTS[language];
  const sections = ([16, 17, 18] as const).map((article) => {
    const points = LITIGATION_POINTS.filter((each) => each.article === article).map(({ point, places }) => {
      const { asked, answer, yours } = texts.points[point];
      const named = places.map((place) => `  - ${texts.kind[place.kind]}: \`${placeName(place, texts)}\``);
      return [
        `### ${asked}`,
        '',
        answer,
        ...(yours === null ? [] : ['', `**${texts.yours}:** ${yours}`]),
        ...(named.length === 0 ? [] : ['', `- ${texts.places}:`, ...named]),
      ].join('\n');
    });
    return [`## ${texts.article[article]}`, ...points].join('\n\n');
  });
  return [`# ${texts.title}`, texts.lead, ...sections].join('\n\n');
}

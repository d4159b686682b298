import type { Translator } from '../language/messages.ts';

/** The label of a place in a form such as `owners.0.share`, with the number of its row: “Share, no. 1”. */
export function fieldName(t: Translator, path: string): string {
  if (/^\w+\.evidence\b/.test(path)) return t.text('evidenceFile.title');
  const inList = /^(\w+)\.(\d+)(?:\.(.+))?$/.exec(path);
  if (inList === null) return t.lookUp(`formField.${path}`) ?? t.lookUp(`formSection.${path}`) ?? path;
  const [, list = '', row = '0', field = ''] = inList;
  const section = t.lookUp(`formSection.${list}`) ?? t.lookUp(`formField.${list}`) ?? list;
  const label = field === '' ? '' : (t.lookUp(`formField.${field}`) ?? field);
  return [section, t.text('form.row', { number: Number(row) + 1 }), label].filter(Boolean).join(' · ');
}

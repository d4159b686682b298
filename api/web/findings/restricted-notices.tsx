import type { CheckedResult } from '../../schemas/check-result.ts';
import { useTranslator } from '../language/language-context.tsx';

/** That there are earlier records which whoever asks may not see. */
export function RestrictedNotices({ restricted }: Pick<CheckedResult, 'restricted'>) {
  const t = useTranslator();
  return restricted?.map(({ date, contact }, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: two notices can be alike, and their order never changes.
    <p key={place} className="quiet-notice">
      {t.text('result.restricted', { date: t.date(date), contact: contact ?? t.text('result.restrictedNobody') })}
    </p>
  ));
}

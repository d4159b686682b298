import type { Kind } from '../../registration/application-form.ts';
import type { EvidenceAbout } from '../../registration/evidence-about.ts';
import { evidencedDates, isOf, type Statement, statementsOf } from '../../registration/stated-evidence.ts';
import type { CaseFileView } from '../../schemas/application.ts';
import type { TypedForm } from '../api-client/registration-endpoints.ts';
import { useTranslator } from '../language/language-context.tsx';

/** Takes the statements that are meant out of the form. */
export type Restate = (about: EvidenceAbout, isMeant: (one: unknown) => boolean) => void;

type OtherStatement = Statement & { readonly about: EvidenceAbout };

/** What the form states beyond the files that are there: what is kept elsewhere, and files that are still to come. */
export function otherStatements(
  form: TypedForm,
  kind: Kind,
  files: CaseFileView['evidence'],
): readonly OtherStatement[] {
  return evidencedDates(kind).flatMap((about) =>
    statementsOf(form, kind, about)
      .filter((one) => !files.some((file) => file.about === about && isOf(file.sha256)(one)))
      .map((one) => ({ ...one, about })),
  );
}

interface StatedProps {
  readonly statements: readonly OtherStatement[];
  readonly restate: Restate | undefined;
}

/** Evidence that the form states without a file being there. */
export function StatedElsewhere({ statements, restate }: StatedProps) {
  const t = useTranslator();
  if (statements.length === 0) return null;
  return (
    <ul className="account-list">
      {statements.map(({ about, title, sha256, reference }) => (
        <li key={`${about} ${title} ${sha256} ${reference}`}>
          <span>
            {title} <span className="state-tag">{t.text(`evidenceFile.${about}`)}</span>{' '}
            <span className="quiet">
              {sha256 === undefined
                ? t.text('evidenceFile.elsewhere', { reference: reference ?? '–' })
                : t.text('evidenceFile.awaited', { sha256: sha256.slice(0, 12) })}
            </span>
          </span>
          {restate !== undefined && (
            <button
              type="button"
              className="link-button"
              onClick={() => restate(about, (one) => isSame(one, { title, sha256, reference }))}
            >
              {t.text('evidenceFile.remove', { title })}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function isSame(one: unknown, { title, sha256, reference }: { readonly [key in keyof Statement]: unknown }): boolean {
  const stated = one as Statement | null;
  return stated !== null && stated.title === title && stated.sha256 === sha256 && stated.reference === reference;
}

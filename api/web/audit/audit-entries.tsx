import type { AuditPageView } from '../../schemas/audit.ts';
import { useTranslator } from '../language/language-context.tsx';

type Names = AuditPageView['names'];

/** Entries of the audit trail, newest first: each deed with what it changed, before and after, and names beside the numbers. */
export function AuditEntries({ entries, names }: AuditPageView) {
  const t = useTranslator();
  if (entries.length === 0) return <p className="quiet-notice">{t.text('audit.none')}</p>;
  return (
    <ol className="audit-list">
      {entries.map(({ entry, at, actor, action, objectKind, objectId, onBehalfOf, reason, before, after }) => (
        <li key={entry}>
          <p className="audit-line">
            <span className="quiet number">{entry}</span>
            <time dateTime={at}>{t.instant(at)}</time>
            <strong>{deedOf(action)}</strong>
          </p>
          <dl className="audit-facts">
            <dt>{t.text('audit.actor')}</dt>
            <dd>
              <Named id={actor} names={names} />
            </dd>
            {objectKind !== null && (
              <>
                <dt>{t.lookUp(`auditObject.${objectKind}`) ?? objectKind}</dt>
                <dd>
                  <Named id={objectId ?? ''} names={names} />
                </dd>
              </>
            )}
            {onBehalfOf !== null && (
              <>
                <dt>{t.text('audit.onBehalfOf')}</dt>
                <dd>
                  <Named id={onBehalfOf} names={names} />
                </dd>
              </>
            )}
            {reason !== null && (
              <>
                <dt>{t.text('audit.reason')}</dt>
                <dd>{t.lookUp(`listedReason.${reason}`) ?? reason}</dd>
              </>
            )}
            <Change title={t.text('audit.before')} values={before} names={names} />
            <Change title={t.text('audit.after')} values={after} names={names} />
          </dl>
        </li>
      ))}
    </ol>
  );

  function deedOf(action: string): string {
    const step = action.replace(/^case-/, '');
    return t.lookUp(`auditAction.${action}`) ?? t.lookUp(`caseEvent.${step}`) ?? action;
  }
}

/** What a number stands for, with the number, which alone is in the trail. */
function Named({ id, names }: { readonly id: string; readonly names: Names }) {
  const t = useTranslator();
  const name = names[id];
  if (name === undefined) return <code>{id}</code>;
  return (
    <>
      {name ?? t.text('audit.erasedName')} <code className="quiet">{id}</code>
    </>
  );
}

function Change({
  title,
  values,
  names,
}: {
  readonly title: string;
  readonly names: Names;
  readonly values: AuditPageView['entries'][number]['before'];
}) {
  if (values === null || Object.keys(values).length === 0) return null;
  return (
    <>
      <dt>{title}</dt>
      <dd>
        {Object.entries(values).map(([name, value]) => (
          <div key={name}>
            {typeof value === 'string' && names[value] !== undefined ? (
              <>
                <code>{name}:</code> <Named id={value} names={names} />
              </>
            ) : (
              <code>
                {name}: {typeof value === 'string' ? value : JSON.stringify(value)}
              </code>
            )}
          </div>
        ))}
      </dd>
    </>
  );
}

import type { AuditPageView } from '../../schemas/audit.ts';
import { useTranslator } from '../language/language-context.tsx';

/** Entries of the audit trail, newest first: each deed with what it changed, before and after. */
export function AuditEntries({ entries }: { readonly entries: AuditPageView['entries'] }) {
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
              <code>{actor}</code>
            </dd>
            {objectKind !== null && (
              <>
                <dt>{t.lookUp(`auditObject.${objectKind}`) ?? objectKind}</dt>
                <dd>
                  <code>{objectId}</code>
                </dd>
              </>
            )}
            {onBehalfOf !== null && (
              <>
                <dt>{t.text('audit.onBehalfOf')}</dt>
                <dd>
                  <code>{onBehalfOf}</code>
                </dd>
              </>
            )}
            {reason !== null && (
              <>
                <dt>{t.text('audit.reason')}</dt>
                <dd>{t.lookUp(`listedReason.${reason}`) ?? reason}</dd>
              </>
            )}
            <Change title={t.text('audit.before')} values={before} />
            <Change title={t.text('audit.after')} values={after} />
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

function Change({
  title,
  values,
}: {
  readonly title: string;
  readonly values: AuditPageView['entries'][number]['before'];
}) {
  if (values === null || Object.keys(values).length === 0) return null;
  return (
    <>
      <dt>{title}</dt>
      <dd>
        {Object.entries(values).map(([name, value]) => (
          <div key={name}>
            <code>
              {name}: {typeof value === 'string' ? value : JSON.stringify(value)}
            </code>
          </div>
        ))}
      </dd>
    </>
  );
}

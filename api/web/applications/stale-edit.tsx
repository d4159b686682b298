import type { Application } from '../../schemas/application.ts';
import type { TypedForm } from '../api-client/registration-endpoints.ts';
import { useTranslator } from '../language/language-context.tsx';

interface StaleEditProps {
  readonly typed: TypedForm;
  readonly stored: Application;
  readonly onResolve: (choice: 'typed' | 'stored') => void;
}

/** Both versions where somebody else saved in between: what differs, side by side, and which one to go on with. */
export function StaleEdit({ typed, stored, onResolve }: StaleEditProps) {
  const t = useTranslator();
  const rows = differences(typed, stored.form);
  return (
    <section className="notice notice-refused" role="alert">
      <h2>{t.text('stale.title')}</h2>
      <p>{t.text('stale.lead')}</p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t.text('stale.field')}</th>
            <th scope="col">{t.text('stale.typed')}</th>
            <th scope="col">{t.text('stale.stored')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([path, mine, theirs]) => (
            <tr key={path}>
              <th scope="row">{t.lookUp(`formField.${path}`) ?? path}</th>
              <td>{mine}</td>
              <td>{theirs}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="button-row">
        <button type="button" className="main-button" onClick={() => onResolve('typed')}>
          {t.text('stale.keepTyped')}
        </button>
        <button type="button" className="plain-button" onClick={() => onResolve('stored')}>
          {t.text('stale.keepStored')}
        </button>
      </div>
    </section>
  );
}

/** Fields whose texts differ, by place. */
function differences(mine: unknown, theirs: unknown): readonly (readonly [string, string, string])[] {
  const [a, b] = [leaves(mine), leaves(theirs)];
  return [...new Set([...a.keys(), ...b.keys()])]
    .map((path) => [path, a.get(path) ?? '—', b.get(path) ?? '—'] as const)
    .filter(([, one, other]) => one !== other);
}

function leaves(value: unknown, path = ''): ReadonlyMap<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[path, String(value)]]);
  return new Map(
    Object.entries(value).flatMap(([name, part]) => [...leaves(part, path === '' ? name : `${path}.${name}`)]),
  );
}

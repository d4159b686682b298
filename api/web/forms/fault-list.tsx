import type { Problem } from '../api-client/problem.ts';
import { useTranslator } from '../language/language-context.tsx';
import { faultText } from './fault-text.ts';
import { fieldName } from './field-name.ts';

/** Everything that is at fault with what was sent, each in its place. */
export function FaultList({ problem }: { readonly problem: Problem }) {
  const t = useTranslator();
  if (problem.faults === undefined || problem.faults.length === 0) return null;
  return (
    <ul className="fault-list">
      {problem.faults.map(({ name, detail }) => (
        <li key={`${name} ${detail}`}>
          {t.lookUp(`requirement.${name}`) ?? `${fieldName(t, name)}: ${faultText(t, detail)}`}
        </li>
      ))}
    </ul>
  );
}

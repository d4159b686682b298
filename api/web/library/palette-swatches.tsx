import type { Pattern } from '../../schemas/pattern.ts';
import { percent } from '../findings/amounts.ts';
import { useTranslator } from '../language/language-context.tsx';

/** The colours of a pattern, each as wide as its share of the area. */
export function PaletteSwatches({ palette }: { readonly palette: Pattern['palette'] }) {
  const t = useTranslator();
  return (
    <ul className="palette">
      {palette.map(({ colour, share }) => {
        const label = t.text('record.swatch', { colour, percent: t.number(percent(share)) });
        return (
          <li key={colour} style={{ flexGrow: Math.max(0.06, share), backgroundColor: colour }} title={label}>
            <span className="visually-hidden">{label}</span>
          </li>
        );
      })}
    </ul>
  );
}

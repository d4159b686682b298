import type { EvidenceReceipt } from '../../proof/evidence.ts';
import { saveFile } from '../forms/save-file.ts';
import { useTranslator } from '../language/language-context.tsx';

export function SaveReceipt({ receipt }: { readonly receipt: EvidenceReceipt }) {
  const t = useTranslator();
  const save = (): void => {
    const text = `${JSON.stringify(receipt, null, 2)}\n`;
    saveFile(new Blob([text], { type: 'application/json' }), `${receipt.taken.record.id}.receipt.json`);
  };
  return (
    <>
      <p>
        <button type="button" className="plain-button" onClick={save}>
          {t.text('evidence.save')}
        </button>
      </p>
      <p className="quiet">{t.text('evidence.saveMeaning')}</p>
    </>
  );
}

import { type FormEvent, useState } from 'react';
import { receiptSchema } from '../../proof/deposit.ts';
import { NO_TRUST, readTrust } from '../../proof/trust.ts';
import { type ReceiptVerdict, verifyReceipt } from '../../proof/verify-receipt.ts';
import { PROOF_TEXTS, type ProofTexts } from '../../texts/proof-texts.ts';
import { FileField } from '../forms/file-field.tsx';
import { useTranslator } from '../language/language-context.tsx';

/** Receipts and key files are small; what is larger is something else. */
const TEXT_BYTES_MAX = 1_000_000;

type Answer = { readonly verdict: ReceiptVerdict } | { readonly refusal: string };

/** Checks a receipt on this machine, without the server. */
export function VerifyReceipt() {
  const t = useTranslator();
  const texts = PROOF_TEXTS[t.language];
  const [receipt, setReceipt] = useState<File | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const [keys, setKeys] = useState<File | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const verify = (event: FormEvent): void => {
    event.preventDefault();
    if (receipt !== null) void answerOf(receipt, file, keys, texts).then(setAnswer);
  };
  return (
    <section className="account-section" aria-labelledby="verify-heading">
      <h2 id="verify-heading">{t.text('deposit.verify')}</h2>
      <p className="quiet">{t.text('deposit.verifyLead')}</p>
      <form className="action-form" onSubmit={verify}>
        <FileField label={t.text('deposit.receipt')} accept=".json,application/json" onFile={setReceipt} />
        <FileField label={t.text('deposit.original')} hint={t.text('deposit.fileHint')} onFile={setFile} />
        <FileField
          label={t.text('deposit.keys')}
          hint={t.text('deposit.keysHint')}
          accept=".json,application/json"
          onFile={setKeys}
        />
        <button type="submit" className="plain-button" disabled={receipt === null}>
          {t.text('deposit.check')}
        </button>
      </form>
      <div role="status">
        {answer !== null &&
          ('refusal' in answer ? <p className="field-fault">{answer.refusal}</p> : <Verdict {...answer} />)}
      </div>
    </section>
  );
}

async function answerOf(receipt: File, file: File | null, keys: File | null, texts: ProofTexts): Promise<Answer> {
  const parsed = receiptSchema.safeParse(await jsonOf(receipt));
  if (!parsed.success) return { refusal: texts.receiptInvalid(receipt.name) };
  try {
    const trust = keys === null ? NO_TRUST : readTrust(await jsonOf(keys));
    const bytes = file === null ? undefined : new Uint8Array(await file.arrayBuffer());
    return { verdict: await verifyReceipt(parsed.data, { file: bytes, trust }) };
  } catch {
    return { refusal: texts.trustInvalid(keys?.name ?? '') };
  }
}

function Verdict({
  verdict: { verdict, fault, fileCompared, facts, signers, timestamp },
}: {
  readonly verdict: ReceiptVerdict;
}) {
  const t = useTranslator();
  const texts = PROOF_TEXTS[t.language];
  const known = (Object.entries(facts) as [keyof ProofTexts['facts'], string | number | null][]).filter(
    ([, value]) => value !== null,
  );
  return (
    <div className={`deposit-verdict ${verdict}`}>
      <p className="deposit-word">{texts.verdict[verdict]}</p>
      {fault !== undefined && <p>{texts.fault[fault.code]}</p>}
      {!fileCompared && <p>{texts.fileNotCompared}</p>}
      <dl className="deposit-facts">
        {known.map(([name, value]) => (
          <div key={name}>
            <dt>{texts.facts[name]}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ul>
        {signers.map(({ role, name, keyId, fingerprint, isVouched }) => (
          <li key={`${name} ${keyId}`}>{texts.signer(role, name, fingerprint, isVouched)}</li>
        ))}
      </ul>
      {verdict !== 'failed' && <p className="quiet">{texts.timestamp(timestamp)}</p>}
    </div>
  );
}

async function jsonOf(file: File): Promise<unknown> {
  if (file.size > TEXT_BYTES_MAX) return undefined;
  try {
    return JSON.parse(await file.text());
  } catch {
    return undefined;
  }
}

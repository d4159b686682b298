import { type FormEvent, useState } from 'react';
import { NO_TRUST, readTrust, type Trust } from '../../proof/trust.ts';
import { type FactName, type FileVerdict, verifyFile } from '../../proof/verify-file.ts';
import { faultsOf, PROOF_TEXTS, type ProofTexts } from '../../texts/proof-texts.ts';
import { FileField } from '../forms/file-field.tsx';
import { useTranslator } from '../language/language-context.tsx';

type Answer = { readonly result: FileVerdict } | { readonly refusal: string };

/** Checks a file on this machine, without the server. `pinned`: whose word counts where no file of keys is chosen. */
export function VerifyFile({ pinned }: { readonly pinned: Trust | null }) {
  const t = useTranslator();
  const texts = PROOF_TEXTS[t.language];
  const [file, setFile] = useState<File | null>(null);
  const [original, setOriginal] = useState<File | null>(null);
  const [keys, setKeys] = useState<File | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const verify = (event: FormEvent): void => {
    event.preventDefault();
    if (file !== null) void answerOf({ file, original, keys, pinned }, texts).then(setAnswer);
  };
  return (
    <section className="account-section" aria-labelledby="verify-heading">
      <h2 id="verify-heading">{t.text('deposit.verify')}</h2>
      <p className="quiet">{t.text('deposit.verifyLead')}</p>
      <form className="action-form" onSubmit={verify}>
        <FileField label={t.text('deposit.toVerify')} accept=".json,.pdf,.zip" onFile={setFile} />
        <FileField label={t.text('deposit.original')} hint={t.text('deposit.fileHint')} onFile={setOriginal} />
        <FileField
          label={t.text('deposit.keys')}
          hint={t.text('deposit.keysHint')}
          accept=".json,application/json"
          onFile={setKeys}
        />
        <div className="button-row">
          <button type="submit" className="plain-button" disabled={file === null}>
            {t.text('deposit.check')}
          </button>
        </div>
      </form>
      <div role="status">
        {answer !== null &&
          ('refusal' in answer ? <p className="field-fault">{answer.refusal}</p> : <Verdict {...answer} />)}
      </div>
    </section>
  );
}

async function answerOf(
  {
    file,
    original,
    keys,
    pinned,
  }: {
    readonly file: File;
    readonly original: File | null;
    readonly keys: File | null;
    readonly pinned: Trust | null;
  },
  texts: ProofTexts,
): Promise<Answer> {
  const trust = keys === null ? (pinned ?? NO_TRUST) : await trustIn(keys);
  if (trust === undefined) return { refusal: texts.trustInvalid(keys?.name ?? '') };
  const bytes = original === null ? undefined : await bytesOf(original);
  const result = await verifyFile(await bytesOf(file), { original: bytes, trust });
  return result === undefined ? { refusal: texts.fileUnknown(file.name) } : { result };
}

async function trustIn(keys: File): Promise<Trust | undefined> {
  try {
    return readTrust(JSON.parse(await keys.text()));
  } catch {
    return undefined;
  }
}

const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer());

function Verdict({ result }: { readonly result: FileVerdict }) {
  const t = useTranslator();
  const texts = PROOF_TEXTS[t.language];
  const { kind, verdict, signers } = result;
  return (
    <div className={`deposit-verdict ${verdict}`}>
      <p className="deposit-word">{texts.verdict[kind][verdict]}</p>
      {faultsOf(result, texts).map(({ member, text }) => (
        <p key={`${member} ${text}`}>{member === undefined ? text : texts.faultIn(member, text)}</p>
      ))}
      {(kind === 'receipt' || kind === 'evidence') && !result.fileCompared && <p>{texts.fileNotCompared}</p>}
      <Facts facts={result.facts} texts={texts} />
      {kind === 'bundle' && <Contents bundle={result} texts={texts} />}
      <ul>
        {kind === 'evidence' &&
          result.custody.map((line) => <li key={`${line.at} ${line.act}`}>{texts.custody(line)}</li>)}
        {(kind === 'certificate' || kind === 'report') && result.seal !== null && <li>{texts.seal(result.seal)}</li>}
        {signers.map(({ role, name, keyId, fingerprint, isVouched }) => (
          <li key={`${name} ${keyId}`}>{texts.signer(role, name, fingerprint, isVouched)}</li>
        ))}
      </ul>
      {kind !== 'bundle' && kind !== 'anchor' && verdict !== 'failed' && (
        <p className="quiet">{texts.timestamp(result.timestamp)}</p>
      )}
      {(kind === 'certificate' || kind === 'report' || kind === 'bundle') && verdict !== 'failed' && (
        <p className="quiet">{texts.standsAsOf}</p>
      )}
    </div>
  );
}

function Facts({ facts, texts }: { readonly facts: FileVerdict['facts']; readonly texts: ProofTexts }) {
  const known = (Object.entries(facts) as [FactName, string | number | readonly string[] | null][]).filter(
    ([, value]) => value !== null && String(value) !== '',
  );
  return (
    <dl className="deposit-facts">
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{texts.facts[name]}</dt>
          <dd>{String(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Contents({
  bundle: { members, certificates, reports, records },
  texts,
}: {
  readonly bundle: FileVerdict & { readonly kind: 'bundle' };
  readonly texts: ProofTexts;
}) {
  return (
    <>
      <ul>
        {members.map((member) => (
          <li key={member.name}>{texts.member(member)}</li>
        ))}
      </ul>
      {[...certificates, ...reports].map(({ name, facts, seal }) => (
        <section key={name} aria-label={name}>
          <h3>{name}</h3>
          <Facts facts={facts} texts={texts} />
          {seal !== null && <p>{texts.seal(seal)}</p>}
        </section>
      ))}
      <ul>
        {records.map(({ name, timestamp }) => (
          <li key={name}>
            {name}: {texts.timestamp(timestamp)}
          </li>
        ))}
      </ul>
    </>
  );
}

import { type ChangeEvent, type FormEvent, useCallback, useId, useState } from 'react';
import type { NoticePageView, PublicNoticeView } from '../../schemas/application.ts';
import { StepProblem } from '../account/step-problem.tsx';
import { type Common, listNotices, noticePictureUrl, searchNotices } from '../api-client/registration-endpoints.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { useSubmission } from '../api-client/use-submission.ts';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { hrefOf } from '../shell/route.ts';
import { goTo } from '../shell/router.ts';

/** The public notice board: what was registered, found by text, number or picture. */
export function NoticesPage({ text }: { readonly text: string }) {
  const t = useTranslator();
  const [before, setBefore] = useState<number | undefined>(undefined);
  const load = useCallback((common: Common) => listNotices(text, before, common), [text, before]);
  const { value, problem, reload } = useLoaded<NoticePageView>(load);
  const byPicture = useSubmission<NoticePageView>();
  const found = byPicture.submission.state === 'answered' ? byPicture.submission.answer : null;
  const shown = found ?? value;
  const search = (picture: File): void =>
    byPicture.start((signal, onSent) => searchNotices(picture, { language: t.language, signal, onSent }));
  return (
    <div className="registration-page">
      <PageHeading title={t.text('notices.title')} lead={t.text('notices.lead')} />
      <SearchFields text={text} onPicture={search} />
      {byPicture.submission.state === 'running' && <p role="status">{t.text('progress.searching')}</p>}
      <StepProblem submission={byPicture.submission} onDismiss={byPicture.reset} />
      {found !== null && (
        <p>
          {t.text('notices.byPicture')}{' '}
          <button type="button" className="link-button" onClick={byPicture.reset}>
            {t.text('notices.all')}
          </button>
        </p>
      )}
      {problem !== null && <ProblemNotice problem={problem} onRetry={reload} />}
      {shown?.notices.length === 0 && <p className="quiet-notice">{t.text('notices.none')}</p>}
      <ul className="pattern-grid">
        {shown?.notices.map((notice) => (
          <NoticeCard key={notice.id} notice={notice} />
        ))}
      </ul>
      {found === null && value?.nextBefore !== undefined && (
        <div className="button-row centred">
          <button type="button" className="plain-button" onClick={() => setBefore(value.nextBefore)}>
            {t.text('notices.older')}
          </button>
        </div>
      )}
    </div>
  );
}

function NoticeCard({ notice }: { readonly notice: PublicNoticeView }) {
  const t = useTranslator();
  const [picture] = notice.pictures;
  return (
    <li className="pattern-card">
      <a href={hrefOf({ page: 'notice', id: notice.id })}>
        {picture !== undefined && (
          <img src={noticePictureUrl(notice.id, picture.ordinal)} alt="" loading="lazy" width="240" height="240" />
        )}
        <span className="pattern-title">{notice.title}</span>
        <span className="pattern-line">{notice.number}</span>
        <span className="pattern-line">
          {t.date(notice.registeredOn)} · {t.lookUp(`caseState.${notice.state}`) ?? notice.state}
        </span>
      </a>
    </li>
  );
}

function SearchFields({ text, onPicture }: { readonly text: string; readonly onPicture: (picture: File) => void }) {
  const t = useTranslator();
  const textId = useId();
  const pictureId = useId();
  const [typed, setTyped] = useState(text);
  const search = (event: FormEvent): void => {
    event.preventDefault();
    goTo({ page: 'notices', text: typed.trim() });
  };
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    const [file] = event.target.files ?? [];
    event.target.value = '';
    if (file !== undefined) onPicture(file);
  };
  return (
    <search>
      <form className="search-field" onSubmit={search}>
        <label htmlFor={textId}>{t.text('notices.search')}</label>
        <div className="field-row">
          <input id={textId} type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
          <button type="submit" className="main-button">
            {t.text('library.searchButton')}
          </button>
        </div>
        <div className="field notice-by-picture">
          <label htmlFor={pictureId}>{t.text('notices.searchPicture')}</label>
          <input id={pictureId} type="file" accept="image/*" onChange={choose} />
        </div>
      </form>
    </search>
  );
}

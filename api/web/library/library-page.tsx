import { type FormEvent, useId, useState } from 'react';
import type { Pattern } from '../../schemas/pattern.ts';
import { patternThumbnailUrl } from '../api-client/endpoints.ts';
import { earliestEvidenced } from '../findings/candidate-order.ts';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { hrefOf } from '../shell/route.ts';
import { goTo } from '../shell/router.ts';
import { AddPatterns } from './add-patterns.tsx';
import { useLibrary } from './use-library.ts';

/** Browse, search and add to the library. */
export function LibraryPage({ text }: { readonly text: string }) {
  const t = useTranslator();
  const listing = useLibrary(text);
  const empty = listing.state === 'ready' && listing.patterns.length === 0;
  return (
    <div className="library-page">
      <PageHeading title={t.text('library.title')} lead={t.text('library.lead')} />
      <SearchField text={text} />
      {empty ? (
        <section className="empty">
          <h2>{t.text(text === '' ? 'library.empty.title' : 'library.noHits.title')}</h2>
          <p>{text === '' ? t.text('library.empty.text') : t.text('library.noHits.text', { text })}</p>
        </section>
      ) : (
        <p className="shown-count" role="status">
          {listing.state === 'loading' && listing.patterns.length === 0
            ? t.text('library.loading')
            : t.text('library.shown', { shown: t.number(listing.patterns.length), total: t.number(listing.total) })}
        </p>
      )}
      <ul className="pattern-grid">
        {listing.patterns.map((pattern) => (
          <PatternCard key={pattern.id} pattern={pattern} />
        ))}
        {listing.state === 'loading' &&
          listing.patterns.length === 0 &&
          Array.from({ length: 8 }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: identical placeholders without identity
            <li key={index} className="pattern-card waiting" aria-hidden="true" />
          ))}
      </ul>
      {listing.problem !== null && <ProblemNotice problem={listing.problem} onRetry={listing.reload} />}
      {listing.hasMore && listing.problem === null && (
        <div className="button-row centred">
          <button
            type="button"
            className="plain-button"
            disabled={listing.state === 'loading'}
            onClick={listing.loadMore}
          >
            {t.text(listing.state === 'loading' ? 'library.loading' : 'library.more')}
          </button>
        </div>
      )}
      <AddPatterns onAdded={listing.reload} />
    </div>
  );
}

function SearchField({ text }: { readonly text: string }) {
  const t = useTranslator();
  const inputId = useId();
  const [typed, setTyped] = useState(text);
  const search = (event: FormEvent): void => {
    event.preventDefault();
    goTo({ page: 'library', text: typed.trim() });
  };
  return (
    <search>
      <form className="search-field" onSubmit={search}>
        <label htmlFor={inputId}>{t.text('library.search')}</label>
        <div className="field-row">
          <input id={inputId} type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
          <button type="submit" className="main-button">
            {t.text('library.searchButton')}
          </button>
          {text !== '' && (
            <a className="plain-button" href={hrefOf({ page: 'library', text: '' })}>
              {t.text('library.clear')}
            </a>
          )}
        </div>
      </form>
    </search>
  );
}

function PatternCard({ pattern }: { readonly pattern: Pattern }) {
  const t = useTranslator();
  const date = earliestEvidenced(pattern.dates) ?? pattern.dates[0];
  return (
    <li className="pattern-card">
      <a href={hrefOf({ page: 'record', id: pattern.id })}>
        <img src={patternThumbnailUrl(pattern.id)} alt="" loading="lazy" width="240" height="240" />
        <span className="pattern-title">{pattern.title}</span>
        <span className="pattern-line">
          {date === undefined ? t.text('library.undated') : t.date(date.date)} ·{' '}
          {t.text(`repeat.${pattern.repeatType}`)}
        </span>
      </a>
      {pattern.sample && <span className="sample-tag">{t.text('library.sample')}</span>}
    </li>
  );
}

import type { Candidate } from '../../schemas/check-result.ts';
import type { WorkVersion } from '../../schemas/pattern.ts';
import { patternThumbnailUrl } from '../api-client/endpoints.ts';
import { useTranslator } from '../language/language-context.tsx';
import { hrefOf } from '../shell/route.ts';
import { earliestEvidenced } from './candidate-order.ts';
import { GradeTag } from './grade-mark.tsx';

type FoundVersion = NonNullable<Candidate['otherVersions']>[number];

/** The other versions of one work, from draft to finished cloth, each leading to its record; with its grade where a check found it. */
export function VersionList({
  versions,
  heading: Heading,
}: {
  readonly versions: readonly (WorkVersion | FoundVersion)[];
  /** Of the level below that of what it stands under. */
  readonly heading: 'h2' | 'h3';
}) {
  const t = useTranslator();
  const title = t.text('versions.title');
  return (
    <section className="work-versions" aria-label={title}>
      <Heading>{title}</Heading>
      <p className="quiet small">{t.text('versions.note')}</p>
      <ul>
        {versions.map((version) => {
          const date = earliestEvidenced(version.dates);
          return (
            <li key={version.id}>
              <img src={patternThumbnailUrl(version.id)} alt="" loading="lazy" width="56" height="56" />
              <div className="work-version-words">
                <a className="record-link" href={hrefOf({ page: 'record', id: version.id })}>
                  {version.title}
                </a>
                {'grade' in version && <GradeTag grade={version.grade} />}
                <span className="candidate-date">
                  {date === null
                    ? t.text('library.undated')
                    : `${t.date(date.date)} · ${t.text(`evidence.${date.evidence}`)}`}
                </span>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

import { LITIGATION_POINTS, type Place } from '../../texts/litigation-points.ts';
import { LITIGATION_TEXTS, type LitigationTexts, placeName } from '../../texts/litigation-texts.ts';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { hrefOf } from '../shell/route.ts';

const ARTICLES = [16, 17, 18] as const;

/** Where each point of articles 16 to 18 of the rules of online litigation is answered, and what the software cannot give. */
export function ChecklistPage() {
  const { language } = useTranslator();
  const texts = LITIGATION_TEXTS[language];
  return (
    <>
      <PageHeading title={texts.title} lead={texts.lead} />
      {ARTICLES.map((article) => (
        <section key={article} className="checklist-article" aria-labelledby={`article-${article}`}>
          <h2 id={`article-${article}`}>{texts.article[article]}</h2>
          {LITIGATION_POINTS.filter((each) => each.article === article).map(({ point, places }) => (
            <Point key={point} texts={texts} point={point} places={places} />
          ))}
        </section>
      ))}
    </>
  );
}

function Point({
  texts,
  point,
  places,
}: {
  readonly texts: LitigationTexts;
  readonly point: keyof LitigationTexts['points'];
  readonly places: readonly Place[];
}) {
  const { asked, answer, yours } = texts.points[point];
  return (
    <article className="checklist-point" id={`point-${point}`}>
      <h3>{asked}</h3>
      <p>{answer}</p>
      {yours !== null && (
        <p className="checklist-yours">
          <strong>{texts.yours}</strong>
          <br />
          {yours}
        </p>
      )}
      {places.length > 0 && (
        <>
          <h4 className="quiet">{texts.places}</h4>
          <ul className="checklist-places">
            {places.map((place) => (
              <li key={`${place.kind} ${placeName(place, texts)}`}>
                {texts.kind[place.kind]}: <PlaceName place={place} texts={texts} />
              </li>
            ))}
          </ul>
        </>
      )}
    </article>
  );
}

function PlaceName({ place, texts }: { readonly place: Place; readonly texts: LitigationTexts }) {
  const name = placeName(place, texts);
  if (place.kind === 'page') {
    const href = place.page === 'notices' ? hrefOf({ page: 'notices', text: '' }) : hrefOf({ page: place.page });
    return <a href={href}>{name}</a>;
  }
  if (place.kind === 'operation')
    return (
      <a href="docs">
        <code>{name}</code>
      </a>
    );
  return <code>{name}</code>;
}

import { useState } from 'react';
import { useTranslator } from '../language/language-context.tsx';

/** A chosen picture, or a word where the browser cannot show its format. */
export function PicturePreview({ url, alt }: { readonly url: string | null; readonly alt: string }) {
  const t = useTranslator();
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  if (url === null) return <div className="preview" />;
  if (failedUrl === url) return <p className="preview preview-missing">{t.text('intake.noPreview')}</p>;
  return <img className="preview" src={url} alt={alt} onError={() => setFailedUrl(url)} />;
}

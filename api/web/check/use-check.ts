import { useState } from 'react';
import type { CheckResult } from '../../schemas/check-result.ts';
import { checkPicture } from '../api-client/endpoints.ts';
import { type Submission, useSubmission } from '../api-client/use-submission.ts';
import { useTranslator } from '../language/language-context.tsx';
import { useObjectUrl } from '../pictures/use-object-url.ts';

export interface Check {
  readonly picture: File | null;
  readonly pictureUrl: string | null;
  readonly submission: Submission<CheckResult>;
  readonly start: (picture: File) => void;
  readonly retry: () => void;
  readonly cancel: () => void;
  readonly reset: () => void;
}

/** One check at a time: the picture, what is happening to it, and the answer. */
export function useCheck(): Check {
  const t = useTranslator();
  const [picture, setPicture] = useState<File | null>(null);
  const pictureUrl = useObjectUrl(picture);
  const { submission, start, cancel, reset } = useSubmission<CheckResult>();
  const submit = (file: File): void =>
    start((signal, onSent) => checkPicture(file, { language: t.language, signal, onSent }));
  return {
    picture,
    pictureUrl,
    submission,
    start: (file) => {
      setPicture(file);
      submit(file);
    },
    retry: () => {
      if (picture !== null) submit(picture);
    },
    cancel,
    reset: () => {
      setPicture(null);
      reset();
    },
  };
}

/** The reasons from which a decision is chosen; each also needs a text of its own. Their wording is in the catalogues. */
export const REASONS = {
  'request-supplement': [
    'picture-unclear',
    'title-evidence-missing',
    'dates-unproven',
    'owner-identity-unclear',
    'source-material-unstated',
    'form-contradictory',
  ],
  'propose-grant': [
    'nothing-earlier-found',
    'differences-suffice',
    'common-elements-only',
    'own-earlier-version',
    'licensed-derivative',
    'earlier-date-proven',
  ],
  'propose-refusal': [
    'earlier-identical-work',
    'earlier-substantially-similar-work',
    'no-original-expression',
    'public-domain-only',
    'title-not-shown',
    'false-statement',
    'not-a-kind-registered-here',
  ],
  register: ['agrees-with-proposal'],
  'confirm-refusal': ['agrees-with-proposal'],
  'return-to-examiner': ['finding-overlooked', 'reasons-insufficient', 'evidence-to-be-asked-for', 'other-conclusion'],
  object: ['earlier-right', 'not-the-author', 'copied-from-public-domain', 'false-statement'],
  'uphold-objection': [
    'earlier-right-proven',
    'not-the-author-proven',
    'false-statement-proven',
    'public-domain-proven',
  ],
  'reject-objection': ['not-proven', 'works-differ', 'objector-has-no-right', 'outside-the-period'],
  correct: ['clerical-error', 'name-changed', 'address-changed'],
  cancel: ['holder-request', 'court-judgment', 'registered-by-fraud', 'registered-in-error'],
} as const;

export type ReasonedEvent = keyof typeof REASONS;
export type Reason = (typeof REASONS)[ReasonedEvent][number];

/** The reasons listed for an event; none where the event needs none. */
export function reasonsFor(event: string): readonly Reason[] {
  return Object.hasOwn(REASONS, event) ? REASONS[event as ReasonedEvent] : [];
}

/** Texts of the web client in English: similarity reports. */
export const reports = {
  'page.reports': 'Reports',
  'report.title': 'Similarity reports',
  'report.lead':
    'For a court or a party: what a disputed picture has in common with earlier records, computed so that anybody can compute it again.',
  'report.order': 'Order a report',
  'report.orderLead':
    'The library is searched and what is found is frozen with your picture. Picture and report are kept; of you it names your account and what you type.',
  'report.orderAction': 'Search and make the report',
  'report.picture': 'Disputed picture',
  'report.claimant': 'Claimant: who says that the earlier record is his',
  'report.respondent': 'Respondent: who made or sells what the picture shows',
  'report.matter': 'Matter: number of the case, or what it is for',
  'report.own': 'Your reports',
  'report.none': 'None yet.',
  'report.document': 'Download the sealed PDF',
  'report.bundle': 'Download the evidence bundle',
  'report.json': 'For programs (JSON)',
  'report.counter': 'Counter a report',
  'report.counterLead':
    'If somebody has shown you a report, order one of your own from the very same inputs, with the program of today.',
  'report.counterAction': 'Make a report from the same inputs',
  'report.counterFile': 'The report that you were shown (PDF or JSON)',
  'report.counterHint': 'It is read in this browser; only its number and a hash are sent.',
  'report.counterUnknown': 'This file holds no report.',
} as const;

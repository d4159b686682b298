/** Texts of the web client in English: frame of every page. */
export const shell = {
  'app.name': 'Selvedge',
  'app.tagline': 'Textile pattern registry',
  'app.skip': 'Skip to the content',
  'app.navigation': 'Main',
  'app.language': 'Language',
  'app.language.en': 'English',
  'app.language.zh': '中文',
  'app.footer': 'A check keeps nothing of your picture once it is answered.',
  'app.reference': 'API reference',
  'app.litigationRules': 'Rules of online litigation: where each point is answered',

  'page.check': 'Check a pattern',
  'page.compare': 'Compare two',
  'page.library': 'Library',
  'page.record': 'Record',
  'page.applications': 'Applications',
  'page.notices': 'Notices',
  'page.desk': 'Examination',
  'page.statistics': 'Statistics',
  'page.missing': 'There is no such page.',
} as const;

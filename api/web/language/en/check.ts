/** Texts of the web client in English: check of a picture, from choosing it to the answer. */
export const check = {
  'check.title': 'Was this pattern registered before?',
  'check.lead':
    'Show a picture of the pattern. Selvedge searches the library, lays what it finds over yours and names what was changed.',
  'check.again': 'Check another picture',
  'check.yourPicture': 'Your picture',

  'intake.drop': 'Drop a picture here',
  'intake.dropNow': 'Let go to use this picture',
  'intake.or': 'or',
  'intake.choose': 'Choose a file',
  'intake.chooseNamed': 'Choose a file: {name}',
  'intake.photograph': 'Take a photograph',
  'intake.paste': 'You can also paste a picture here (Ctrl or ⌘ + V).',
  'intake.formats': 'JPEG, PNG, WebP, TIFF or AVIF. Best flat, evenly lit and filling the frame.',
  'intake.replace': 'Use another picture',
  'intake.noPreview': 'This browser cannot show the format; the check works all the same.',
  'intake.privacy': 'Nothing of the picture is kept after the answer.',

  'check.answers': 'What the answer can be',

  'progress.title': 'Checking',
  'progress.comparing': 'Comparing',
  'progress.sending': 'Sending the picture',
  'progress.searching': 'Reading, searching, verifying',
  'progress.showing': 'Showing the result',
  'progress.sent': '{percent} % sent',
  'progress.seconds': '{seconds} s',
  'progress.cancel': 'Cancel',
  'progress.cancelled': 'The check was cancelled.',
  'progress.done': 'Done',
  'progress.now': 'In progress',
  'progress.waiting': 'Waiting',

  'result.title': 'Result',
  'result.works.one': '{count} work searched',
  'result.works.other': '{count} works searched',
  'result.candidates': 'Works found',
  'result.nearest': 'Nearest works',
  'result.others.one': '{count} further work was looked at and graded “nothing found”',
  'result.others.other': '{count} further works were looked at and graded “nothing found”',
  'result.earliest': 'Earliest evidenced',
  'result.earliestVersion': 'On {date} ({evidence}), in the version “{title}”.',
  'result.emptyLibrary': 'The library is empty, so nothing could be found. Add patterns first.',
  'result.noMatchAdvice':
    'This says what this library holds, not that the pattern is new everywhere. The nearest works are listed below.',
  'result.finding': 'Finding',

  'notComparable.too-small': 'The picture is too small to show a drawing. Take a larger one.',
  'notComparable.blank': 'The picture is one even colour. Check that it is the right file.',
  'notComparable.without-structure':
    'The picture shows no structure that could be recognised, only texture or gradual shade.',
  'notComparable.which.first': 'This concerns the first picture.',
  'notComparable.which.second': 'This concerns the second picture.',

  'scope.library.query': 'your picture',
  'scope.library.candidate': 'the registered one',
  'scope.pair.query': 'the first picture',
  'scope.pair.candidate': 'the second',

  'reason.coverage':
    '{share} of {queryName} ({query} % of its area) and {shareCandidate} of {candidateName} ({candidate} %) hold the same drawing',
  'reason.inliers.one': '{count} separate motif position lines up',
  'reason.inliers.other': '{count} separate motif positions line up',
  'reason.agreement': 'the lines there agree at {agreement} of 1',
  'reason.edits': 'from {queryName} to {candidateName}: {edits}',
  'reason.noEdits': 'with no change named',
  'reason.typicality': 'but it is of a common kind (typicality {typicality} of 1)',
  'reason.aligned': '{coverage}; {inliers} and {agreement}, {edits}.',
  'reason.typicalDrawing': '{coverage}, but what agrees belongs to everyone: {drawing}; {inliers} and {agreement}.',
  'reason.typical': '{coverage}, {typicality}; {inliers} and {agreement}.',
  'reason.noMatch.none': 'No work in the library could be laid over your picture.',
  'reason.noMatch.nearest.one':
    'Of the works searched none could be laid over your picture; the nearest lines up at {count} motif position only.',
  'reason.noMatch.nearest.other':
    'Of the works searched none holds enough of your drawing; the nearest lines up at {count} motif positions, which cover {query} % of your picture.',
  'reason.noMatch.pair':
    'The two share no drawing that could be verified: {inliers}, covering {query} % of the first picture.',
  'reason.unaligned':
    'The whole picture agrees (perceptual hash distance {pdq} of 256, {edgePdq} on edges), though no alignment was found, {edits}.',

  'share.all': 'All',
  'share.nearlyAll': 'Nearly all',
  'share.most': 'Most',
  'share.half': 'About half',
  'share.part': 'A part',
  'share.little': 'A small part',
  'share.mid.all': 'all',
  'share.mid.nearlyAll': 'nearly all',
  'share.mid.most': 'most',
  'share.mid.half': 'about half',
  'share.mid.part': 'a part',
  'share.mid.little': 'a small part',
} as const;

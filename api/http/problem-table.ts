import { MESSAGES_EN } from './messages-en.ts';
import { PROBLEM_CODES, PROBLEM_STATUS } from './problem-codes.ts';

/** The codes as a Markdown table; api/README.md holds exactly this. */
export function problemTable(): string {
  const rows = PROBLEM_CODES.map(
    (code) => `| \`${code}\` | ${PROBLEM_STATUS[code]} | ${MESSAGES_EN[code].title} | ${MESSAGES_EN[code].remedy} |`,
  );
  return ['| code | status | meaning | what to do |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

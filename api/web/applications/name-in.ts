import type { CaseFileView } from '../../schemas/application.ts';

/** What somebody is called, for staff; the number of the account where there is no name. */
export function nameIn(people: NonNullable<CaseFileView['staff']>['people'], account: string): string {
  return people.find((person) => person.account === account)?.name ?? account;
}

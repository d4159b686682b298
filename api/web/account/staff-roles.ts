import type { StaffRole } from '../../services/access/roles.ts';
import type { Session } from '../api-client/accounts.ts';

/** Whether somebody with this role of staff, whose second factor was shown, is signed in: without it no such role counts. */
export function isStaff(session: Session | null, role: StaffRole): boolean {
  return session?.signedIn === true && session.secondFactor.shown && session.staff.some((grant) => grant.role === role);
}

import type { AnyOperation } from '../http/operation.ts';
import { askPasskey } from './accounts/ask-passkey.ts';
import { beginPasskey } from './accounts/begin-passkey.ts';
import { beginTotp } from './accounts/begin-totp.ts';
import { changeAccountStatus } from './accounts/change-account-status.ts';
import { changePassword } from './accounts/change-password.ts';
import { createKey } from './accounts/create-key.ts';
import { createTenant } from './accounts/create-tenant.ts';
import { endSession } from './accounts/end-session.ts';
import { erasePerson } from './accounts/erase-person.ts';
import { finishPasskey } from './accounts/finish-passkey.ts';
import { finishTotp } from './accounts/finish-totp.ts';
import { followLink } from './accounts/follow-link.ts';
import { getAccount } from './accounts/get-account.ts';
import { grantRole } from './accounts/grant-role.ts';
import { inviteAccount } from './accounts/invite-account.ts';
import { listAccounts } from './accounts/list-accounts.ts';
import { listKeys } from './accounts/list-keys.ts';
import { listPasskeys } from './accounts/list-passkeys.ts';
import { listTenants } from './accounts/list-tenants.ts';
import { openSession } from './accounts/open-session.ts';
import { readSession } from './accounts/read-session.ts';
import { register } from './accounts/register.ts';
import { removePasskey } from './accounts/remove-passkey.ts';
import { requestReset } from './accounts/request-reset.ts';
import { resetSecondFactors } from './accounts/reset-second-factors.ts';
import { revokeKey } from './accounts/revoke-key.ts';
import { revokeRole } from './accounts/revoke-role.ts';
import { showFactor } from './accounts/show-second-factor.ts';
import { APPLICATION_OPERATIONS } from './applications/application-operations.ts';
import { exportAudit } from './audit/export-audit.ts';
import { readAudit } from './audit/read-audit.ts';
import { CERTIFICATE_OPERATIONS } from './certificates/certificate-operations.ts';
import { checkHealth } from './check-health.ts';
import { checkReadiness } from './check-readiness.ts';
import { createBackup } from './create-backup.ts';
import { createCheck } from './create-check.ts';
import { createComparison } from './create-comparison.ts';
import { createPattern } from './create-pattern.ts';
import { deletePattern } from './delete-pattern.ts';
import { DEPOSIT_OPERATIONS } from './deposits/deposit-operations.ts';
import { EVIDENCE_OPERATIONS } from './evidence/evidence-operations.ts';
import { getPattern } from './get-pattern.ts';
import { listPatterns } from './list-patterns.ts';
import { LOG_OPERATIONS } from './log/operations.ts';
import { MOTIF_OPERATIONS } from './motifs/motif-operations.ts';
import { addDocument } from './parties/add-document.ts';
import { addMember } from './parties/add-member.ts';
import { createParty } from './parties/create-party.ts';
import { declareLink } from './parties/declare-link.ts';
import { endAttorney } from './parties/end-attorney.ts';
import { endLink } from './parties/end-link.ts';
import { getParty } from './parties/get-party.ts';
import { grantAttorney } from './parties/grant-attorney.ts';
import { listLinks } from './parties/list-links.ts';
import { listParties } from './parties/list-parties.ts';
import { listPartiesToReview } from './parties/list-parties-to-review.ts';
import { readDocument } from './parties/read-document.ts';
import { removeMember } from './parties/remove-member.ts';
import { reviewIdentity } from './parties/review-identity.ts';
import { submitIdentity } from './parties/submit-identity.ts';
import { readLibraryAudit } from './read-library-audit.ts';
import { readMetrics } from './read-metrics.ts';
import { readPatternImage } from './read-pattern-image.ts';
import { readPatternThumbnail } from './read-pattern-thumbnail.ts';
import { REPORT_OPERATIONS } from './reports/report-operations.ts';

/** Every operation of the API, in the order of the documentation. */
export const OPERATIONS: readonly AnyOperation[] = [
  createCheck,
  createComparison,
  createPattern,
  listPatterns,
  getPattern,
  readPatternImage,
  readPatternThumbnail,
  deletePattern,
  readLibraryAudit,
  ...MOTIF_OPERATIONS,
  openSession,
  readSession,
  endSession,
  createBackup,
  ...APPLICATION_OPERATIONS,
  ...CERTIFICATE_OPERATIONS,
  ...REPORT_OPERATIONS,
  ...EVIDENCE_OPERATIONS,
  ...DEPOSIT_OPERATIONS,
  ...LOG_OPERATIONS,
  register,
  requestReset,
  followLink,
  showFactor,
  askPasskey,
  changePassword,
  beginTotp,
  finishTotp,
  beginPasskey,
  finishPasskey,
  listPasskeys,
  removePasskey,
  listKeys,
  createKey,
  revokeKey,
  listAccounts,
  getAccount,
  inviteAccount,
  grantRole,
  revokeRole,
  changeAccountStatus,
  resetSecondFactors,
  listTenants,
  createTenant,
  createParty,
  listParties,
  listPartiesToReview,
  getParty,
  submitIdentity,
  reviewIdentity,
  addMember,
  removeMember,
  addDocument,
  readDocument,
  grantAttorney,
  endAttorney,
  declareLink,
  listLinks,
  endLink,
  erasePerson,
  readAudit,
  exportAudit,
  checkHealth,
  checkReadiness,
  readMetrics,
];

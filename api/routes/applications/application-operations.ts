import type { AnyOperation } from '../../http/operation.ts';
import { addApplicationPicture } from './add-application-picture.ts';
import { appealDecision } from './appeal-decision.ts';
import { beginSecondReview } from './begin-second-review.ts';
import { cancelRegistration } from './cancel-registration.ts';
import { concludePanel } from './conclude-panel.ts';
import { confirmProposal } from './confirm-proposal.ts';
import { correctRegistration } from './correct-registration.ts';
import { createApplication } from './create-application.ts';
import { createBatch } from './create-batch.ts';
import { decideObjection } from './decide-objection.ts';
import { exportOwnData } from './export-own-data.ts';
import { exportStatistics } from './export-statistics.ts';
import { getApplication } from './get-application.ts';
import { getNotice } from './get-notice.ts';
import { giveOpinion } from './give-opinion.ts';
import { inviteOpinions } from './invite-opinions.ts';
import { listApplications } from './list-applications.ts';
import { listAwaitedOpinions } from './list-awaited-opinions.ts';
import { listNotices } from './list-notices.ts';
import { listNotifications } from './list-notifications.ts';
import { markNotificationsRead } from './mark-notifications-read.ts';
import { noteLicence } from './note-licence.ts';
import { objectToRegistration } from './object-to-registration.ts';
import { preCheckApplication } from './pre-check-application.ts';
import { proposeDecision } from './propose-decision.ts';
import { readApplicationPicture } from './read-application-picture.ts';
import { readApplicationThumbnail } from './read-application-thumbnail.ts';
import { readDeadlines } from './read-deadlines.ts';
import { readExaminationQueue } from './read-examination-queue.ts';
import { readNoticePicture } from './read-notice-picture.ts';
import { readOpinions } from './read-opinions.ts';
import { readStatistics } from './read-statistics.ts';
import { readTitle } from './read-title.ts';
import { recordTransfer } from './record-transfer.ts';
import { releaseApplication } from './release-application.ts';
import { removeApplicationPicture } from './remove-application-picture.ts';
import { requestSupplement } from './request-supplement.ts';
import { returnToExaminer } from './return-to-examiner.ts';
import { saveApplicationForm } from './save-application-form.ts';
import { saveExaminationNote } from './save-examination-note.ts';
import { searchNotices } from './search-notices.ts';
import { submitApplication } from './submit-application.ts';
import { submitBatch } from './submit-batch.ts';
import { takeApplication } from './take-application.ts';
import { takeOverApplication } from './take-over-application.ts';
import { withdrawApplication } from './withdraw-application.ts';

/** Applications, examination, notices and what becomes of registrations, in the order of the documentation. */
export const APPLICATION_OPERATIONS: readonly AnyOperation[] = [
  createApplication,
  listApplications,
  getApplication,
  saveApplicationForm,
  addApplicationPicture,
  removeApplicationPicture,
  readApplicationPicture,
  readApplicationThumbnail,
  preCheckApplication,
  submitApplication,
  withdrawApplication,
  appealDecision,
  readExaminationQueue,
  takeApplication,
  takeOverApplication,
  releaseApplication,
  saveExaminationNote,
  requestSupplement,
  proposeDecision,
  beginSecondReview,
  confirmProposal,
  returnToExaminer,
  inviteOpinions,
  giveOpinion,
  readOpinions,
  listAwaitedOpinions,
  concludePanel,
  decideObjection,
  correctRegistration,
  cancelRegistration,
  recordTransfer,
  noteLicence,
  createBatch,
  submitBatch,
  listNotices,
  searchNotices,
  getNotice,
  readNoticePicture,
  readTitle,
  objectToRegistration,
  readStatistics,
  exportStatistics,
  listNotifications,
  markNotificationsRead,
  readDeadlines,
  exportOwnData,
];

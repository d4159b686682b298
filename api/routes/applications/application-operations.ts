import type { AnyOperation } from '../../http/operation.ts';
import { addApplicationPicture } from './add-application-picture.ts';
import { addDateEvidence } from './add-date-evidence.ts';
import { APPLICANT_ACTS } from './applicant-acts.ts';
import { createApplication } from './create-application.ts';
import { createBatch } from './create-batch.ts';
import { EXAMINER_ACTS } from './examiner-acts.ts';
import { exportOwnData } from './export-own-data.ts';
import { exportStatistics } from './export-statistics.ts';
import { getApplication } from './get-application.ts';
import { getNotice } from './get-notice.ts';
import { giveOpinion } from './give-opinion.ts';
import { HOLDER_ACTS } from './holder-acts.ts';
import { inviteOpinions } from './invite-opinions.ts';
import { listAdvisers } from './list-advisers.ts';
import { listApplications } from './list-applications.ts';
import { listAwaitedOpinions } from './list-awaited-opinions.ts';
import { listNotices } from './list-notices.ts';
import { listNotifications } from './list-notifications.ts';
import { markNotificationsRead } from './mark-notifications-read.ts';
import { objectToRegistration } from './object-to-registration.ts';
import { proveOpinion } from './prove-opinion.ts';
import { readApplicationPicture } from './read-application-picture.ts';
import { readApplicationThumbnail } from './read-application-thumbnail.ts';
import { readDateEvidence } from './read-date-evidence.ts';
import { readDeadlines } from './read-deadlines.ts';
import { readExaminationQueue } from './read-examination-queue.ts';
import { readNoticePicture } from './read-notice-picture.ts';
import { readOpinions } from './read-opinions.ts';
import { readRegistrarQueue } from './read-registrar-queue.ts';
import { readStatistics } from './read-statistics.ts';
import { readTitle } from './read-title.ts';
import { REGISTRAR_ACTS } from './registrar-acts.ts';
import { removeApplicationPicture } from './remove-application-picture.ts';
import { removeDateEvidence } from './remove-date-evidence.ts';
import { saveApplicationForm } from './save-application-form.ts';
import { saveExaminationNote } from './save-examination-note.ts';
import { searchNotices } from './search-notices.ts';
import { submitBatch } from './submit-batch.ts';

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
  addDateEvidence,
  removeDateEvidence,
  readDateEvidence,
  ...APPLICANT_ACTS,
  readExaminationQueue,
  readRegistrarQueue,
  ...EXAMINER_ACTS,
  saveExaminationNote,
  listAdvisers,
  inviteOpinions,
  giveOpinion,
  readOpinions,
  proveOpinion,
  listAwaitedOpinions,
  ...REGISTRAR_ACTS,
  ...HOLDER_ACTS,
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

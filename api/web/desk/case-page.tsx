import { useCallback } from 'react';
import type { CaseFileView } from '../../schemas/application.ts';
import { LoadProblem } from '../account/load-problem.tsx';
import { useSession } from '../account/session-context.tsx';
import { isStaff } from '../account/staff-roles.ts';
import { type Common, readCase } from '../api-client/registration-endpoints.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { CaseState } from '../applications/case-state.tsx';
import { CertificateSection } from '../applications/certificate-section.tsx';
import { EvidenceSection } from '../applications/evidence-section.tsx';
import { History } from '../applications/history.tsx';
import { PicturesSection } from '../applications/pictures-section.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { ObjectionList } from '../objections/objection-list.tsx';
import { PanelSection } from '../panels/panel-section.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { hrefOf } from '../shell/route.ts';
import { Amendments } from './amendments.tsx';
import { Examination } from './examination.tsx';
import { StaffFacts } from './staff-facts.tsx';

/** A case as staff of the office see it: what it is about, and whatever their roles let them do next. */
export function CasePage({ id }: { readonly id: string }) {
  const t = useTranslator();
  const load = useCallback((common: Common) => readCase(id, common), [id]);
  const { value, problem, reload } = useLoaded<CaseFileView>(load);
  return (
    <div className="registration-page">
      <PageHeading title={value?.application.title || t.text('page.desk')} />
      <LoadProblem problem={problem} onRetry={reload} />
      {value?.staff != null && <Desk file={value} staff={value.staff} onChanged={reload} />}
    </div>
  );
}

interface DeskProps {
  readonly file: CaseFileView;
  readonly staff: NonNullable<CaseFileView['staff']>;
  readonly onChanged: () => void;
}

function Desk({ file, staff, onChanged }: DeskProps) {
  const t = useTranslator();
  const { session } = useSession();
  const { application, pictures, events, objections } = file;
  const decides = isStaff(session, 'registrar');
  return (
    <>
      <p>
        <CaseState application={application} />
        {application.number !== null && <strong className="application-number">{application.number}</strong>}
      </p>
      {application.number !== null && (
        <p>
          <a href={hrefOf({ page: 'notice', id: application.id })}>{t.text('applications.toNotice')}</a>
        </p>
      )}
      <p>
        <a href={hrefOf({ page: 'ties', party: application.party })}>{t.text('tie.ofCase')}</a>
      </p>
      <StaffFacts staff={staff} />
      {objections.length > 0 && (
        <ObjectionList id={application.id} objections={objections} decides={decides} onDecided={onChanged} />
      )}
      <PanelSection application={application} conducts={decides} onConcluded={onChanged} />
      <Examination file={file} staff={staff} onChanged={onChanged} />
      {decides && application.state === 'registered' && <Amendments application={application} onAmended={onChanged} />}
      <CertificateSection key={application.state} application={application} />
      <PicturesSection id={application.id} pictures={pictures} editable={false} onChanged={onChanged} />
      <EvidenceSection file={file} onChanged={onChanged} />
      <History events={events} people={staff.people} />
    </>
  );
}

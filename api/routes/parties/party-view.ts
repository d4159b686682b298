import type { z } from 'zod';
import type { attorneySchema, documentSchema, linkSchema, partyFileSchema, partySchema } from '../../schemas/party.ts';
import type { PartyView } from '../../services/parties/parties.ts';
import type { NamedLink } from '../../services/parties/recusal.ts';
import type { StoredAttorney } from '../../store/parties/attorney-rows.ts';
import type { StoredDocument } from '../../store/parties/document-rows.ts';
import type { StoredParty } from '../../store/parties/party-rows.ts';

export function viewOfParty({ tenantId, ...party }: StoredParty): z.input<typeof partySchema> {
  const { id, kind, name, region, creditCode, verification } = party;
  return { id, kind, name, tenant: tenantId, region, creditCode, verification };
}

export function viewOfDocument(document: StoredDocument): z.input<typeof documentSchema> {
  const { id, purpose, fileName: file, sha256, byteLength, addedAt } = document;
  return { id, purpose, file, sha256, byteLength, addedAt: addedAt.toISOString() };
}

export function viewOfAttorney(power: StoredAttorney): z.input<typeof attorneySchema> {
  const { id, principal, agent, documentId: document, startsAt, endsAt, revokedAt } = power;
  const [from, to] = [startsAt.toISOString(), endsAt.toISOString()];
  return { id, principal, agent, document, startsAt: from, endsAt: to, revokedAt: revokedAt?.toISOString() ?? null };
}

export function viewOfFile({
  party,
  residentIdEnd,
  members,
  documents,
  attorneys,
  sides,
}: PartyView): z.input<typeof partyFileSchema> {
  return {
    ...viewOfParty(party),
    residentIdEnd,
    members: members.map(({ account, name, manages }) => ({ account, name, manages })),
    documents: documents.map(viewOfDocument),
    attorneys: attorneys.map((power) => ({
      ...viewOfAttorney(power),
      principalName: sides.get(power.principal) ?? null,
      agentName: sides.get(power.agent) ?? null,
    })),
  };
}

export function viewOfLink({ link, partyName }: NamedLink): z.input<typeof linkSchema> {
  const { id, party, kind, note, declaredAt } = link;
  return { id, party, partyName, kind, note, declaredAt: declaredAt.toISOString() };
}

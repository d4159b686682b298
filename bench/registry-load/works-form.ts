/** A complete form of a work in the name of one owner, with a mark by which it is known again. */
export function worksForm(owner: string, mark: string): Readonly<Record<string, unknown>> {
  return {
    kind: 'works',
    title: `Design ${mark}`,
    lane: 'ordinary',
    workType: 'fine-art',
    stage: 'final-artwork',
    authors: [{ name: '林晓', entity: 'natural-person' }],
    owners: [{ name: owner, entity: 'legal-person', region: '33', basis: 'employment', share: '1/1' }],
    created: { date: '2026-01-05', place: '绍兴市柯桥区', evidence: [] },
    titleEvidence: ['contract'],
    jurisdictionGround: 'owner-place',
    channel: 'online',
    declaration: { statementsTrue: true, originClass: 'original', generator: { used: false } },
  };
}

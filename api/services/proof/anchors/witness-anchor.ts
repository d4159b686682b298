import { formatNote } from '../../../proof/note/signed-note.ts';
import { askWitness, type WitnessAddress } from '../witness-client.ts';
import { type Anchor, AnchorUnavailable } from './anchor.ts';

/** A witness (C2SP tlog-witness): it sees that our log was not rewritten, and co-signs at once. `folder`: of our log. */
export function witnessAnchor(witness: WitnessAddress, folder: string): Anchor {
  return {
    kind: 'witness',
    name: witness.key.name,
    async submit(_, state) {
      const outcome = await askWitness(folder, state, witness);
      if (outcome.kind !== 'cosigned') throw new AnchorUnavailable(`${witness.key.name}: ${outcome.reason}`);
      return formatNote({ text: state.note.text, signatures: [outcome.signature] });
    },
    // The cosignature is the proof.
    fetchProof: async (ticket) => ticket,
  };
}

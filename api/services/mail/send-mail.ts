import { createTransport } from 'nodemailer';
import type { Queryable } from '../../store/database.ts';
import { markMailFailed, markMailSent, takeDueMail, type WaitingMail } from '../../store/mail-outbox.ts';
import type { Log } from '../log.ts';

const POLL_INTERVAL_MS = 2_000;
const MAILS_AT_ONCE = 20;
/** Longer than any attempt takes: a mail whose sender was killed is tried again after this. */
const ATTEMPT_MS = 5 * 60_000;
const SMTP_TIMEOUT_MS = 20_000;
/** Pauses between attempts, in minutes; after the last a mail is given up, some two days after the first. */
const PAUSES_MIN = [1, 5, 15, 60, 180, 360, 720, 1_440];

export interface MailSettings {
  readonly smtpUrl: string;
  readonly from: string;
}

export interface MailSender {
  /** Sends what is due now; resolves when it has been tried. */
  sendDue(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Sends the outbox, from any number of processes, each mail at least once: one that the server took in the moment of a
 * kill comes twice, under the same Message-ID. The only place that imports nodemailer.
 */
export function openMailSender(
  { store, clock }: { readonly store: Queryable; readonly clock: () => Date },
  { smtpUrl, from }: MailSettings,
  log: Log,
): MailSender {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: SMTP_TIMEOUT_MS,
    greetingTimeout: SMTP_TIMEOUT_MS,
    socketTimeout: SMTP_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.split('@').at(-1)!.replace(/>$/, '');

  async function send({ entry, recipient, subject, body, attempts }: WaitingMail): Promise<void> {
    try {
      const to = { name: '', address: recipient };
      const messageId = `<${entry}.selvedge@${domain}>`;
      const headers = { 'Auto-Submitted': 'auto-generated' };
      await transport.sendMail({ from, to, subject, text: body, messageId, headers });
      await markMailSent(store, entry, clock());
    } catch (error) {
      const now = clock();
      const pauseMin = isFinal(error) ? undefined : PAUSES_MIN[attempts - 1];
      const next = pauseMin === undefined ? null : new Date(now.getTime() + pauseMin * 60_000);
      await markMailFailed(store, entry, reasonOf(error), now, next);
      log.warn({ entry, attempts, givenUp: next === null, reason: reasonOf(error) }, 'mail not sent');
    }
  }

  async function sendDue(): Promise<void> {
    const now = clock();
    const due = await takeDueMail(store, now, new Date(now.getTime() + ATTEMPT_MS), MAILS_AT_ONCE);
    for (const mail of due) await send(mail);
  }

  let running: Promise<void> | undefined;
  const runOnce = () => {
    running ??= sendDue()
      .catch((error: unknown) => log.warn({ err: error }, 'outbox not read, trying again'))
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  const timer = setInterval(() => void runOnce(), POLL_INTERVAL_MS);
  timer.unref();
  return {
    async sendDue() {
      // One that runs may have looked before the mail was there.
      await running;
      await runOnce();
    },
    async close() {
      clearInterval(timer);
      await running;
      transport.close();
    },
  };
}

/** A server that refuses this very mail for good says so with a code of class 5 (RFC 5321, 4.2.1); one that will not let us in may be put right. */
function isFinal(error: unknown): boolean {
  const { responseCode, command } = error as { responseCode?: number; command?: string };
  return responseCode !== undefined && responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA');
}

/** Code and reply class only: a server's words may repeat the address. */
function reasonOf(error: unknown): string {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  return [code ?? 'ERROR', responseCode].filter((part) => part !== undefined).join(' ');
}

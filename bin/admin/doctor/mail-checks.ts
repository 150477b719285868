/** What doctor checks of SES: whether mails can leave, and arrive. */
import {
  GetAccountSendingEnabledCommand,
  GetIdentityDkimAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  SESClient,
  type GetSendQuotaCommandOutput,
  type IdentityDkimAttributes,
  type IdentityVerificationAttributes,
} from '@aws-sdk/client-ses';
import type { Settings } from '../../../lib/settings';
import { advice, broken, ok, type AwsAccess, type Check, type Verdict } from './finding';

/** What the checks of mail need to know. */
export interface MailSettings extends Pick<Settings, 'sender' | 'senderIdentity'> {
  /** Mails an hour, at most. */
  readonly overall: number;
  readonly isDeployed: boolean;
}

/** In the sandbox, an account may send so many mails a day. Outside it, the least is 50,000. */
const sandboxQuota = 200;

/** The address and its domain, either of which may be the identity. SES prefers the address. */
const identitiesFor = (sender: string): readonly string[] => [sender, sender.slice(sender.indexOf('@') + 1)];

/** The checks of SES. */
export function mailChecks(
  { region, credentials, endpoint }: AwsAccess,
  settings: MailSettings,
): readonly Check[] {
  const client = new SESClient({ region, credentials, ...(endpoint !== undefined && { endpoint }) });
  const Identities = [...identitiesFor(settings.sender)];
  return [
    {
      name: 'sender',
      async look() {
        const command = new GetIdentityVerificationAttributesCommand({ Identities });
        return judgeSender(settings, (await client.send(command)).VerificationAttributes ?? {});
      },
    },
    {
      name: 'dkim',
      async look() {
        const command = new GetIdentityDkimAttributesCommand({ Identities });
        return judgeDkim(settings, (await client.send(command)).DkimAttributes ?? {});
      },
    },
    {
      name: 'sending',
      async look() {
        const { Enabled } = await client.send(new GetAccountSendingEnabledCommand({}));
        if (Enabled === false) {
          return broken('Sending is off for the account.', 'Ask AWS Support why, then switch it on in SES.');
        }
        return judgeQuota(settings, await client.send(new GetSendQuotaCommand({})));
      },
    },
  ];
}

/** Judges whether the sender may send, by the state of its address and of its domain. */
export function judgeSender(
  { sender, senderIdentity, isDeployed }: MailSettings,
  states: Readonly<Record<string, IdentityVerificationAttributes>>,
): Verdict {
  const known = identitiesFor(sender).filter((identity) => states[identity] !== undefined);
  const verified = known.find((identity) => states[identity]?.VerificationStatus === 'Success');
  if (verified !== undefined) return ok(`${verified} is verified.`);
  if (known.length === 0 && !isDeployed && senderIdentity !== 'existing') {
    return advice(
      `SES does not have ${sender} yet.`,
      'The deployment makes it. Run "doctor" again after it.',
    );
  }
  const mend = {
    address: `Open the mail that AWS has sent to ${sender}, and its link.`,
    domain: 'Publish the three CNAME records of the outputs DkimRecord… in the DNS of the domain.',
    existing: `Verify ${sender} or its domain in SES, in this region.`,
  }[senderIdentity];
  return broken(`SES has no verified identity for ${sender}: every mail would be refused.`, mend);
}

/** Judges whether mails are signed, by the state of the address and of the domain. */
export function judgeDkim(
  { sender, senderIdentity }: MailSettings,
  states: Readonly<Record<string, IdentityDkimAttributes>>,
): Verdict {
  const signs = ({ DkimEnabled, DkimVerificationStatus }: IdentityDkimAttributes) =>
    DkimEnabled === true && DkimVerificationStatus === 'Success';
  const signing = identitiesFor(sender).find((identity) => signs(states[identity] ?? ({} as never)));
  if (signing !== undefined) return ok(`SES signs mails from ${signing}.`);
  const says = 'SES does not sign the mails: they may land among the junk.';
  return senderIdentity === 'domain'
    ? broken(says, 'Publish the three CNAME records of the outputs DkimRecord… in the DNS of the domain.')
    : advice(says, 'Use "senderIdentity": "domain", or set up Easy DKIM for the domain in SES.');
}

/** Judges how much the account may send. */
export function judgeQuota(
  { overall }: Pick<MailSettings, 'overall'>,
  quota: Pick<GetSendQuotaCommandOutput, 'Max24HourSend' | 'MaxSendRate' | 'SentLast24Hours'>,
): Verdict {
  const { Max24HourSend: most = 0, MaxSendRate: rate = 0, SentLast24Hours: sent = 0 } = quota;
  const says = `${most} mails a day, ${rate} a second; ${sent} sent in the last 24 hours.`;
  // SES says -1 for any number.
  if (most === -1) return ok(`Any number of mails a day, ${rate} a second.`);
  if (most <= sandboxQuota) {
    return broken(
      `${says} This is the quota of the sandbox, where SES mails verified addresses only.`,
      'Request production access in the SES console, under "Account dashboard".',
    );
  }
  const mend = 'Ask for a higher quota in Service Quotas, under "Amazon SES".';
  if (sent >= most) return broken(`${says} None is left.`, mend);
  if (sent >= 0.8 * most) return advice(`${says} Little is left.`, mend);
  if (overall > most) return advice(`${says} The limit "overall" allows ${overall} an hour.`, mend);
  return ok(says);
}

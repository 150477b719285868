import type { Language } from '../language';
import type { ChallengeClaims, ChallengeRecord } from '../challenge/ports';

/** A reset that `portal` hands over to `generate`. It waits in a queue, so it holds no secret: only hashes and MACs. */
export interface LinkJob {
  /** The id of the link to be. It names the request as well: a retry carries the same one. */
  readonly linkId: string;
  readonly user: string;
  readonly browserHash: string;
  readonly pickupMac: string;
  /** Whether a vouched browser asked, within its account's share of the mails that are kept for those. */
  readonly vouched: boolean;
  /** What the log calls the recovery. Jobs of an older version have none. */
  readonly recovery?: string | undefined;
  /** The language of the request, for the mail; undefined in a job of an older version. */
  readonly language?: Language | undefined;
}

/** Keeps sealed values under random names. */
export interface VaultWriter {
  /** Stores the value, in place of what an earlier attempt of the same request left under that name. */
  store(parameter: string, value: string): Promise<void>;
}

/** Reads values that are waiting to be picked up. */
export interface VaultReader {
  /**
   * Reads a value; undefined if there is none.
   *
   * @throws VaultRefused if the vault is known to have given nothing away. After any other error it may have.
   */
  read(parameter: string): Promise<string | undefined>;
  delete(parameter: string): Promise<void>;
}

/** The vault answered with an error: no plaintext left it. */
export class VaultRefused extends Error {
  constructor(cause: unknown) {
    super('The vault refused to give the value.', { cause });
    this.name = 'VaultRefused';
  }
}

/** Finds and deletes what is left in the vault. */
export interface VaultSweeper {
  /** Every parameter under the prefix, with the time it was last written. */
  list(): Promise<readonly { readonly parameter: string; readonly writtenAt: Date }[]>;
  /** Deletes at most ten. One that is missing counts as deleted. */
  deleteAll(parameters: readonly string[]): Promise<void>;
}

/** A link that is being made. */
export interface LinkDraft {
  /** The key of the account that it is for. */
  readonly account: string;
  readonly parameter: string;
  readonly recovery: string;
  readonly expiresAt: Date;
}

/** The challenge table as `generate` uses it. */
export interface LinkPreparation {
  /**
   * Starts the link, or goes on with what an earlier attempt started. What that one published is not live any more then.
   * Undefined if there is nothing to do: the link was mailed, claimed or withdrawn.
   */
  begin(linkId: string, draft: LinkDraft): Promise<{ readonly parameter: string } | undefined>;
  /** Makes the link live. False if another delivery of the same request did so. */
  publish(linkId: string, halves: LinkHalves, expiresAt: Date): Promise<boolean>;
  /** Takes a link back that certainly reached nobody, so that a retry can start over. */
  retract(linkId: string, keyHash: string): Promise<void>;
  /** Notes that the mail with this link went out: no delivery replaces the link any more. */
  markMailed(linkId: string, keyHash: string): Promise<void>;
}

/** What must be shown to open a link, none of it in the clear. */
export interface LinkHalves {
  readonly keyHash: string;
  readonly browserHash: string;
  readonly pickupMac: string;
}

/** A link as it stands in the table. */
export interface LinkRecord extends ChallengeRecord {
  /** The key of the account that it is for. */
  readonly account: string;
  /** Where its password is in the vault. */
  readonly parameter: string;
  /** What the log calls the recovery. */
  readonly recovery: string;
  /** Undefined until the link is published. */
  readonly halves: LinkHalves | undefined;
}

/** Links, for an administrator who looks at an account. */
export interface LinkInspection {
  /** What became of a link; undefined if it was not begun, or its item is gone. */
  inspect(linkId: string): Promise<ChallengeRecord | undefined>;
}

/** The challenge table as `extract` uses it. */
export interface LinkClaims extends ChallengeClaims<string> {
  find(linkId: string): Promise<LinkRecord | undefined>;
}

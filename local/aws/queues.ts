/** The SQS queues: what is in them, what is being worked on, what comes back when, and what ends in the dead letters. */
import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Queue } from '../template/queues';
import type { Pace } from './pace';

/**
 * Milliseconds that a message waits before it is delivered. On AWS it is on its way through the queue for as long, so the
 * sender's answer is out by then. Here all share one machine, so the work would delay the answer.
 */
const deliveryDelay = 20;

/** One message. */
export interface Message {
  readonly id: string;
  readonly body: string;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  /** The id of the role that sent it, and its session. */
  readonly senderId: string;
}

/** A message that was delivered. */
export interface DeliveredMessage extends Message {
  readonly receiptHandle: string;
  readonly deliveries: number;
  readonly firstDeliveredAt: number;
}

/** A message in the dead letters. */
export interface DeadLetter extends Message {
  /** Name of the queue with the dead letters. */
  readonly queue: string;
  readonly deliveries: number;
}

/** A message as a queue keeps it. */
interface Kept extends Message {
  deliveries: number;
  firstDeliveredAt?: number;
  /** Undefined while nobody works on it. */
  receiptHandle?: string;
  isVisible: boolean;
  /** Whether somebody only looks at it: who works on it keeps it until the end. */
  isLent?: boolean;
  /** How long it stays away after this delivery, in seconds. */
  hiddenSeconds: number;
  /** The queue that gave it up; undefined for one that was not given up. */
  source?: string;
}

/** Takes messages whenever there are some. */
type Consumer = () => void;

/** All queues of the account. */
export class Queues {
  readonly #definitions = new Map<string, Queue>();
  readonly #kept = new Map<string, Kept[]>();
  readonly #consumers = new Map<string, Consumer>();
  readonly #closed = new AbortController();
  readonly #pace: Pace;
  readonly #waitingForIdle: (() => void)[] = [];

  constructor(pace: Pace) {
    this.#pace = pace;
    // Each message that waits is one listener. Node takes more than ten for a leak.
    setMaxListeners(Infinity, this.#closed.signal);
  }

  /** Makes an empty queue. */
  add(definition: Queue): void {
    this.#definitions.set(definition.arn, definition);
    this.#kept.set(definition.arn, []);
  }

  /** Removes a queue and what is in it. */
  remove(queueArn: string): void {
    this.#definitions.delete(queueArn);
    this.#kept.delete(queueArn);
    this.consume(queueArn);
  }

  /** The queue at an address; undefined if there is none. */
  at(url: string): Queue | undefined {
    return [...this.#definitions.values()].find((definition) => definition.url === url);
  }

  /** Takes a message, to be delivered after so many seconds, and returns at once. */
  send(queueArn: string, body: string, senderId: string, delaySeconds = 0): Message {
    const message: Kept = {
      id: randomUUID(),
      body,
      sentAt: Date.now(),
      senderId,
      deliveries: 0,
      isVisible: false,
      hiddenSeconds: 0,
    };
    this.#in(queueArn).push(message);
    void this.#showAfter(queueArn, message, Math.max(deliveryDelay, this.#pace(delaySeconds)));
    return message;
  }

  /** Has something called whenever messages can be received from a queue; without an argument, nothing any more. */
  consume(queueArn: string, consumer?: Consumer): void {
    if (consumer) this.#consumers.set(queueArn, consumer);
    else this.#consumers.delete(queueArn);
    this.#tellIfIdle();
  }

  /** Delivers messages, the oldest first, and keeps them from others. Those that were delivered too often become dead letters. */
  receive(queueArn: string, most: number): readonly DeliveredMessage[] {
    const { redrive, visibilitySeconds } = this.#definition(queueArn);
    const received: DeliveredMessage[] = [];
    for (const message of [...this.#in(queueArn)]) {
      if (!message.isVisible || received.length === most) continue;
      message.isVisible = false;
      if (redrive && message.deliveries >= redrive.deliveries) {
        this.#remove(queueArn, message);
        this.#in(redrive.deadLettersArn).push({ ...message, source: queueArn, isVisible: true });
        continue;
      }
      const firstDeliveredAt = (message.firstDeliveredAt ??= Date.now());
      const receiptHandle = (message.receiptHandle = randomUUID());
      message.isLent = false;
      message.deliveries += 1;
      message.hiddenSeconds = visibilitySeconds;
      received.push({ ...message, firstDeliveredAt, receiptHandle });
    }
    this.#tellIfIdle();
    return received;
  }

  /** Has a message stay away for so long after this delivery. False if nobody works on it. */
  changeVisibility(queueArn: string, receiptHandle: string, seconds: number): boolean {
    const message = this.#in(queueArn).find((candidate) => candidate.receiptHandle === receiptHandle);
    if (message) message.hiddenSeconds = seconds;
    if (message?.isLent === true && seconds === 0) this.giveBack(queueArn, message);
    return message !== undefined;
  }

  /** Removes a message: the work is done. */
  delete(queueArn: string, { id }: Message): void {
    const message = this.#in(queueArn).find((candidate) => candidate.id === id);
    if (message) this.#remove(queueArn, message);
    this.#tellIfIdle();
  }

  /** Nobody works on a message: after its time it can be received again, and one that is lent as soon as its holder says so. */
  giveBack(queueArn: string, { id }: Message, { isLent = false } = {}): void {
    const message = this.#in(queueArn).find((candidate) => candidate.id === id);
    if (!message) return;
    message.isLent = isLent;
    if (!isLent) delete message.receiptHandle;
    void this.#showAfter(queueArn, message, this.#pace(message.hiddenSeconds));
  }

  /** Everything in those of these queues that take what other queues gave up, oldest first. A queue that is gone has none. */
  deadLetters(queueArns: readonly string[]): readonly DeadLetter[] {
    const definitions = queueArns.flatMap((arn) => this.#definitions.get(arn) ?? []);
    const arns = new Set(definitions.flatMap(({ redrive }) => redrive?.deadLettersArn ?? []));
    return definitions
      .filter(({ arn }) => arns.has(arn))
      .flatMap(({ arn, name }) =>
        this.#in(arn).map(({ id, body, sentAt, senderId, deliveries }) => {
          return { queue: name, id, body, sentAt, senderId, deliveries };
        }),
      )
      .sort((one, other) => one.sentAt - other.sentAt);
  }

  /** How many messages are in a queue, and for how many seconds the oldest has been there. A queue that is gone has none. */
  depth(queueArn: string): { readonly messages: number; readonly oldestSeconds: number } {
    const kept = this.#kept.get(queueArn) ?? [];
    const oldest = Math.min(Date.now(), ...kept.map(({ sentAt }) => sentAt));
    return { messages: kept.length, oldestSeconds: (Date.now() - oldest) / 1000 };
  }

  /** The queues whose dead letters come to this one. */
  sourcesOf(deadLettersArn: string): readonly string[] {
    const all = [...this.#definitions.values()];
    return all.filter(({ redrive }) => redrive?.deadLettersArn === deadLettersArn).map(({ arn }) => arn);
  }

  /** Moves all dead letters of a queue back to where they came from, as new messages. */
  redrive(deadLettersArn: string): void {
    for (const message of [...this.#in(deadLettersArn)]) {
      const { source, body, senderId } = message;
      if (source === undefined) continue;
      this.#remove(deadLettersArn, message);
      this.send(source, body, senderId);
    }
  }

  /** Whether a message waits for a function, or a function works on one. */
  get isBusy(): boolean {
    return [...this.#consumers.keys()].some((arn) => this.#in(arn).length > 0);
  }

  /** Resolves when no message waits for a function, and no function works on one. */
  idle(): Promise<void> {
    return this.isBusy ? new Promise((resolve) => this.#waitingForIdle.push(resolve)) : Promise.resolve();
  }

  /** Delivers nothing any more. */
  close(): void {
    this.#closed.abort();
    this.#consumers.clear();
    this.#tellIfIdle();
  }

  #in(queueArn: string): Kept[] {
    const kept = this.#kept.get(queueArn);
    if (!kept) throw new Error(`The account has no queue ${queueArn}.`);
    return kept;
  }

  #definition(queueArn: string): Queue {
    const definition = this.#definitions.get(queueArn);
    if (!definition) throw new Error(`The account has no queue ${queueArn}.`);
    return definition;
  }

  #remove(queueArn: string, message: Kept): void {
    const kept = this.#in(queueArn);
    kept.splice(kept.indexOf(message), 1);
  }

  async #showAfter(queueArn: string, message: Kept, milliseconds: number): Promise<void> {
    const { receiptHandle } = message;
    try {
      await delay(milliseconds, undefined, { signal: this.#closed.signal });
    } catch {
      return;
    }
    // It was given back before its time, and somebody else may have it.
    if (message.receiptHandle !== receiptHandle) return;
    message.isVisible = true;
    this.#consumers.get(queueArn)?.();
  }

  #tellIfIdle(): void {
    if (this.isBusy) return;
    for (const resolve of this.#waitingForIdle.splice(0)) resolve();
  }
}

/** A browser for the main job: it keeps cookies, and asks for JSON. */
import { Refusal } from '../refusal';

/** An answer of the portal. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends one request. */
export type Browser = (method: 'GET' | 'POST', path: string, body?: object) => Promise<Answer>;

/** Opens one. The signal ends a request that waits. */
export function openBrowser(portal: string, signal: AbortSignal): Browser {
  const cookies = new Map<string, string>();
  return async (method, path, body) => {
    const answer = await fetch(portal + path, {
      method,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(cookies.size > 0 && { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(35_000)]),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const text = await answer.text();
    return { status: answer.status, body: fieldsIn(text) };
  };
}

function fieldsIn(text: string): Answer['body'] {
  try {
    return JSON.parse(text) as Answer['body'];
  } catch {
    // A page, or no body at all: the status says enough.
    return {};
  }
}

/** @throws Refusal if the answer has another status. */
export function expectStatus(step: string, status: number, answer: Answer): Answer {
  if (answer.status === status) return answer;
  const { title, detail } = answer.body;
  const why = [title, detail].filter((text) => typeof text === 'string').map((text) => ` ${text}.`);
  throw new Refusal(
    'smoke-failed',
    `${step}: the portal answered ${answer.status}, not ${status}.${why.join('').replaceAll('..', '.')}`,
  );
}

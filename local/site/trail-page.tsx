/** The page of the audit trail. */
import { document, Page } from './pages';
import type { TrailEvent } from './trail';

/** What each event is shown with; the rest follows as details. */
const shown = ['timestamp', 'message', 'outcome', 'account', 'recovery'];

/** Of no use to a reader here. */
const hidden = ['audit', 'level', 'service', 'error'];

/**
 * The trail, newest first. Each account and each recovery leads to its own events.
 *
 * @param wanted the values by which the events were chosen.
 */
export function trailPage(
  portal: string,
  events: readonly TrailEvent[],
  wanted: Readonly<Record<string, string>>,
): string {
  return document(
    <Page title="Trail" portal={portal}>
      <p class="note">
        What happened to accounts, newest first.{' '}
        {Object.keys(wanted).length > 0 && <a href="/_local/trail">Show everything</a>}{' '}
        <a href="/_local/trail.json">As JSON</a>
      </p>
      {events.length === 0 && <p>Nothing has happened yet.</p>}
      {events.toReversed().map((event) => (
        <article>
          <header>
            <h2>
              {String(event.message)}: {String(event.outcome)}
            </h2>
            <dl>
              <dt>time</dt>
              <dd>{String(event.timestamp)}</dd>
              {['account', 'recovery']
                .filter((name) => event[name] !== undefined)
                .map((name) => (
                  <>
                    <dt>{name}</dt>
                    <dd>
                      <a href={`/_local/trail?${name}=${String(event[name])}`}>{String(event[name])}</a>
                    </dd>
                  </>
                ))}
              {Object.entries(event)
                .filter(([name]) => ![...shown, ...hidden].includes(name))
                .map(([name, value]) => (
                  <>
                    <dt>{name}</dt>
                    <dd>{String(value)}</dd>
                  </>
                ))}
            </dl>
          </header>
        </article>
      ))}
    </Page>,
  );
}

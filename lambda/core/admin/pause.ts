/** The kill switch: an administrator stops everything, and has it go on. The log names who did it. */
import type { Log } from '../events';
import type { Clock } from '../ports';
import type { Pause, PauseSwitch } from './ports';

/** What the use cases here need. */
export interface PausePorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly pauseSwitch: PauseSwitch;
}

/** Begins a pause, if there is none. Returns the one that holds. */
export async function pauseAll({ clock, log, pauseSwitch }: PausePorts, by: string): Promise<Pause> {
  const pause = await pauseSwitch.begin({ since: clock(), by });
  log.warn('admin.paused', { by });
  return pause;
}

/** Ends the pause. What waited goes on. */
export async function resumeAll({ log, pauseSwitch }: PausePorts, by: string): Promise<void> {
  await pauseSwitch.end();
  log.warn('admin.resumed', { by });
}

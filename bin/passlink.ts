import { SettingsError } from '../lib/settings';
import { createApp } from '../lib/synthesize';

try {
  createApp().synth();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  // The administrator's to mend: the message says all, a stack trace would hide it.
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

import { SettingsError } from '../lib/settings';
import { createApp } from '../lib/synthesize';

try {
  createApp().synth();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  // The administrator can fix this. The message says how, and a stack trace would hide it.
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

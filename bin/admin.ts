/** `npm run admin -- <command>` is the command line of the administrators. `--help` says what there is. */
import { conversation } from './admin/conversation';
import { runAdmin } from './admin/program';

void runAdmin(process.argv.slice(2), {
  print: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
  converse: conversation,
}).then((status) => {
  process.exitCode = status;
});

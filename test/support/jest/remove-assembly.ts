import { rmSync } from 'node:fs';

/** Removes what `synthesizeOnce` wrote. */
export default function removeAssembly(): void {
  rmSync(process.env.PASSLINK_TEST_ASSEMBLIES ?? '', { recursive: true });
}

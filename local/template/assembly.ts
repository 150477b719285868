/** Finds the parts of a synthesized assembly that the laptop needs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import * as v from 'valibot';
import type { Synthesized } from './stack';
import type { Template } from './template';

const assetManifest = v.object({
  files: v.record(
    v.string(),
    v.object({ source: v.object({ path: v.string(), packaging: v.optional(v.string()) }) }),
  ),
});

/** The one stack of an assembly, with its bundles. */
export function fromAssembly(assembly: CloudAssembly): Synthesized {
  const [stack, ...others] = assembly.stacks;
  if (!stack || others.length > 0) throw new Error('The laptop runs one stack.');
  const manifest = readFileSync(join(assembly.directory, `${stack.id}.assets.json`), 'utf8');
  const { files } = v.parse(assetManifest, JSON.parse(manifest));
  // Each function's module, which lib/constructs/service-function.ts notes down.
  const metadata = (type: string) =>
    stack.findMetadataByType(type).map(({ path, data }) => [path, v.parse(v.string(), data)] as const);
  const logicalIds = new Map(metadata('aws:cdk:logicalId'));
  const handlers = new Map(metadata('passlink:handler').map(([path, file]) => [logicalIds.get(path), file]));
  return {
    stackName: stack.stackName,
    template: stack.template as Template,
    assetDirectory: (s3Key) => {
      // The key is a prefix, the asset's hash, and the extension of the packed file.
      const hash = /([0-9a-f]{64})\.zip$/.exec(s3Key)?.[1];
      const file = hash === undefined ? undefined : files[hash];
      if (file?.source.packaging !== 'zip') throw new Error(`The assembly has no bundle for ${s3Key}.`);
      return join(assembly.directory, file.source.path);
    },
    handlerOf: (logicalId) => handlers.get(logicalId),
  };
}

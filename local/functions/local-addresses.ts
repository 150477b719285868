import type { FunctionDefinition, Stack } from '../template/stack';

/** Replaces the public addresses in the environments of a stack's functions with those of this machine. */
export function withLocalAddresses(stack: Stack, origin: string): readonly FunctionDefinition[] {
  const { api, functions, place } = stack;
  const addresses: readonly (readonly [string, string])[] = [
    // Here the API is below its stage all the same.
    ...(api?.domain === undefined
      ? []
      : ([[`https://${api.domain}`, `${origin}/${api.stage.StageName}`]] as const)),
    [`https://${api?.id ?? ''}.execute-api.${place.region}.${place.urlSuffix}`, origin],
    [`https://${place.account}.signin.aws.amazon.com/console`, `${origin}/_local/console`],
  ];
  return functions.map((definition) => {
    const environment = Object.entries(definition.environment).map(([name, value]) => [
      name,
      addresses.reduce((text, [publicly, locally]) => text.replace(publicly, locally), value),
    ]);
    return { ...definition, environment: Object.fromEntries(environment) as Record<string, string> };
  });
}

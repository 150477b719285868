import type { Place } from '../template/place';
import type { FunctionDefinition } from '../template/stack';

/** Replaces the public addresses in the functions' environment with those of this machine. */
export function withLocalAddresses(
  definition: FunctionDefinition,
  place: Place,
  apiId: string,
  origin: string,
): FunctionDefinition {
  const addresses = [
    [`https://${apiId}.execute-api.${place.region}.${place.urlSuffix}`, origin],
    [`https://${place.account}.signin.aws.amazon.com/console`, `${origin}/_local/console`],
  ] as const;
  const environment = Object.entries(definition.environment).map(([name, value]) => [
    name,
    addresses.reduce((text, [publicly, locally]) => text.replace(publicly, locally), value),
  ]);
  return { ...definition, environment: Object.fromEntries(environment) as Record<string, string> };
}

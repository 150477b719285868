import type { Place } from '../template/place';
import type { FunctionDefinition } from '../template/stack';

/** Puts this machine in the place of the public addresses that the stack tells its functions. */
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

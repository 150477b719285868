import { identify, isKnown } from './identities';
import type { StackPlace } from './place';
import type { Resolve, Template } from './template';

/** A resource that an account can have only once. */
export interface Owned {
  readonly type: string;
  /** Its ARN, or its name if it has none. */
  readonly id: string;
  /** Whether it stays when its stack goes. */
  readonly retained: boolean;
}

/** What a stack owns in its account. Parts of an API are not in the list: their names are unique only within the API. */
export function ownedBy(template: Template, place: StackPlace, resolve: Resolve): readonly Owned[] {
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => isKnown(Type) && !Type.startsWith('AWS::ApiGateway::'))
    .map(([logicalId, { Type: type, Properties, DeletionPolicy }]) => {
      const { ref, attributes } = identify(logicalId, type, place, (name) => resolve(Properties?.[name]));
      const retained = DeletionPolicy !== undefined && DeletionPolicy !== 'Delete';
      return { type, id: attributes.Arn ?? ref, retained };
    });
}

/** What stands behind a link's path: the id, and at times the key. */
export interface LinkAddress {
  readonly id: string;
  readonly key: string | undefined;
}

/** Some mail programs change the `#` of a link into `%23`: then the key arrives in the path, behind the id. */
export function readLinkAddress(parameter: string): LinkAddress {
  const [id = '', key] = parameter.split('#');
  return { id, key };
}

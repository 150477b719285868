/** Where the stack pretends to be deployed: the source of the pseudo parameters. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly urlSuffix: string;
  readonly stackName: string;
}

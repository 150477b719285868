/** Where the pretended deployment is: the source of the pseudo parameters. */

/** An account in one region. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly urlSuffix: string;
}

/** The place of one stack. */
export interface StackPlace extends Place {
  readonly stackName: string;
}

/** The laptop's account and region. Any values would do. */
export const somewhere: Place = {
  account: '123456789012',
  region: 'eu-central-1',
  partition: 'aws',
  urlSuffix: 'amazonaws.com',
};

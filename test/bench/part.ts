import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { Table } from './report';

/** The stages that the parts run. */
export type BenchStage = 'dev' | 'network' | 'table';

/** What every part gets. */
export interface Bench {
  /** How often to do what is done often. */
  readonly rounds: number;
  /** A folder for this run. */
  readonly folder: string;
  /** A stage with its bundles, and without limits: all requests come from one address. Synthesized when first asked for. */
  readonly assembly: (stage: BenchStage) => CloudAssembly;
}

/** One part of the bench. */
export type Part = (bench: Bench) => Promise<readonly Table[]>;

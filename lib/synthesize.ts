import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import {
  DISABLE_CREATION_STACK_TRACES,
  DISABLE_METADATA_STACK_TRACE,
  type CloudAssembly,
} from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as v from 'valibot';
import { acknowledgeFindings } from './acknowledgements';
import { PasslinkStack } from './passlink-stack';
import { readSettings, type Settings, type SettingsInput } from './settings';

const cdkJson = v.object({ context: v.record(v.string(), v.unknown()) });

/** Properties of the app. */
export interface AppProps {
  /**
   * The stage.
   *
   * @default - the context's `stage` (`-c stage=…`), else `dev`
   */
  readonly stage?: string;

  /**
   * Settings that override those of the stage.
   *
   * @default - the stage's settings as they are in `cdk.json`
   */
  readonly settings?: SettingsInput;

  /**
   * The region, for a template that fits this one only. Its partition follows from it.
   *
   * @default - the context's `region` (`-c region=…`), else any
   */
  readonly region?: string;

  /**
   * The folder for the assembly.
   *
   * @default - the folder that the CDK command asks for, else a new temporary folder
   */
  readonly outdir?: string;

  /**
   * Whether to bundle the functions. Without bundling, the template is complete and the functions are empty.
   *
   * @default true
   */
  readonly bundling?: boolean;

  /**
   * Whether the CDK checks the template against CloudFormation's rules. Its checker takes two seconds to load. What only
   * runs or reads a template can do without: the rules see no more than every deployment and the tests do.
   *
   * @default true
   */
  readonly validation?: boolean;

  /**
   * Further context.
   *
   * @default - what `cdk.json` has
   */
  readonly context?: Readonly<Record<string, unknown>>;
}

/**
 * The CDK app with one stage's stack and cdk-nag's checks.
 *
 * @throws SettingsError when the stage's settings cannot be used.
 * @throws Error when the region is not the name of one.
 */
export function createApp(props: AppProps = {}): App {
  const app = new App({
    // Only the CDK command reads cdk.json on its own. Its context overrides what is given here.
    context: {
      ...contextOfCdkJson(),
      ...(props.bundling === false && { 'aws:cdk:bundling-stacks': [] }),
      ...props.context,
    },
    ...(props.outdir !== undefined && { outdir: props.outdir }),
    // Leaves out the resource for usage statistics, so that the CDK command makes the same template as this process.
    analyticsReporting: false,
    builtinCloudFormationValidation: props.validation ?? true,
  });
  const stage = props.stage ?? String(app.node.tryGetContext('stage') ?? 'dev');
  const settings = readSettings(app.node, stage, props.settings);
  const region = regionOf(props.region ?? app.node.tryGetContext('region'));
  const stack = new PasslinkStack(app, `passlink-${stage}`, {
    stage,
    settings,
    ...(region !== undefined && { env: { region } }),
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  acknowledgeFindings(stack);
  return app;
}

const inThisProcess = {
  // Findings belong in the error. By default the app would also print them.
  '@aws-cdk/core:appMode': 'inmemory',
  // The CDK would note where each construct was made. Nobody reads that here, and it takes a third of the time.
  [DISABLE_CREATION_STACK_TRACES]: true,
  [DISABLE_METADATA_STACK_TRACE]: true,
};

/**
 * Synthesizes one stage in this process, with the same result as the CDK command.
 *
 * @throws SettingsError when the stage's settings cannot be used.
 * @throws Error when cdk-nag has a finding that is not acknowledged.
 */
export function synthesize(props: AppProps): CloudAssembly {
  return createApp({ ...props, context: { ...props.context, ...inThisProcess } }).synth();
}

/**
 * A stage's settings as `cdk.json` has them.
 *
 * @throws SettingsError when they cannot be used.
 */
export function settingsOf(stage: string): Settings {
  const context = contextOfCdkJson();
  return readSettings({ tryGetContext: (key) => context[key] }, stage);
}

/** @throws Error when it is not the name of a region: its partition would be a guess. */
function regionOf(given: unknown): string | undefined {
  if (given === undefined) return undefined;
  if (typeof given === 'string' && /^[a-z]{2,4}(-[a-z]+)+-\d$/.test(given)) return given;
  throw new Error(
    `region: must be the name of a region such as "eu-central-1", not ${JSON.stringify(given)}`,
  );
}

function contextOfCdkJson(): Readonly<Record<string, unknown>> {
  return v.parse(cdkJson, JSON.parse(readFileSync(join(__dirname, '..', 'cdk.json'), 'utf8'))).context;
}

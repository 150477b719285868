import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as v from 'valibot';
import { acknowledgeFindings } from './acknowledgements';
import { PasslinkStack } from './passlink-stack';
import { readSettings, type SettingsInput } from './settings';

const cdkJson = v.object({ context: v.record(v.string(), v.unknown()) });

/** What the app is made of. */
export interface AppProps {
  /**
   * The stage.
   *
   * @default - the context's `stage` (`-c stage=…`), else `dev`
   */
  readonly stage?: string;

  /**
   * Settings that are laid over those of the stage.
   *
   * @default - the stage's settings as they are in `cdk.json`
   */
  readonly settings?: SettingsInput;

  /**
   * Where the assembly is written.
   *
   * @default - where the CDK command asks for it, else a new temporary folder
   */
  readonly outdir?: string;

  /**
   * Whether the functions are bundled. Without, the template is complete and the functions are empty.
   *
   * @default true
   */
  readonly bundling?: boolean;

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
 */
export function createApp(props: AppProps = {}): App {
  const app = new App({
    // Only the CDK command reads cdk.json by itself. What it passes on comes before what is given here.
    context: {
      ...contextOfCdkJson(),
      ...(props.bundling === false && { 'aws:cdk:bundling-stacks': [] }),
      ...props.context,
    },
    ...(props.outdir !== undefined && { outdir: props.outdir }),
    // One template, with the CDK command and without: no resource for usage statistics.
    analyticsReporting: false,
  });
  const stage = props.stage ?? String(app.node.tryGetContext('stage') ?? 'dev');
  const settings = readSettings(app.node, stage, props.settings);
  const stack = new PasslinkStack(app, `passlink-${stage}`, { stage, settings });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  acknowledgeFindings(stack);
  return app;
}

/**
 * Synthesizes one stage in this process, as the CDK command would.
 *
 * @throws SettingsError when the stage's settings cannot be used.
 * @throws Error when cdk-nag finds something that is not acknowledged.
 */
export function synthesize(props: AppProps): CloudAssembly {
  // Findings belong into the error; left to itself, the app would also print them.
  return createApp({ ...props, context: { ...props.context, '@aws-cdk/core:appMode': 'inmemory' } }).synth();
}

function contextOfCdkJson(): Readonly<Record<string, unknown>> {
  return v.parse(cdkJson, JSON.parse(readFileSync(join(__dirname, '..', 'cdk.json'), 'utf8'))).context;
}

import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import jest from 'eslint-plugin-jest';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Forbids files in `from` to import what matches `never`. See docs/architecture.md. */
const wall = (from, never, why) => ({
  files: [`${from}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': ['error', { patterns: [{ regex: never, message: why }] }],
  },
});

const functions = 'admin|extract|generate|portal|reset|send-mail|sweep';

/** The concepts of the core, in order. Each may import only those before it, and the files at the top. */
const concepts = [
  'crypto',
  'challenge',
  'password',
  'account',
  'limits',
  'notice',
  'code',
  'link',
  'session',
  'admin',
];

const coreWalls = [
  wall('lambda/core', '^(?!\\./|node:crypto$)', 'core holds the rules, and imports only node:crypto.'),
  ...concepts.map((concept, at) =>
    wall(
      `lambda/core/${concept}`,
      `^(?!\\./|node:crypto$|\\.\\./[^/]+$${concepts
        .slice(0, at)
        .map((earlier) => `|\\.\\./${earlier}/`)
        .join('')})`,
      `${concept} may import node:crypto, the top of the core and these: ${concepts.slice(0, at).join(', ') || 'none'}.`,
    ),
  ),
];

/** Each way to read the environment: `process.env`, `const { env } = process`, an import of `process` itself. */
const readsProcessEnvironment = [
  "MemberExpression[object.name='process'][property.name='env']",
  "VariableDeclarator[init.name='process'] > ObjectPattern > Property[key.name='env']",
  'ImportDeclaration[source.value=/^(node:)?process$/]',
].map((selector) => ({
  selector,
  message: 'Only lambda/environment.ts and bin/ read process.env.',
}));

/** The globals with which Node loads its whole HTTP client. */
const httpClient = ['EventSource', 'fetch', 'FormData', 'Headers', 'Request', 'Response', 'WebSocket'].map(
  (name) => ({
    name,
    message: 'Node would load its whole HTTP client for it, while a person waits. See decision 16.',
  }),
);

export default defineConfig(
  globalIgnores(['cdk.out', 'coverage', 'node_modules']),
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
    },
  },
  { files: ['*.js'], languageOptions: { globals: { module: 'writable', __dirname: 'readonly' } } },
  {
    files: ['lambda/**/*.{ts,tsx}', 'lib/**/*.ts', 'local/**/*.{ts,tsx}'],
    ignores: ['lambda/environment.ts'],
    rules: { 'no-restricted-syntax': ['error', ...readsProcessEnvironment] },
  },
  {
    files: ['lambda/**/*.{ts,tsx}'],
    // For `sweep`: nobody waits when it answers CloudFormation.
    ignores: ['lambda/aws/stack-events.ts'],
    rules: { 'no-restricted-globals': ['error', ...httpClient] },
  },
  {
    files: ['{lambda,lib,local,bin}/**/*.{ts,tsx,mjs}'],
    // The schema of the settings: people who look one up, or add one, want all of them in one list.
    ignores: ['lib/settings.ts'],
    rules: { 'max-lines': ['error', { max: 250, skipBlankLines: false, skipComments: false }] },
  },
  // bin → lib, local.  lib → lambda/environment and, for API Gateway's answers, lambda/web/http/gateway-problem.
  // handlers → core, aws, web.  aws, web → core.  core → node:crypto.
  wall('bin', '^\\.\\./(lambda|test)/', 'bin composes lib and local.'),
  wall(
    'lib',
    '(^|/)(local|test|bin)/|/lambda/(?!(environment|web/http/gateway-problem)$)',
    'lib may import from lambda/ only the environment, and the problems for API Gateway.',
  ),
  wall(
    'local',
    '(^|/)(lambda|test|bin)/',
    'local runs what lib synthesized, and may not import from lambda.',
  ),
  wall('lambda', '(^|/)(lib|local|test|bin)/', 'functions may not import from the stack or the laptop.'),
  ...coreWalls,
  wall('lambda/aws', `^(\\.\\./)+(web|${functions})/|/environment$`, 'adapters may import only the core.'),
  wall(
    'lambda/web',
    `^(\\.\\./)+(aws|${functions})/|/environment$`,
    'pages and mails may import only the core.',
  ),
  {
    files: ['test/**/*.{ts,tsx}'],
    extends: [jest.configs['flat/recommended']],
    rules: { 'jest/expect-expect': ['error', { assertFunctionNames: ['expect*'] }] },
  },
  prettier,
);

/**
 * The house's style, and those of its walls that imports do not show. The walls have seeded violations in
 * test/architecture/violations; the others are in .dependency-cruiser.mjs.
 */
import eslint from '@eslint/js';
import graphql from '@graphql-eslint/eslint-plugin';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { printTypeDefs } from './src/operation/sdl.ts';

const environment = {
  object: 'process',
  property: 'env',
  message: 'Only src/config/load.ts and cli/main.ts read the environment.',
};
const signals = ['on', 'once', 'addListener', 'prependListener', 'prependOnceListener', 'exit'].map((property) => ({
  object: 'process',
  property,
  message: 'Only src/main.ts and cli/main.ts install signal handlers and end the process.',
}));
const clocks = ['Date', 'performance'].map((object) => ({
  object,
  property: 'now',
  message: 'The clock comes in as an argument.',
}));
const secretDoor = {
  object: 'Secret',
  property: 'open',
  message: 'Only src/auth/reveal.ts opens a secret.',
};

const syntax = {
  defaultExport: {
    selector: 'ExportDefaultDeclaration',
    message: 'Exports have names.',
  },
  globalProcess: {
    selector: 'MemberExpression[object.name=/^(globalThis|global)$/][property.name="process"]',
    message: 'Say process: rules about it look for that name.',
  },
  graphError: {
    selector: 'NewExpression[callee.name="GraphQLError"] Property[key.name="code"][value.type="Literal"]',
    message: 'Errors with a code are made by createGraphError.',
  },
  inlineStyle: {
    selector: 'JSXAttribute[name.name="style"]',
    message: 'The page’s policy has no inline styles: say it by a class or an attribute.',
  },
  innerHtml: {
    selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
    message: 'Text becomes nodes by the view library alone.',
  },
  outsideLink: {
    selector:
      'JSXOpeningElement[name.name="a"] > JSXAttribute[name.name="href"]:not([value.expression.callee.name="toLink"])',
    message: 'A link inside the page is made by toLink, one that leaves it is an OutsideLink.',
  },
  wallClock: {
    selector: ':matches(NewExpression, CallExpression)[callee.name="Date"][arguments.length=0]',
    message: 'The clock comes in as an argument.',
  },
};

const processImport = {
  regex: '^(node:)?process$',
  message: 'Use the global process: rules about it look for that name.',
};
const secretImport = {
  regex: String.raw`(^|/)secret\.ts$`,
  importNames: ['openSecret'],
  message: 'Only src/auth/reveal.ts opens a secret.',
};

/** What the rules on properties, syntax and imports say, but for what one file is there to do. */
function toWalls({ properties = [], clock = true, secrets = true }) {
  const restricted = [environment, ...signals, ...(clock ? clocks : []), secretDoor];
  const forms = [syntax.defaultExport, syntax.globalProcess, syntax.graphError, ...(clock ? [syntax.wallClock] : [])];
  return {
    'no-restricted-properties': ['error', ...restricted.filter(({ property }) => !properties.includes(property))],
    'no-restricted-syntax': ['error', ...forms],
    'no-restricted-imports': ['error', { patterns: secrets ? [processImport, secretImport] : [processImport] }],
  };
}

/** The same for the console: the page has one clock, one file that keeps something in the browser, and one for links that leave it. */
function toConsoleWalls({ clock = true, storage = true, links = true }) {
  const forms = [
    ...[syntax.defaultExport, syntax.inlineStyle, syntax.innerHtml],
    ...(clock ? [syntax.wallClock] : []),
    ...(links ? [syntax.outsideLink] : []),
  ];
  const message = 'Only console/src/state/preferences.ts keeps something in the browser.';
  const kept = storage ? [{ object: 'window', property: 'localStorage', message }] : [];
  return {
    'no-restricted-properties': ['error', ...(clock ? clocks : []), ...kept],
    'no-restricted-syntax': ['error', ...forms],
    'no-restricted-globals': storage ? ['error', { name: 'localStorage', message }] : 'off',
  };
}

const style = {
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  // A function that must be async for its type, and waits for nothing, is no fault.
  '@typescript-eslint/require-await': 'off',
  // Promise.withResolvers<void>() is how a signal without a value is written.
  '@typescript-eslint/no-invalid-void-type': 'off',
  // One definition by alias or interface is as good as the other.
  '@typescript-eslint/consistent-type-definitions': 'off',
  '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
  // What text may hold, in XML and in log lines, is said in control characters.
  'no-control-regex': 'off',
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-console': 'error',
  'prefer-const': 'error',
};

const size = {
  'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
};

export default defineConfig(
  globalIgnores([
    'coverage/',
    'dist/',
    'test/architecture/violations/',
    'test/architecture/sixth-provider/',
    'schema/snapshot/',
    '**/*.generated.*',
  ]),
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [eslint.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: style,
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [eslint.configs.recommended],
    languageOptions: {
      globals: Object.fromEntries(
        ['AbortSignal', 'Buffer', 'URL', 'console', 'fetch', 'performance', 'process', 'setTimeout'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
  },
  { files: ['{src,cli,emulators}/**/*.ts'], rules: { ...size, ...toWalls({}) } },
  { files: ['src/provider/contract/secret.ts'], rules: toWalls({ properties: ['open'] }) },
  { files: ['src/config/load.ts'], rules: toWalls({ properties: ['env'] }) },
  { files: ['src/main.ts'], rules: toWalls({ properties: signals.map(({ property }) => property), clock: false }) },
  {
    files: ['cli/main.ts'],
    rules: toWalls({ properties: ['env', ...signals.map(({ property }) => property)], clock: false }),
  },
  { files: ['src/auth/reveal.ts'], rules: toWalls({ secrets: false }) },
  // The demo's worlds and the emulators run by the wall clock unless a test gives them another.
  { files: ['emulators/demo/**/*.ts', 'emulators/kit/**/*.ts'], rules: toWalls({ clock: false }) },
  { files: ['src/resolvers/**/*.ts'], rules: { 'no-restricted-globals': ['error', 'fetch'] } },
  { files: ['console/src/**/*.{ts,tsx}'], rules: { ...size, ...toConsoleWalls({}) } },
  { files: ['client/**/*.ts'], rules: { ...size, 'no-restricted-syntax': ['error', syntax.defaultExport] } },
  { files: ['console/src/state/clock.ts'], rules: toConsoleWalls({ clock: false }) },
  { files: ['console/src/state/preferences.ts'], rules: toConsoleWalls({ storage: false }) },
  // The header's links are addresses of this server's own settings.
  {
    files: ['console/src/shared/outside-link.tsx', 'console/src/header.tsx'],
    rules: toConsoleWalls({ links: false }),
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // Answers come in every shape, and an assertion on them is the check.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // A test that asserts what is there may say so in one sign.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['schema/*.graphql'],
    plugins: { '@graphql-eslint': graphql },
    languageOptions: {
      parser: graphql.parser,
      // Printed, because the plugin cannot build a federated schema from the files (it calls the subgraph library in a
      // form that its present version does not take).
      parserOptions: { graphQLConfig: { schema: printTypeDefs() } },
    },
    rules: {
      '@graphql-eslint/known-directives': 'error',
      '@graphql-eslint/known-argument-names': 'error',
      '@graphql-eslint/known-type-names': 'error',
      '@graphql-eslint/provided-required-arguments': 'error',
      '@graphql-eslint/unique-directive-names-per-location': 'error',
      '@graphql-eslint/unique-enum-value-names': 'error',
      '@graphql-eslint/unique-field-definition-names': 'error',
      '@graphql-eslint/unique-type-names': 'error',
      '@graphql-eslint/no-unreachable-types': 'error',
      '@graphql-eslint/no-hashtag-description': 'error',
      '@graphql-eslint/require-deprecation-reason': 'error',
      '@graphql-eslint/relay-page-info': 'error',
      '@graphql-eslint/require-nullable-result-in-root': 'error',
      '@graphql-eslint/naming-convention': [
        'error',
        {
          types: 'PascalCase',
          FieldDefinition: 'camelCase',
          InputValueDefinition: 'camelCase',
          Argument: 'camelCase',
          DirectiveDefinition: 'camelCase',
          EnumValueDefinition: 'UPPER_CASE',
        },
      ],
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          DirectiveDefinition: true,
        },
      ],
    },
  },
);

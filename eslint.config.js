import lwcBase from '@salesforce/eslint-config-lwc/base-ts.js';
import lwcRecommended from '@salesforce/eslint-config-lwc/recommended-ts.js';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const unused = {
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }]
};
/** Salesforce's configuration brings the Babel parser, which takes the names of types for undefined variables. */
const languageOptions = {
  parser: tseslint.parser,
  parserOptions: { ecmaVersion: 'latest', sourceType: 'module' },
  globals: { ...globals.browser }
};

export default defineConfig([
  { ignores: ['.build/**', '.org/**', '.sf/**', '.sfdx/**', 'coverage/**', 'force-app/**/lwc/**/*.js'] },
  // Rules are followed or changed here, never switched off in a file.
  { linterOptions: { noInlineConfig: true } },
  {
    // The package: what Salesforce recommends for components of an org.
    files: ['force-app/**/lwc/**/*.ts'],
    extends: [lwcRecommended, tseslint.configs.recommended],
    languageOptions,
    rules: { ...unused, 'no-undef': 'off' }
  },
  {
    // The embedded org's browser side: components that may do what only the platform may (timers, the document, the address).
    files: ['scripts/org/lightning/modules/**/*.ts'],
    extends: [lwcBase, tseslint.configs.strict, tseslint.configs.stylistic],
    languageOptions,
    rules: {
      ...unused,
      '@lwc/lwc/no-async-operation': 'off',
      '@lwc/lwc/no-disallowed-lwc-imports': 'off',
      '@lwc/lwc/no-document-query': 'off',
      '@lwc/lwc/no-unexpected-wire-adapter-usages': 'off',
      // A getter may be what a template or a wire needs.
      '@typescript-eslint/class-literal-property-style': 'off',
      '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions', 'methods'] }]
    }
  },
  {
    files: ['force-app/**/__tests__/**/*.ts', 'jest/**/*.ts'],
    extends: [tseslint.configs.recommended],
    languageOptions: { globals: { ...globals.node, ...globals.jest } },
    rules: {
      ...unused,
      '@lwc/lwc/no-async-operation': 'off',
      '@lwc/lwc/no-unexpected-wire-adapter-usages': 'off',
      '@lwc/lwc/prefer-custom-event': 'off'
    }
  },
  {
    files: ['scripts/**/*.ts', 'scripts/**/*.mjs', '*.config.js'],
    ignores: ['scripts/org/lightning/modules/**'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    languageOptions: { globals: { ...globals.node } },
    rules: {
      ...unused,
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
      '@typescript-eslint/no-invalid-void-type': 'off'
    }
  }
]);

import lwcTs from '@salesforce/eslint-config-lwc/recommended-ts.js';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const unused = { '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }] };

/** LWCs: Salesforce's rules with the typescript-eslint parser (its own Babel parser takes types for undefined names). */
const lwc = {
  extends: [lwcTs, tseslint.configs.recommended],
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: { ecmaVersion: 'latest', sourceType: 'module' },
    globals: { ...globals.browser }
  },
  rules: {
    ...unused,
    // tsc knows the types and the globals.
    'no-undef': 'off',
    // A method may be private to the class without being private to the language.
    '@typescript-eslint/no-explicit-any': 'error'
  }
};

export default defineConfig([
  { ignores: ['.build/**', '.org/**', '.sf/**', '.sfdx/**', 'coverage/**', 'force-app/**/lwc/**/*.js'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  { files: ['force-app/**/lwc/**/*.ts'], ...lwc },
  { files: ['scripts/org/lightning/modules/**/*.ts'], ...lwc },
  {
    files: ['force-app/**/__tests__/**/*.ts', 'jest/**/*.ts'],
    extends: [tseslint.configs.recommended],
    languageOptions: { globals: { ...globals.node, ...globals.jest } },
    rules: {
      ...unused,
      '@lwc/lwc/no-unexpected-wire-adapter-usages': 'off',
      '@lwc/lwc/no-async-operation': 'off',
      '@lwc/lwc/prefer-custom-event': 'off'
    }
  },
  {
    files: ['scripts/**/*.ts', 'scripts/**/*.mjs', '*.config.js'],
    ignores: ['scripts/org/lightning/modules/**'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    languageOptions: { globals: { ...globals.node } },
    rules: unused
  }
]);

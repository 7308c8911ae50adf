import { createRequire } from 'node:module';

const { jestConfig } = createRequire(import.meta.url)('@salesforce/sfdx-lwc-jest/config');

/** Runs LWC tests on the TypeScript sources; the modules of the platform are replaced by those in jest/. */
export default {
  ...jestConfig,
  roots: ['<rootDir>/force-app'],
  testMatch: ['**/__tests__/**/*.test.ts'],
  // Compiled copies beside the sources and the embedded org's own modules are not under test here.
  modulePathIgnorePatterns: ['<rootDir>/.build/', '<rootDir>/scripts/'],
  setupFilesAfterEnv: [...(jestConfig.setupFilesAfterEnv ?? []), '<rootDir>/jest/setup.ts'],
  moduleNameMapper: {
    '^lightning/graphql$': '<rootDir>/jest/lightning/graphql.ts',
    '^lightning/uiRecordApi$': '<rootDir>/jest/lightning/uiRecordApi.ts',
    '^lightning/uiObjectInfoApi$': '<rootDir>/jest/lightning/uiObjectInfoApi.ts',
    '^c/timing$': '<rootDir>/jest/timing.ts',
    '^@salesforce/apex/(.+)$': '<rootDir>/jest/apex/$1.ts',
    '^@salesforce/i18n/(locale|timeZone)$': '<rootDir>/jest/i18n/$1.ts'
  }
};
